//! Forms out and back: nothing is lost on the way, and everything that is wrong is told at its cell.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use amuplan::check::catalogue::CATALOGUE;
use amuplan::check::check;
use amuplan::check::finding::{Level, exit_code};
use amuplan::forms::export::export;
use amuplan::forms::import::{Imported, import};
use amuplan::forms::rows::{AnswerRow, FormsFile};
use amuplan::read::folder::{Entry, Folder, read_folder};
use amuplan::read::value;
use amuplan::read::workbook::{Unreadable, Value, Workbook};
use chrono::{Datelike, NaiveDate};
use common::book::{Book, Page, at};
use common::spoilt::{Post, cases, exported, spoilt};
use common::{Files, add_row, drop_file, instance, put, set, small_folder, text, without_lines};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn rows(imported: &Imported) -> Vec<String> {
    let result = imported.result.as_ref().unwrap_or_else(|| panic!("{:#?}", imported.findings));
    String::from_utf8(result.forms_csv.clone()).expect("UTF-8").lines().skip(1).map(ToString::to_string).collect()
}

#[test]
fn well_filled_forms_become_forms_csv_without_a_finding() {
    let imported = Post::good().import();
    assert_eq!(imported.findings, []);
    let expected = [
        "nord,40001,offers,nord-1,2027-03-01,,,true,5,12,",
        "nord,40002,can,,,12,,,,,",
        "nord,40004,cannot,,,,,,,,ingen lokaler",
        "syd,40001,cannot,,,,,,,,intet udstyr",
        "syd,40002,cannot,,,,,,,,for få kursister; igen",
        "syd,40003,offers,,,14,,,,,",
        "syd,40004,can,,,,,,,,",
        "syd,40005,offers,syd-1,,,2,false,,,",
        "syd,40006,can,,,,,,,,",
    ];
    assert_eq!(rows(&imported), expected);
}

#[test]
fn every_spoilt_form_gives_its_finding_at_its_cell_and_no_other_error() {
    let mut failures = Vec::new();
    for case in cases() {
        let imported = spoilt(case).import();
        let is_expected = |f: &&amuplan::check::finding::Finding| {
            f.code == case.code && f.file == case.file && f.column.as_deref() == case.cell && f.line.is_none()
        };
        let level = CATALOGUE.iter().find(|(code, _, _)| *code == case.code).map(|(_, level, _)| *level);
        let surplus = imported.findings.iter().any(|f| f.level != Level::Warning && f.code != case.code);
        let written = imported.result.is_some();
        let code = if level == Some(Level::Warning) { 0 } else { 3 };
        let right = imported.findings.iter().any(|f| is_expected(&f)) && !surplus && written == (code == 0);
        if !right || exit_code(&imported.findings) != code {
            failures.push(format!("{} at {} {:?}: {:#?}", case.code, case.file, case.cell, imported.findings));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let kinds: BTreeSet<&str> = cases().map(|case| case.code).collect();
    assert!(kinds.len() >= 40, "{} kinds", kinds.len());
}

#[test]
fn findings_about_forms_are_told_in_danish_and_english() {
    for case in cases() {
        for finding in spoilt(case).import().findings {
            for text in [&finding.what, &finding.cure] {
                assert!(text.da.len() > 5 && text.en.len() > 5 && text.da != text.en, "{finding:?}");
            }
        }
    }
}

#[test]
fn all_wrong_cells_are_told_at_once_by_cell() {
    let mut post = Post::good();
    post.nord.put("K6", "snart");
    post.nord.put("H7", "ved ikke");
    post.nord.put("J5", "tja");
    post.syd.put("L5", "mange");
    let found: Vec<_> = post.import().findings.into_iter().map(|f| (f.code, f.file, f.column.unwrap_or_default())).collect();
    let expected = [
        ("E723", "nord.xlsx", "Skema!J5"),
        ("E724", "nord.xlsx", "Skema!K6"),
        ("E721", "nord.xlsx", "Skema!H7"),
        ("E727", "syd.xlsx", "Skema!L5"),
    ];
    assert_eq!(found, expected.map(|(code, file, cell)| (code, file.to_string(), cell.to_string())));
}

/// The old answer to 40001 would go, but the form does say something about it: only that is told.
#[test]
fn an_answer_that_cannot_be_read_is_not_told_as_missing() {
    let mut post = Post::good();
    put(&mut post.folder, "forms.csv", "school_id,goal_code,answer\nnord,40001,can\n");
    post.nord.put("K5", "snart");
    let codes: Vec<_> = post.import().findings.into_iter().map(|f| f.code).collect();
    assert_eq!(codes, ["E724"]);
}

#[test]
fn a_clash_names_the_cells_of_the_forms_and_not_lines_of_a_file_that_is_not_written() {
    let mut post = Post::good();
    // One room in Horsens: three courses on one day are two too many, and each of them takes part.
    post.syd.put("L5", "");
    for (row, goal) in [("5", "40005"), ("9", "40003"), ("10", "40004")] {
        assert_eq!(post.syd.form().cells[&common::book::at(&format!("B{row}"))], Value::Text(goal.into()));
        post.syd.put(&format!("H{row}"), "udbyder");
        post.syd.put(&format!("K{row}"), "6/9-27");
        post.syd.put(&format!("O{row}"), "Horsens");
    }
    let imported = post.import();
    assert!(imported.result.is_none() && exit_code(&imported.findings) == 4, "{:#?}", imported.findings);
    let clash = imported.findings.iter().find(|f| f.code == "E605").expect("a clash");
    assert_eq!(clash.file, "syd.xlsx");
    assert_eq!(imported.findings.iter().filter(|f| f.code == "E605").count(), 1, "{:#?}", imported.findings);
    for place in ["syd.xlsx Skema!B5", "syd.xlsx Skema!B9", "syd.xlsx Skema!B10"] {
        assert!(clash.what.da.contains(place) && clash.what.en.contains(place), "{:?}", clash.what);
    }
    assert!(!clash.what.da.contains("forms.csv") && !clash.what.en.contains("forms.csv"), "{:?}", clash.what);
}

#[test]
fn answers_of_schools_that_returned_nothing_are_kept_with_their_unknown_columns() {
    let mut post = Post::good();
    put(&mut post.folder, "forms.csv", "goal_code;school_id;answer;week;hvem\n40003;syd;can;uge 20;Bo\n40002;nord;can;;Ib\n");
    post.more.insert("syd.xlsx".into(), Entry::Directory);
    let imported = post.import();
    assert_eq!(imported.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["W108"]);
    let result = imported.result.as_ref().expect("a result");
    assert_eq!((result.kept, result.forms.len()), (1, 1));
    assert_eq!(rows(&imported).last().map(String::as_str), Some("syd,40003,can,,,uge 20,,,,,,Bo"));
    assert!(!rows(&imported).iter().any(|row| row.contains("Ib")));
}

#[test]
fn a_forms_csv_that_cannot_be_read_as_a_whole_is_not_replaced() {
    let mut post = Post::good();
    put(&mut post.folder, "forms.csv", "school_id,goal_code,answer\nsyd,40003,can,too much\n");
    let findings = post.import().findings;
    assert!(findings.iter().any(|f| f.code == "E110" && f.file == "forms.csv" && f.line == Some(2)), "{findings:#?}");
}

#[test]
fn an_error_of_a_kept_answer_is_told_at_its_line() {
    let mut post = Post::good();
    post.more.insert("syd.xlsx".into(), Entry::Directory);
    put(&mut post.folder, "forms.csv", "school_id,goal_code,answer,week\n");
    for week in ["14", "60"] {
        add_row(
            &mut post.folder,
            "forms.csv",
            &[("school_id", "syd"), ("goal_code", "40003"), ("answer", "can"), ("week", week)],
        );
    }
    let findings = post.import().findings;
    let found: Vec<_> = findings.iter().map(|f| (f.code, f.file.as_str(), f.line)).collect();
    assert_eq!(found, [("E206", "forms.csv", Some(3))]);
}

#[test]
fn errors_in_the_answers_that_a_form_replaces_do_not_matter() {
    let mut post = Post::good();
    put(&mut post.folder, "forms.csv", "school_id,goal_code,answer,week\nnord,40001,perhaps,99\n");
    assert_eq!(post.import().findings, []);
}

#[test]
fn a_form_goes_out_again_with_the_answers_that_came_back() {
    let post = Post::good();
    let mut folder = post.folder.clone();
    let first = post.import().result.expect("a result").forms_csv;
    folder.insert("forms.csv".into(), first.clone());
    let mut again = exported(&folder);
    let returned =
        BTreeMap::from(["nord", "syd"].map(|id| (format!("{id}.xlsx"), Entry::Bytes(again.remove(id).expect("a form")))));
    let imported = import(&returned, &Folder::from_files(folder));
    assert_eq!(imported.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["W734", "W734"]);
    assert_eq!(imported.result.expect("a result").forms_csv, first);
}

/// A workbook is read as it was written, or not at all: whatever byte is changed, no answer becomes another one.
#[test]
fn one_damaged_byte_is_never_read_as_another_answer() {
    // A form that goes out is the same bytes every day.
    let whole = exported(&small_folder())["nord"].clone();
    let original = Workbook::read(&whole).expect("a workbook");
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let mut refused = 0;
    for at in (0..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << rng.random_range(0..8);
        match Workbook::read(&bytes) {
            Ok(read) => assert!(read == original, "byte {at}"),
            Err(flaw) => {
                assert!(matches!(flaw, Unreadable::Damaged | Unreadable::TooLarge | Unreadable::Compound), "byte {at}: {flaw:?}");
                refused += 1;
            }
        }
    }
    assert!(refused * 3 > whole.len() / 2, "{refused}");
}

#[test]
fn what_a_program_stored_for_a_formula_is_read_and_an_empty_text_is_empty() {
    let bytes = Post::good().nord.bytes();
    let with = |cell: &str| {
        let cell = cell.to_string();
        let read = |_: &str, text: String| text.replacen("</sheetData>", &format!("<row r=\"90\">{cell}</row></sheetData>"), 1);
        Workbook::read(&common::zip::rewritten(&bytes, read)).expect("a workbook").sheets[0].cells.get(&(89, 0)).cloned()
    };
    assert_eq!(with("<c r=\"A90\"><f>3+4</f><v>7</v></c>"), Some(Value::Number(7.0)));
    assert_eq!(with("<c r=\"A90\" t=\"str\"><f>B1</f><v></v></c>"), None);
    for unsolved in ["<f>3+4</f>", "<f>3+4</f><v/>", "<f>3+4</f><v></v>", "<f t=\"shared\" ref=\"A90:A91\" si=\"0\">3+4</f>"] {
        assert_eq!(with(&format!("<c r=\"A90\">{unsolved}</c>")), Some(Value::Unsolved), "{unsolved}");
    }
}

#[test]
fn a_copied_row_counts_once_and_figures_beside_a_refusal_are_not_written() {
    let mut post = Post::good();
    let expected = rows(&post.import());
    for (cell, text) in [("B9", "40001"), ("H9", "udbyder"), ("J9", "x"), ("K9", "1. marts"), ("M9", "5"), ("N9", "12")] {
        post.nord.put(cell, text);
    }
    post.nord.put("O9", "hovedafdeling");
    for (cell, text) in [("J7", "ja"), ("K7", "snart"), ("L7", "3"), ("M7", "4"), ("N7", "9"), ("O7", "Hovedafdeling")] {
        post.nord.put(cell, text);
    }
    let imported = post.import();
    assert_eq!(rows(&imported), expected);
    let told: Vec<_> = imported.findings.iter().map(|f| (f.code, f.column.as_deref().unwrap_or(""))).collect();
    let refusal = ["J7", "K7", "L7", "M7", "N7", "O7"].map(|cell| ("W421", format!("Skema!{cell}")));
    let all: Vec<_> = refusal.into_iter().chain([("W302", "Skema!B9".to_string())]).collect();
    assert_eq!(told, all.iter().map(|(code, cell)| (*code, cell.as_str())).collect::<Vec<_>>());
    // Two starts of one row that are the same are two runs.
    post = Post::good();
    post.syd.put("K9", "uge 14; uge 14");
    assert_eq!(rows(&post.import()).iter().filter(|row| row.starts_with("syd,40003,offers")).count(), 2);
}

#[test]
fn equal_answers_of_forms_csv_go_out_as_one_with_the_sum_of_their_runs() {
    let mut folder = Post::good().folder;
    put(&mut folder, "forms.csv", "school_id,goal_code,answer,week\nsyd,40003,offers,14\nsyd,40003,offers,14\n");
    let mut book = Book::read(&exported(&folder)["syd"]);
    let page = book.form();
    let of_goal: Vec<u32> = page.cells.iter().filter(|(at, v)| at.1 == 1 && v.text() == "40003").map(|(at, _)| at.0).collect();
    let [row] = of_goal[..] else { panic!("{of_goal:?}") };
    assert_eq!(page.cells.get(&(row, 11)), Some(&Value::Number(2.0)));
}

/// What is said, in the words of people: the cause and the cure.
#[test]
fn findings_name_the_cause_and_what_stands_in_the_form() {
    type Spoil = fn(&mut Post);
    let cases: [(Spoil, &str, &str); 16] = [
        (|p| p.nord.put("K5", "mandag den 12. marts"), "E725", "12. marts 2027 er en fredag, ikke en mandag"),
        (|p| p.nord.put("K5", "12-03-2028"), "E214", "12-03-2028 ligger uden for planåret 2027"),
        (|p| p.nord.put("K5", "2028-W10"), "E214", "uge 10 i 2028 ligger uden for planåret 2027"),
        (|p| p.nord.put("K4", "Hvornår"), "E713", "overskriften »Dato eller uge« mangler; her står »Hvornår«"),
        (|p| p.nord.value("L5", Value::Number(2.5)), "E727", "»2,5« er ikke et helt tal fra 1 til 26"),
        (|p| p.nord.value("L5", Value::Number(1e300)), "E727", "»100000000000000000000000000000000000000…« er ikke"),
        (|p| p.nord.put("M5", "13"), "E401", "mindst 13 kursister, men kun 12 pladser. Gør: ret Min (M5) eller Maks (N5)"),
        (|p| p.nord.put("M6", "90"), "E401", "(hvor intet er skrevet, gælder målets egne grænser"),
        (
            |p| p.nord.put("H5", "ja"),
            "E721",
            "»ja« kan ikke forstås. Gør: vælg på listen: tilbyder som udbyder, kan påtage sig eller kan ikke",
        ),
        (|p| p.nord.put("L7", "2,5"), "W421", "»kan ikke« gælder hele skolen og hele året; »2,5« bruges ikke"),
        (
            |p| p.nord.put("K6", "29/3"),
            "W508",
            "nord kan påtage sig 40002 den 2027-03-29, men der er ingen mulig start: afdelingen er lukket den dag",
        ),
        (|p| p.nord.form().merged.push((at("K6"), at("L6"))), "W732", "cellerne er flettet; »uge 12« tæller for række 6. Gør"),
        (|p| p.nord.form().clear(6), "W733", "et af skemaets mål har ingen række (40004); det tæller som ubesvaret"),
        (|p| (4..7).for_each(|row| p.nord.form().clear(row)), "E740", "skemaet har ingen svar: alle rækker er slettet. Gør"),
        (|p| drop(p.more.insert("nord.xlsx".into(), Entry::Bytes(b"PK\x03\x04 x".to_vec()))), "E701", "filen er beskadiget. Gør"),
        (
            |p| p.nord.value("K5", Value::Unsolved),
            "E739",
            "cellen har en formel uden gemt resultat. Gør: åbn og gem filen i Excel, eller skriv værdien",
        ),
    ];
    for (spoil, code, expected) in cases {
        let mut post = Post::good();
        spoil(&mut post);
        let findings = post.import().findings;
        let told: Vec<String> =
            findings.iter().filter(|f| f.code == code).map(|f| format!("{}. Gør: {}", f.what.da, f.cure.da)).collect();
        assert!(told.iter().any(|text| text.contains(expected)), "{code} {expected}: {findings:#?}");
    }
}

/// Two networks share a school id: a form of an older program does not name its network, yet its goals tell.
#[test]
fn of_two_forms_with_one_school_id_the_one_of_elsewhere_is_named() {
    let mut post = Post::good();
    let mut other = post.folder.clone();
    set(&mut other, "goals.csv", 3, "exempt", "ja");
    let sent = |files: &Files| exported(files)["nord"].clone();
    let nameless = |mut bytes: Vec<u8>| {
        let mut book = Book::read(&bytes);
        book.pages[2].cells.retain(|at, value| at.1 > 1 || value.text() != "network");
        bytes = book.bytes();
        bytes
    };
    // Here 40002 is not asked, there it is.
    let theirs = sent(&post.folder);
    post.folder = other;
    post.nord = Book::read(&sent(&post.folder));
    post.more.insert("anden.xlsx".into(), Entry::Bytes(nameless(theirs)));
    let findings = post.import().findings;
    let told = findings.iter().find(|f| f.code == "E708").unwrap_or_else(|| panic!("{findings:#?}"));
    let cause = "; anden.xlsx spørger om mål, som skolen ikke bliver spurgt om her (1): er det fra et andet netværk?";
    assert!(told.file == "nord.xlsx" && told.what.da.ends_with(cause), "{told:?}");
}

#[test]
fn a_renamed_network_reads_its_own_forms() {
    let mut post = Post::good();
    let renamed = text(&post.folder, "plan.toml").replace("network = \"", "network = \"Nye ");
    put(&mut post.folder, "plan.toml", &renamed);
    assert_eq!(post.import().findings, []);
}

#[test]
fn the_order_and_names_of_files_do_not_matter() {
    let post = Post::good();
    let folder = Folder::from_files(post.folder.clone());
    let forms = |names: [&str; 2]| {
        let entries = [post.nord.bytes(), post.syd.bytes()].map(Entry::Bytes);
        import(&names.map(ToString::to_string).into_iter().zip(entries).collect(), &folder).result.expect("a result").forms_csv
    };
    assert_eq!(forms(["a.xlsx", "b.xlsx"]), forms(["Ny mappe (2).XLSX", "Kopi af skema.xlsm"]));
}

#[test]
fn dates_are_understood_as_spreadsheets_store_them() {
    let date = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a date");
    // 1 March 2027 is day 46,447 since 1900.
    let values =
        [Value::Date(date), Value::Number(46_447.0), Value::Text("1/3-27".into()), Value::Text("man d. 1. marts".into())];
    for value in values {
        let mut post = Post::good();
        post.nord.value("K5", value.clone());
        assert_eq!(rows(&post.import())[0], "nord,40001,offers,nord-1,2027-03-01,,,true,5,12,", "{value:?}");
    }
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    // 15 March 2027 is day 46,461 since 1900; 1904 began 1,462 days later.
    let book = Workbook::read(&common::zip::of_1904(44_999, 44_999)).expect("a workbook");
    let date = NaiveDate::from_ymd_opt(2027, 3, 15).expect("a date");
    assert_eq!(book.sheets[0].cells.get(&(0, 0)), Some(&Value::Date(date)));
    assert_eq!(book.sheets[0].cells.get(&(0, 1)), Some(&Value::Number(44_999.0)));
    assert_eq!(book.day(44_999.0), Some(date));
}

#[test]
fn cells_cannot_become_formulas_and_names_no_headings() {
    let mut folder = small_folder();
    drop_file(&mut folder, "forms.csv");
    set(&mut folder, "goals.csv", 2, "title", "=HYPERLINK(\"x\")");
    set(&mut folder, "schools.csv", 2, "name", "@Nord & Ø");
    let forms = exported(&folder);
    let mut post = Post { nord: Book::read(&forms["nord"]), folder, ..Post::good() };
    let texts: Vec<String> = post.nord.form().cells.values().map(Value::text).collect();
    assert!(texts.contains(&"Koordineringsskema 2027: @Nord & Ø".to_string()));
    let raw: Vec<_> = post.nord.form().cells.values().cloned().collect();
    assert!(raw.contains(&Value::Text("'=HYPERLINK(\"x\")".into())));
    assert!(!raw.iter().any(|v| matches!(v, Value::Text(t) if t.starts_with(['=', '+', '-', '@']))));
    post.nord.put("H6", "kan");
    post.nord.put("P6", "=1+1");
    assert!(rows(&post.import()).contains(&"nord,40002,can,,,,,,,,'=1+1".to_string()));
}

#[test]
fn the_same_folder_gives_the_same_forms() {
    let files = small_folder();
    let bytes = |files: &Files| export(&instance(files), &Folder::from_files(files.clone())).0;
    assert_eq!(bytes(&files), bytes(&common::shuffled(&files, 3)));
}

#[test]
fn damaged_files_are_findings_and_never_end_the_program() {
    let post = Post::good();
    let (whole, folder) = (post.nord.bytes(), Folder::from_files(post.folder.clone()));
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    let mut unreadable = 0;
    for _ in 0..150 {
        let mut bytes = whole.clone();
        for _ in 0..rng.random_range(1..8) {
            let at = rng.random_range(0..bytes.len());
            bytes[at] = rng.random();
        }
        if rng.random_bool(0.3) {
            bytes.truncate(rng.random_range(0..whole.len()));
        }
        let imported = import(&BTreeMap::from([("a.xlsx".to_string(), Entry::Bytes(bytes))]), &folder);
        unreadable += usize::from(imported.findings.iter().any(|f| f.code == "E701"));
    }
    assert!(unreadable > 20, "{unreadable}");
}

/// The sample network of thirteen schools.
fn esoe() -> Folder {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/esoe")).expect("the sample")
}

/// A date or week as somebody might write it.
fn spelt(row: &AnswerRow, rng: &mut ChaCha8Rng) -> Option<Value> {
    if let Ok(date) = value::date(&row.start_date) {
        let (day, month, year) = (date.day(), date.month(), date.year());
        let months = ["jan.", "februar", "marts", "apr", "maj", "juni", "juli", "aug.", "sept.", "oktober", "nov", "december"];
        let weekdays = ["mandag", "tirs", "onsdag", "torsdag", "fre", "lørdag", "søndag"];
        let name = months[month as usize - 1];
        let weekday = weekdays[date.weekday().num_days_from_monday() as usize];
        return Some(match rng.random_range(0..8) {
            0 => Value::Date(date),
            1 => Value::Text(format!("{day}/{month}-{:02}", year % 100)),
            2 => Value::Text(format!("{day:02}-{month:02}-{year}")),
            3 => Value::Text(format!("{day}. {name} {year}")),
            4 => Value::Text(format!("{weekday} d. {day}. {name}")),
            5 => Value::Text(format!("{day}.{month}.{year}")),
            6 => Value::Text(format!("{day}/{month}")),
            _ => Value::Text(date.to_string()),
        });
    }
    let (_, week) = value::week(&row.week)?;
    Some(match rng.random_range(0..4) {
        0 => Value::Number(f64::from(week)),
        1 => Value::Text(format!("Uge {week}")),
        2 => Value::Text(format!("uge{week} ")),
        _ => Value::Text(format!("u. {week}")),
    })
}

/// Fills one row of a form the way people do.
fn fill(page: &mut Page, row: u32, answer: &AnswerRow, labels: &BTreeMap<String, String>, rng: &mut ChaCha8Rng) {
    let words = match answer.answer.as_str() {
        "offers" => ["tilbyder som udbyder", "Udbyder", "tilbyder "],
        "can" => ["kan påtage sig", "Kan", "KAN PÅTAGE SIG"],
        _ => ["kan ikke", "Kan ikke!", "nej"],
    };
    page.put((row, 7), words[rng.random_range(0..3)]);
    // A remark to "cannot" may stand in either column.
    let note_column = if answer.answer == "cannot" && rng.random_bool(0.7) { 8 } else { 15 };
    page.put((row, note_column), &answer.note);
    let guarantee = value::yes_no(&answer.guarantee).map(|yes| if yes { ["ja", "JA", "x"] } else { ["nej", "Nej", "n"] });
    page.put((row, 9), guarantee.map_or("", |words| words[rng.random_range(0..3)]));
    match spelt(answer, rng) {
        Some(value) => drop(page.cells.insert((row, 10), value)),
        None => page.put((row, 10), ""),
    }
    for (column, text) in [(11, &answer.runs), (12, &answer.min), (13, &answer.max)] {
        match text.parse::<f64>() {
            Ok(number) if rng.random_bool(0.5) => drop(page.cells.insert((row, column), Value::Number(number))),
            _ => page.put((row, column), text),
        }
    }
    page.put((row, 14), labels.get(&answer.site).map_or("", |label| label));
}

/// Fills a form with the answers of its school, then moves the rows about and adds a column.
fn filled(form: &[u8], answers: &[AnswerRow], rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut book = Book::read(form);
    let hidden = &book.pages[2];
    let text = |at: (u32, u32)| hidden.cells.get(&at).map(Value::text).unwrap_or_default();
    let labels: BTreeMap<String, String> =
        (1..50).filter(|row| !text((*row, 6)).is_empty()).map(|row| (text((row, 6)), text((row, 5)))).collect();
    let page = book.form();
    let mut of_goal: BTreeMap<String, u32> = BTreeMap::new();
    for ((row, _), value) in page.cells.iter().filter(|((row, column), _)| *column == 1 && *row > 3) {
        of_goal.insert(value.text(), *row);
    }
    let mut spare = page.cells.keys().map(|at| at.0).max().expect("rows") + 1;
    page.cells.retain(|(row, column), _| *row <= 3 || *column < 7);
    let mut used = BTreeSet::new();
    for answer in answers {
        let own = *of_goal.get(&answer.goal).unwrap_or_else(|| panic!("{} is asked about {}", answer.school, answer.goal));
        let row = if used.insert(own) { own } else { spare };
        if row == spare {
            spare += 1;
            page.put((row, 1), &answer.goal);
        }
        fill(page, row, answer, &labels, rng);
    }
    let mut order: Vec<u32> = (4..spare).collect();
    order.shuffle(rng);
    let moved = |row: u32| if row < 4 { row } else { order[row as usize - 4] + row % 2 * 5000 };
    page.cells = page.cells.iter().map(|((row, column), value)| ((moved(*row), *column), value.clone())).collect();
    page.put((3, 17), "Intern note");
    page.put((4, 17), "husk at ringe");
    book.bytes()
}

/// The answer without spellings that mean the same.
fn canonical(row: &AnswerRow) -> AnswerRow {
    let week = value::week(&row.week).map_or(String::new(), |(year, week)| format!("{year:?} {week}"));
    let runs = if row.runs == "1" { String::new() } else { row.runs.clone() };
    let guarantee = value::yes_no(&row.guarantee).map_or(String::new(), |yes| yes.to_string());
    AnswerRow { week, runs, guarantee, ..row.clone() }
}

fn answers(folder: &Folder) -> Vec<AnswerRow> {
    let mut rows: Vec<_> = FormsFile::read(folder).rows.iter().map(|(row, _)| canonical(row)).collect();
    rows.sort();
    rows
}

#[test]
fn thirteen_forms_of_the_sample_go_out_and_come_back_and_nothing_is_lost() {
    let sample = esoe();
    let expected = answers(&sample);
    let mut sent = sample.clone();
    sent.entries.remove("forms.csv");
    let (forms, list) = export(&check(&sent, None).instance.expect("an instance"), &sent);
    assert_eq!(list.len(), 13);
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let mut returned = BTreeMap::new();
    for (number, form) in list.iter().enumerate() {
        let own: Vec<AnswerRow> =
            FormsFile::read(&sample).rows.into_iter().map(|(row, _)| row).filter(|row| row.school == form.school).collect();
        let bytes = filled(&forms[&form.file], &own, &mut rng);
        returned.insert(format!("Svar {number}.xlsx"), Entry::Bytes(bytes));
    }
    let imported = import(&returned, &sent);
    let codes: BTreeSet<_> = imported.findings.iter().map(|f| f.code).collect();
    assert!(imported.result.is_some(), "{:#?}", imported.findings);
    assert!(codes.iter().all(|code| ["W715", "W731"].contains(code)), "{codes:?}");
    let mut back = sent.clone();
    back.entries.insert("forms.csv".into(), Entry::Bytes(imported.result.expect("a result").forms_csv));
    assert_eq!(answers(&back), expected);
    let (before, after) = (check(&sample, None), check(&back, None));
    let plain = |i: Option<amuplan::domain::instance::Instance>| {
        let mut i = without_lines(i.expect("an instance"));
        i.inputs.clear();
        i
    };
    assert_eq!(plain(before.instance), plain(after.instance));
    let errors = |findings: &[amuplan::check::finding::Finding]| findings.iter().map(|f| f.code).collect::<Vec<_>>().len();
    assert_eq!(errors(&before.findings), errors(&after.findings));
}

#[test]
fn the_table_of_answers_tells_who_is_missing() {
    let mut post = Post::good();
    post.more.insert("syd.xlsx".into(), Entry::Directory);
    post.nord.form().clear(6);
    let matrix = post.import().result.expect("a result").matrix;
    let share = |fkb: usize| matrix.rows[fkb].2.iter().map(|s| (s.answered, s.asked)).collect::<Vec<_>>();
    assert_eq!(matrix.schools.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["nord", "syd"]);
    assert_eq!(matrix.rows.iter().map(|r| r.0.as_str()).collect::<Vec<_>>(), ["0312", "2222", "2679"]);
    assert_eq!([share(0), share(1), share(2)], [vec![(0, 0), (0, 2)], vec![(2, 2), (0, 2)], vec![(0, 1), (0, 2)]]);
    let book = Workbook::read(&matrix.xlsx(amuplan::domain::instance::Language::Da)).expect("a workbook");
    assert_eq!(book.sheets[0].text((2, 2)), "alle");
}

/// Runs the program in a folder; words are parted at blanks.
fn amuplan(dir: &Path, words: &str) -> (i32, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_amuplan"));
    let output = command.args(words.split(' ')).current_dir(dir).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().expect("a code"), said)
}

#[test]
fn the_commands_write_forms_read_them_back_and_write_nothing_while_there_are_errors() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let mut post = Post::good();
    add_row(&mut post.folder, "schools.csv", &[("school_id", "oest"), ("name", "Østskolen"), ("member", "ja")]);
    let folder = dir.path().join("plan");
    for (name, bytes) in &post.folder {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    let (code, said) = amuplan(dir.path(), "forms export plan -o out");
    assert!(
        code == 0 && said.contains("2 skemaer") && said.contains("skema-2027-nordskolen-nord.xlsx: 3 mål, 1 udfyldt"),
        "{said}"
    );
    assert!(said.contains("ét til hver medlemsskole, der er godkendt") && said.trim_end().ends_with(": Østskolen"), "{said}");
    let (code, said) = amuplan(dir.path(), "skemaer eksport plan -o out --json");
    assert!(
        code == 2 && said.trim() == "Mappen out er ikke tom: vælg en ny",
        "forms that came back are never overwritten: {said}"
    );
    let back = dir.path().join("back");
    std::fs::create_dir(&back).expect("made");
    std::fs::write(back.join("syd.xlsx"), post.syd.bytes()).expect("written");
    let mut wrong = post.nord.clone();
    wrong.put("K5", "snart");
    std::fs::write(back.join("nord.xlsx"), wrong.bytes()).expect("written");
    let (code, said) = amuplan(dir.path(), "forms import back plan -o svar");
    assert!(code == 3 && said.contains("FEJL E724 nord.xlsx, Skema!K5: »snart«"), "{said}");
    assert!(said.contains("\n1 fejl.\n") && said.trim_end().ends_with("flyt dem væk), og kør igen."), "{said}");
    assert!(!folder.join("forms.csv").exists() && !dir.path().join("svar").exists());
    let (code, said) = amuplan(dir.path(), "skemaer import back plan --json");
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let finding = &json["findings"][0];
    let told = ["file", "sheet", "cell", "code"].map(|key| finding[key].as_str().expect("text"));
    assert_eq!((code, told), (3, ["nord.xlsx", "Skema", "K5", "E724"]));
    post.nord.put("K5", "1. marts");
    std::fs::write(back.join("nord.xlsx"), post.nord.bytes()).expect("written");
    let (code, said) = amuplan(dir.path(), "forms import back plan -o svar");
    assert!(code == 0 && said.contains("2 skemaer læst, 9 svar") && said.contains("Nordskolen: 3/3"), "{said}");
    let names: BTreeSet<_> =
        std::fs::read_dir(dir.path().join("svar")).expect("listed").map(|e| e.expect("an entry").file_name()).collect();
    assert_eq!(names, ["svaroversigt.csv", "svaroversigt.xlsx"].map(Into::into).into());
    assert_eq!(amuplan(dir.path(), "check plan").0, 0);
    let (code, said) = amuplan(dir.path(), "forms import back plan -o back --json");
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, &json["schools"][1]["answered"], &json["written"]), (0, &6.into(), &true.into()));
    // The table of answers beside the forms is not taken for a form.
    assert_eq!(amuplan(dir.path(), "forms import back plan").0, 0);
    assert_eq!(amuplan(dir.path(), "forms import nowhere plan").0, 3);
}
