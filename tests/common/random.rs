//! Random small folders.
