//! What a planning folder means: dialects, spellings, order of rows, demand, rooms, required runs; and that no bytes at all
//! can make the program panic.

mod common;

use amuplan::domain::goal::{Origin, When};
use common::instance;
use common::random::random_folder;

#[test]
fn random_folders_are_valid_repeatable_and_of_all_kinds() {
    let (mut offers, mut locked, mut long, mut lent, mut fixed, mut closed) = (0, 0, 0, 0, 0, 0);
    for seed in 0..150 {
        let files = random_folder(seed);
        assert_eq!(files, random_folder(seed));
        let i = instance(&files);
        let runs = || i.goals.iter().flat_map(|g| &g.required);
        offers += runs().filter(|r| r.origin == Origin::Form).count();
        locked += runs().filter(|r| r.origin == Origin::Lock).count();
        fixed += runs().filter(|r| r.when != When::Free).count();
        long += i.goals.iter().filter(|g| g.days > 5).count();
        lent += i.goals.iter().flat_map(|g| &g.eligible).filter(|e| e.lender.is_some()).count();
        closed += i.goals.iter().filter(|g| g.agreement.is_some()).count();
        let open = i.calendar.days().filter(|d| i.sites.iter().any(|s| s.rooms[d.index()] > 0)).count();
        assert!(open <= 20, "seed {seed}: {open} open days");
    }
    let counts = [offers, locked, long, lent, fixed, closed];
    assert!(counts.iter().all(|n| *n > 10), "{counts:?}");
}
