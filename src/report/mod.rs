//! The only room that writes files: tables, meeting papers, summary.
