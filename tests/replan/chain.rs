//! A small year in which goals stand side by side on one day, each at the first of its two sites.

use crate::common::{Files, put, small_folder};

/// Columns of locks.csv.
pub const LOCKS: &str = "lock,goal_code,site_id,start_date,by,reason";

/// Goal 4100n needs what the sites n and n + 1 have; goal 41000 what the first has. Those from the first link on are offered on 3 March, and
/// locked to site n.
pub fn chain(links: usize) -> Files {
    let mut files = small_folder();
    files.retain(|name, _| name == "plan.toml");
    let lines = |head: &str, rows: Vec<String>| [vec![head.to_owned()], rows].concat().join("\n") + "\n";
    let each = |from: usize, to: usize, row: &dyn Fn(usize) -> String| (from..=to).map(row).collect::<Vec<_>>();
    let mut table = |name: &str, head: &str, rows: Vec<String>| put(&mut files, name, &lines(head, rows));
    table("schools.csv", "school_id,name,member", vec!["syd,Sydskolen,ja".to_owned()]);
    table("fkbs.csv", "fkb_code,title,branch_group", vec!["2222,Kraner,Transport".to_owned()]);
    table("approvals.csv", "school_id,fkb_code,valid_from", vec!["syd,2222,2020-01-01".to_owned()]);
    table("demand.csv", "goal_code,participants", vec!["41000,12".to_owned()]);
    let site = |n: usize| format!("s{n},syd,Sted {n},Havnevej {n},8000,Aarhus C,0751,56.163,10.204");
    let head = "site_id,school_id,name,address,postal_code,city,municipality_code,latitude,longitude";
    table("sites.csv", head, each(1, links + 1, &site));
    table("capacity.csv", "site_id,rooms", each(1, links + 1, &|n| format!("s{n},1")));
    let goal = |n: usize| format!("{},Mål {n},2222,1,8,16,e{n}", 41_000 + n);
    table(
        "goals.csv",
        "goal_code,title,fkb_code,duration_days,min_participants,max_participants,equipment",
        each(0, links, &goal),
    );
    let has = |n: usize| if n <= links { format!("s{n},e{n}\ns{n},e{}", n - 1) } else { format!("s{n},e{}", n - 1) };
    table("equipment.csv", "site_id,equipment", each(1, links + 1, &has));
    let offer = |n: usize| format!("syd,{},offers,2027-03-03", 41_000 + n);
    table("forms.csv", "school_id,goal_code,answer,start_date", each(1, links, &offer));
    let lock = |n: usize| format!("keep,{},s{n},2027-03-03,mødet,aftalt", 41_000 + n);
    table("locks.csv", LOCKS, each(1, links, &lock));
    files
}
