//! The solver at size: prices on the coupling rows give a proven bound and lead the search for a plan.
//!
//! 1. `prices`: relax the coupling rows; price every goal exactly (`respond`, `dates`, `bound`); move the prices towards the best bound
//!    (`passes`). `windows` finds implied rows over several days that the answers break; `window_costs` prices them.
//! 2. `improve`: place the goals one by one at those prices, hard limits kept (`state`); then remove related goals and put each back
//!    where it is worth most; keep what is better. Cheap while the plan is rough.
//! 3. `batches`: `neighbourhoods` picks goals that should choose again together; `candidates` lists their best choices; `restricted`
//!    writes the small programme that HiGHS solves (`parts`); several side by side.
//! 4. `search`: the order of all that, and when to stop; `known`: from a plan and prices of a problem much like this one.
//!
//! Values, prices and counters are integers; only step lengths are floating point and those are summed in a fixed order, so results do
//! not depend on the number of threads.

mod batches;
pub mod bound;
pub mod candidates;
pub mod choices;
pub mod dates;
pub mod improve;
pub mod known;
pub mod neighbourhoods;
pub mod parts;
mod passes;
pub mod prices;
pub mod problem;
pub mod respond;
pub mod restricted;
pub mod runs;
pub mod search;
pub mod state;
pub mod window_costs;
pub mod windows;
