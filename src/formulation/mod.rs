//! Twin of `models/annual-plan.md`: the coefficients, rows and terms of the programme. Pure: no I/O, no solver.
