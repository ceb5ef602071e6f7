//! Synthetic networks of realistic size from a seed.
