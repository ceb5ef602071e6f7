//! Wrong folders: one change of the small folder for each finding.

use amuplan::read::folder::MAX_BYTES;

use super::{Files, add_row, drop_file, drop_row, drop_rows, put, set, small_folder, text};

/// A wrong folder: the code that must come, where, and how the small folder is changed.
pub struct Case {
    /// Code of the finding.
    pub code: &'static str,
    /// Its file.
    pub file: &'static str,
    /// Its line.
    pub line: Option<u64>,
    patch: fn(&mut Files),
}

const fn case(code: &'static str, file: &'static str, line: u64, patch: fn(&mut Files)) -> Case {
    Case { code, file, line: Some(line), patch }
}

const fn whole(code: &'static str, file: &'static str, patch: fn(&mut Files)) -> Case {
    Case { code, file, line: None, patch }
}

/// Replaces text in a file; it must be there.
pub fn swap(files: &mut Files, file: &str, from: &str, to: &str) {
    let old = text(files, file);
    assert!(old.contains(from), "{file} does not contain {from}");
    put(files, file, &old.replacen(from, to, 1));
}

fn form(files: &mut Files, cells: &[(&str, &str)]) {
    add_row(files, "forms.csv", cells);
}

fn consent(files: &mut Files, cells: &[(&str, &str)]) {
    put(files, "consents.csv", "home_school_id,school_id,site_id,goal_code,reference,note\n");
    add_row(files, "consents.csv", &[cells, &[("reference", "mail")][..]].concat());
}

fn lock(files: &mut Files, cells: &[(&str, &str)]) {
    let by = [("by", "Bo"), ("reason", "test")];
    add_row(files, "locks.csv", &[cells, &by[..]].concat());
}

const FILES_AND_COLUMNS: &[Case] = &[
    whole("E101", "goals.csv", |f| {
        let goals = f.remove("goals.csv").expect("goals");
        f.insert("goal.csv".into(), goals);
    }),
    whole("E101", "plan.toml", |f| drop_file(f, "plan.toml")),
    whole("E103", "history.csv", |f| drop(f.insert("history.csv".into(), vec![b'x'; MAX_BYTES as usize + 1]))),
    case("E104", "schools.csv", 2, |f| swap(f, "schools.csv", "Nordskolen", "Nord\u{0}skolen")),
    case("W105", "schools.csv", 2, |f| swap(f, "schools.csv", "Nordskolen", "NÃ¸rdskolen")),
    case("E106", "history.csv", 3, |f| swap(f, "history.csv", "2025,40003", "2025,\"40003")),
    case("E107", "sites.csv", 1, |f| swap(f, "sites.csv", "municipality_code", "municipality_kode")),
    case("E107", "demand.csv", 1, |f| put(f, "demand.csv", "municipality_code,participants\n0851,3\n")),
    case("W108", "schools.csv", 1, |f| swap(f, "schools.csv", "institution_code", "institutioncode")),
    case("E109", "schools.csv", 1, |f| swap(f, "schools.csv", "home_municipalities", "name")),
    case("E110", "fkbs.csv", 3, |f| swap(f, "fkbs.csv", "Nedrivning", "Nedrivning, let")),
    case("E110", "fkbs.csv", 3, |f| swap(f, "fkbs.csv", "2679,", "2679")),
    whole("E111", "schools.csv", |f| drop_rows(f, "schools.csv")),
    whole("E111", "goals.csv", |f| put(f, "goals.csv", "")),
    whole("W112", "form.csv", |f| put(f, "form.csv", "a\n")),
    case("E113", "plan.toml", 2, |f| swap(f, "plan.toml", "\"Prøvenetværk\"", "Prøvenetværk")),
    case("E113", "scenarios/fewer-rooms.toml", 3, |f| swap(f, "scenarios/fewer-rooms.toml", "[scale]", "[scale")),
    case("W114", "plan.toml", 4, |f| swap(f, "plan.toml", "scope", "skope")),
    case("W114", "scenarios/fewer-rooms.toml", 2, |f| swap(f, "scenarios/fewer-rooms.toml", "description", "beskrivelse")),
    whole("E115", "plan.toml", |f| swap(f, "plan.toml", "year = 2027\n", "")),
    case("E115", "plan.toml", 6, |f| swap(f, "plan.toml", "seed = 7", "seed = -7")),
    case("E116", "plan.toml", 1, |f| swap(f, "plan.toml", "2027", "2270")),
    case("E117", "plan.toml", 4, |f| swap(f, "plan.toml", "\"core\"", "\"kerne\"")),
    case("E118", "plan.toml", 5, |f| swap(f, "plan.toml", "balanced", "balansed")),
    whole("E118", "profiles/own.toml", |f| {
        swap(f, "plan.toml", "balanced", "own");
        put(f, "profiles/own.toml", "name = \"own\"\n");
    }),
    case("E119", "plan.toml", 8, |f| wheel(f, "forms_back = \"ultimo april\"\n")),
    case("E119", "plan.toml", 8, |f| wheel(f, "forms_bakc = 2026-04-30\n")),
    case("E119", "plan.toml", 8, |f| wheel(f, "forms_out = 2026-03-02T10:00:00\n")),
    case("E119", "plan.toml", 8, |f| wheel(f, "minutes_days = -1\n")),
    case("E119", "plan.toml", 8, |f| wheel(f, "forum_meetings = [2026-02-03, \"maj\"]\n")),
    case("E119", "plan.toml", 8, |f| wheel(f, "meetings = 3\n")),
    case("E119", "plan.toml", 9, |f| wheel(f, "[wheel.meetings]\n\"Transprot\" = 2026-05-12\n")),
    case("W120", "plan.toml", 8, |f| wheel(f, "draft = 2026-04-01\n")),
    case("W120", "plan.toml", 8, |f| wheel(f, "signed = \"30-06-2027\"\n")),
    case("W120", "plan.toml", 8, |f| wheel(f, "minutes_days = 90\n")),
    case("W120", "plan.toml", 8, |f| wheel(f, "agenda_days = 15\n")),
    // A Saturday, Ascension Day, and a Sunday.
    case("W122", "plan.toml", 8, |f| wheel(f, "signed = 2026-06-27\n")),
    case("W122", "plan.toml", 8, |f| wheel(f, "draft = 2026-05-14\n")),
    case("W122", "plan.toml", 8, |f| wheel(f, "forum_meetings = [2026-02-01]\n")),
    case("W121", "plan.toml", 8, |f| wheel(f, "signed = 2026-09-30\n")),
];

fn wheel(files: &mut Files, lines: &str) {
    let plan = text(files, "plan.toml");
    put(files, "plan.toml", &format!("{plan}[wheel]\n{lines}"));
}

const CELLS: &[Case] = &[
    case("E201", "schools.csv", 3, |f| set(f, "schools.csv", 3, "name", "")),
    case("E202", "capacity.csv", 2, |f| set(f, "capacity.csv", 2, "rooms", "to")),
    case("E202", "capacity.csv", 2, |f| set(f, "capacity.csv", 2, "rooms", "1.5")),
    case("E203", "capacity.csv", 2, |f| set(f, "capacity.csv", 2, "rooms", "501")),
    case("E203", "goals.csv", 2, |f| set(f, "goals.csv", 2, "duration_days", "0.4")),
    case("E203", "goals.csv", 2, |f| set(f, "goals.csv", 2, "max_participants", "201")),
    case("E203", "forms.csv", 4, |f| set(f, "forms.csv", 4, "runs", "27")),
    case("E203", "sites.csv", 2, |f| set(f, "sites.csv", 2, "latitude", "157.0")),
    case("E203", "demand.csv", 2, |f| set(f, "demand.csv", 2, "participants", "-1")),
    case("E204", "forms.csv", 2, |f| set(f, "forms.csv", 2, "start_date", "1/3/2027")),
    case("E205", "forms.csv", 2, |f| set(f, "forms.csv", 2, "start_date", "29-02-2027")),
    case("E206", "forms.csv", 3, |f| set(f, "forms.csv", 3, "week", "uge fjorten")),
    case("E206", "forms.csv", 3, |f| set(f, "forms.csv", 3, "week", "53")),
    case("E207", "goals.csv", 2, |f| set(f, "goals.csv", 2, "exempt", "måske")),
    case("E208", "forms.csv", 5, |f| set(f, "forms.csv", 5, "answer", "perhaps")),
    case("E210", "demand.csv", 4, |f| set(f, "demand.csv", 4, "goal_code", "")),
    case("E210", "travel.csv", 2, |f| set(f, "travel.csv", 2, "km", "")),
    case("E211", "teachers.csv", 2, |f| set(f, "teachers.csv", 2, "branch_group", "Transport")),
    case("E212", "closures.csv", 2, |f| set(f, "closures.csv", 2, "to", "2027-07-01")),
    case("E213", "forms.csv", 2, |f| set(f, "forms.csv", 2, "week", "10")),
    case("E214", "forms.csv", 2, |f| set(f, "forms.csv", 2, "start_date", "2028-03-01")),
    case("E214", "locks.csv", 2, |f| set(f, "locks.csv", 2, "week", "2028-W10")),
    case("W215", "closures.csv", 2, |f| {
        set(f, "closures.csv", 2, "from", "2026-07-13");
        set(f, "closures.csv", 2, "to", "2026-08-02");
    }),
    case("W216", "demand.csv", 2, |f| {
        let semicolons = text(f, "demand.csv").replace(',', ";").replace("12.5", "1.250");
        put(f, "demand.csv", &semicolons);
    }),
];

const REFERENCES: &[Case] = &[
    case("E301", "schools.csv", 5, |f| {
        add_row(f, "schools.csv", &[("school_id", "nord"), ("name", "Nord igen")]);
    }),
    case("E301", "goals.csv", 10, |f| {
        let cells = [("goal_code", "40001"), ("title", "Igen"), ("fkb_code", "2222"), ("duration_days", "1")];
        add_row(f, "goals.csv", &cells);
    }),
    case("W302", "equipment.csv", 4, |f| {
        add_row(f, "equipment.csv", &[("site_id", "nord-1"), ("equipment", "kran")]);
    }),
    case("E303", "forms.csv", 5, |f| set(f, "forms.csv", 5, "school_id", "nordd")),
    case("E304", "capacity.csv", 5, |f| set(f, "capacity.csv", 5, "site_id", "syd-3")),
    case("E305", "goals.csv", 4, |f| set(f, "goals.csv", 4, "fkb_code", "2680")),
    case("E306", "demand.csv", 2, |f| set(f, "demand.csv", 2, "goal_code", "49999")),
    case("E307", "demand.csv", 6, |f| set(f, "demand.csv", 6, "branch_group", "Transprt")),
    case("E308", "sites.csv", 2, |f| set(f, "sites.csv", 2, "municipality_code", "851")),
    case("W309", "history.csv", 3, |f| set(f, "history.csv", 3, "goal_code", "39999")),
    case("E303", "consents.csv", 2, |f| consent(f, &[("home_school_id", "nrod"), ("school_id", "syd")])),
    case("E310", "consents.csv", 2, |f| consent(f, &[("home_school_id", "nord"), ("school_id", "syd"), ("site_id", "nord-1")])),
    case("E310", "forms.csv", 2, |f| set(f, "forms.csv", 2, "site_id", "syd-1")),
    case("E310", "locks.csv", 3, |f| set(f, "locks.csv", 3, "school_id", "nord")),
    case("E311", "approvals.csv", 5, |f| drop_row(f, "approvals.csv", 7)),
    case("E312", "approvals.csv", 5, |f| set(f, "approvals.csv", 5, "lender_school_id", "syd")),
    case("W313", "goals.csv", 7, |f| set(f, "goals.csv", 7, "parent_goal", "48888")),
    case("W314", "goals.csv", 3, |f| set(f, "goals.csv", 3, "equipment", "vindtunnel")),
    case("E315", "travel.csv", 4, |f| {
        add_row(f, "travel.csv", &[("municipality_code", "0751"), ("site_id", "syd-2"), ("km", "49")]);
    }),
    case("E315", "status.csv", 3, |f| {
        add_row(f, "status.csv", &[("goal_code", "40001"), ("run", "1"), ("enrolled", "8")]);
    }),
    case("E315", "status.csv", 3, |f| status(f, &[("deadline", "21-02-2027"), ("school_id", "syd")])),
    case("E315", "status.csv", 3, |f| status(f, &[("cancelled", "ja"), ("school_id", "syd")])),
];

/// The small folder's row about run 1 of 40001, and another of a school.
fn status(files: &mut Files, cells: &[(&str, &str)]) {
    put(files, "status.csv", "goal_code,run,enrolled,waiting,deadline,cancelled,school_id\n40001,1,7,0,2027-02-20,false,\n");
    let usual = [("goal_code", "40001"), ("run", "1"), ("enrolled", "0")];
    let usual = usual.iter().filter(|(column, _)| cells.iter().all(|(other, _)| other != column));
    add_row(files, "status.csv", &usual.chain(cells).copied().collect::<Vec<_>>());
}

const VALUES: &[Case] = &[
    case("E401", "goals.csv", 3, |f| set(f, "goals.csv", 3, "min_participants", "21")),
    case("E401", "forms.csv", 2, |f| set(f, "forms.csv", 2, "min_participants", "13")),
    case("W402", "forms.csv", 2, |f| set(f, "forms.csv", 2, "min_participants", "6")),
    case("W403", "forms.csv", 4, |f| set(f, "forms.csv", 4, "guarantee", "x")),
    case("E404", "capacity.csv", 6, |f| {
        add_row(f, "capacity.csv", &[("site_id", "syd-2"), ("rooms", "2")]);
    }),
    case("E405", "teachers.csv", 4, |f| {
        add_row(f, "teachers.csv", &[("school_id", "nord"), ("fkb_code", "2222"), ("parallel_courses", "2")]);
    }),
    case("W406", "sites.csv", 6, |f| {
        let cells = [
            ("site_id", "syd-3"),
            ("school_id", "syd"),
            ("municipality_code", "0751"),
            ("latitude", "56.1"),
            ("longitude", "10.1"),
        ];
        add_row(f, "sites.csv", &cells);
    }),
    case("W407", "closures.csv", 5, |f| {
        add_row(f, "closures.csv", &[("from", "2027-03-29"), ("to", "2027-03-29"), ("hard", "nej")]);
    }),
    case("W408", "approvals.csv", 4, |f| set(f, "approvals.csv", 4, "valid_to", "30-11-2027")),
    case("W409", "schools.csv", 5, |f| {
        add_row(f, "schools.csv", &[("school_id", "vest"), ("name", "Vestskolen")]);
    }),
    case("W410", "forms.csv", 6, |f| set(f, "forms.csv", 6, "goal_code", "40008")),
    case("W410", "locks.csv", 3, |f| set(f, "locks.csv", 3, "goal_code", "40007")),
    case("E411", "forms.csv", 7, |f| form(f, &[("school_id", "ude"), ("goal_code", "40001"), ("answer", "offers")])),
    case("E412", "forms.csv", 7, |f| form(f, &[("school_id", "nord"), ("goal_code", "40005"), ("answer", "offers")])),
    case("E412", "forms.csv", 7, |f| form(f, &[("school_id", "nord"), ("goal_code", "40003"), ("answer", "offers")])),
    case("W413", "goals.csv", 2, |f| {
        drop_rows(f, "equipment.csv");
        drop_row(f, "forms.csv", 2);
    }),
    case("W414", "goals.csv", 3, |f| drop_row(f, "demand.csv", 4)),
    case("W415", "demand.csv", 7, |f| {
        add_row(f, "demand.csv", &[("fkb_code", "2222"), ("participants", "5")]);
    }),
    case("E416", "sites.csv", 2, |f| {
        set(f, "sites.csv", 2, "latitude", "9.919");
        set(f, "sites.csv", 2, "longitude", "57.048");
    }),
    case("W417", "sites.csv", 2, |f| set(f, "sites.csv", 2, "latitude", "53.048")),
    case("E418", "forms.csv", 7, |f| {
        form(f, &[("school_id", "syd"), ("goal_code", "40001"), ("answer", "offers"), ("site_id", "syd-1")]);
    }),
    case("E419", "locks.csv", 4, |f| lock(f, &[("lock", "forbid"), ("goal_code", "40002")])),
    case("E419", "locks.csv", 4, |f| lock(f, &[("lock", "keep"), ("goal_code", "40002"), ("guarantee", "ja")])),
    case("E420", "locks.csv", 4, |f| lock(f, &[("lock", "keep"), ("goal_code", "40005"), ("school_id", "nord")])),
    case("W421", "forms.csv", 6, |f| set(f, "forms.csv", 6, "week", "12")),
    case("W421", "forms.csv", 7, |f| form(f, &[("school_id", "ude"), ("goal_code", "40001"), ("answer", "can")])),
    case("W421", "forms.csv", 7, |f| form(f, &[("school_id", "nord"), ("goal_code", "40005"), ("answer", "can")])),
    case("W422", "agreements.csv", 3, |f| {
        add_row(f, "agreements.csv", &[("goal_code", "40004"), ("outside_school", "Vestskolen"), ("reference", "B-2")]);
    }),
    whole("E423", "goals.csv", |f| {
        for line in 2..=9 {
            set(f, "goals.csv", line, "exempt", "ja");
        }
    }),
    whole("E424", "municipalities.csv", |f| {
        let built_in = include_str!("../../src/domain/municipalities.csv");
        let nobody =
            |l: &str| if l.starts_with("code") { l.to_string() } else { l[..=l.rfind(',').expect("cells")].to_string() + "0" };
        put(f, "municipalities.csv", &built_in.lines().map(nobody).collect::<Vec<_>>().join("\n"));
    }),
];

const STARTS: &[Case] = &[
    case("E501", "forms.csv", 2, |f| set(f, "forms.csv", 2, "start_date", "2027-03-29")),
    case("E501", "forms.csv", 2, |f| set(f, "forms.csv", 2, "start_date", "2027-02-15")),
    case("E502", "forms.csv", 2, |f| set(f, "forms.csv", 2, "start_date", "2027-03-02")),
    case("E503", "forms.csv", 2, |f| set(f, "approvals.csv", 2, "valid_to", "2027-03-04")),
    case("E504", "forms.csv", 2, |f| set(f, "goals.csv", 2, "archived_from", "2027-03-05")),
    case("E505", "forms.csv", 3, |f| {
        set(f, "goals.csv", 4, "duration_days", "5");
        set(f, "forms.csv", 3, "week", "12");
    }),
    case("E506", "forms.csv", 4, |f| {
        set(f, "capacity.csv", 4, "rooms", "0");
        drop_row(f, "locks.csv", 2);
    }),
    case("W508", "forms.csv", 5, |f| {
        set(f, "forms.csv", 5, "week", "");
        set(f, "forms.csv", 5, "start_date", "2027-03-29");
    }),
    case("W421", "forms.csv", 6, |f| set(f, "forms.csv", 6, "guarantee", "ja")),
    case("E507", "forms.csv", 4, |f| {
        add_row(f, "closures.csv", &[("site_id", "syd-1"), ("from", "2027-12-30"), ("to", "2027-12-30"), ("hard", "nej")]);
        set(f, "forms.csv", 4, "start_date", "2027-12-30");
        drop_row(f, "locks.csv", 2);
    }),
];

const CLASHES: &[Case] = &[
    case("E601", "forms.csv", 7, |f| {
        set(f, "approvals.csv", 4, "valid_to", "");
        form(f, &[("school_id", "syd"), ("goal_code", "40002"), ("answer", "offers")]);
    }),
    case("E602", "locks.csv", 2, |f| lock(f, &[("lock", "forbid"), ("goal_code", "40005"), ("week", "10")])),
    case("E603", "forms.csv", 2, |f| {
        lock(f, &[("lock", "forbid"), ("goal_code", "40001"), ("site_id", "nord-1"), ("start_date", "01-03-2027")]);
    }),
    case("E604", "locks.csv", 4, |f| {
        lock(f, &[("lock", "keep"), ("goal_code", "40002"), ("school_id", "syd"), ("week", "20")]);
    }),
    case("E605", "forms.csv", 8, |f| {
        for goal in ["40003", "40004"] {
            form(
                f,
                &[
                    ("school_id", "syd"),
                    ("goal_code", goal),
                    ("answer", "offers"),
                    ("site_id", "syd-2"),
                    ("start_date", "2027-09-06"),
                ],
            );
        }
    }),
    case("E606", "forms.csv", 7, |f| {
        form(
            f,
            &[
                ("school_id", "nord"),
                ("goal_code", "40002"),
                ("answer", "offers"),
                ("site_id", "nord-1"),
                ("start_date", "2027-03-05"),
            ],
        );
    }),
    case("E607", "forms.csv", 2, |f| set(f, "schools.csv", 2, "guarantee_cap", "0")),
    case("E608", "forms.csv", 2, |f| set(f, "schools.csv", 2, "max_course_days", "4")),
];

const ENROLMENT: &[Case] = &[
    case("E203", "status.csv", 2, |f| set(f, "status.csv", 2, "enrolled", "-3")),
    case("E203", "status.csv", 2, |f| set(f, "status.csv", 2, "waiting", "1001")),
    case("E303", "status.csv", 3, |f| status(f, &[("school_id", "sydd")])),
    case("E306", "status.csv", 2, |f| set(f, "status.csv", 2, "goal_code", "40009")),
    case("W410", "status.csv", 2, |f| set(f, "status.csv", 2, "goal_code", "40008")),
    case("E802", "status.csv", 3, |f| status(f, &[("run", "0"), ("waiting", "3")])),
    case("E802", "status.csv", 3, |f| status(f, &[("run", "0"), ("school_id", "syd"), ("enrolled", "3")])),
    case("W805", "status.csv", 2, |f| set(f, "status.csv", 2, "cancelled", "ja")),
];

const FEWER: &str = "scenarios/fewer-rooms.toml";

fn more(files: &mut Files, lines: &str) {
    let scenario = text(files, FEWER);
    put(files, FEWER, &format!("{scenario}{lines}"));
}

const SCENARIOS: &[Case] = &[
    case("E115", FEWER, 6, |f| swap(f, FEWER, "by = 0.5", "by = -1")),
    case("E115", FEWER, 3, |f| swap(f, FEWER, "by = 0.5\n", "")),
    case("E118", FEWER, 8, |f| more(f, "[weights]\nhold = 900\n")),
    case("E901", FEWER, 4, |f| swap(f, FEWER, "capacity.csv", "kapacity.csv")),
    case("E902", FEWER, 5, |f| swap(f, FEWER, "\"rooms\"", "\"room\"")),
    case("E903", FEWER, 7, |f| more(f, "where = { site_id = \"nord-2\" }\n")),
    case("E904", FEWER, 5, |f| swap(f, FEWER, "\"rooms\"", "\"site_id\"")),
    case("E904", FEWER, 10, |f| {
        more(f, "where = { site_id = \"syd-1\" }\n[[scale]]\nfile = \"forms.csv\"\ncolumn = \"note\"\nby = 2\n");
    }),
    case("E905", FEWER, 3, |f| more(f, "[[drop]]\nfile = \"capacity.csv\"\nwhere = { site_id = \"syd-1\" }\n")),
];

/// All wrong folders.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    [FILES_AND_COLUMNS, CELLS, REFERENCES, VALUES, STARTS, CLASHES, ENROLMENT, SCENARIOS].into_iter().flatten()
}

/// Codes that need a real folder: see `a_directory_in_place_of_a_file_cannot_be_read`.
pub const ON_DISK: [&str; 1] = ["E102"];

/// The wrong folder of a case.
#[must_use]
pub fn patched(case: &Case) -> Files {
    let mut files = small_folder();
    (case.patch)(&mut files);
    files
}
