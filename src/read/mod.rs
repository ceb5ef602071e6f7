//! Bytes of the planning folder to rows that know file, line and column. Never judges, never stops at bad text.
