//! Every finding is produced by a small wrong folder, and catalogue, document and tests name the same findings.

mod common;

use std::collections::BTreeSet;

use amuplan::check::catalogue::CATALOGUE;
use amuplan::check::finding::{Finding, Level, exit_code, render, to_json};
use amuplan::domain::instance::Language;
use amuplan::domain::words::Text;
use amuplan::read::folder::{Entry, Folder, read_folder};
use common::enrolment::{OF_THE_PLAN, WRONG, with_march};
use common::spoilt;
use common::wrong::{Case, ON_DISK, cases, patched, swap};
use common::{add_row, checked, put, set, small_folder};

/// Findings about figures that do not fit a plan.
fn of_the_plan() -> impl Iterator<Item = Finding> {
    WRONG.iter().flat_map(|(.., rows)| with_march(rows).1)
}

fn is_expected(case: &Case, finding: &Finding) -> bool {
    finding.code == case.code && finding.file == case.file && finding.line == case.line
}

#[test]
fn every_wrong_folder_gives_its_finding_at_its_place_and_no_other_error() {
    let mut failures = Vec::new();
    for case in cases() {
        let checked = checked(&patched(case));
        let (expected, others): (Vec<_>, Vec<_>) = checked.findings.iter().partition(|f| is_expected(case, f));
        let level = CATALOGUE.iter().find(|(code, _, _)| *code == case.code).map(|(_, level, _)| *level);
        let surplus = others.iter().any(|f| f.level != Level::Warning && f.code != case.code);
        if expected.is_empty() || surplus || checked.instance.is_some() != (level == Some(Level::Warning)) {
            failures.push(format!("{} at {} {:?}: {:#?}", case.code, case.file, case.line, checked.findings));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_finding_is_told_in_danish_and_english() {
    let of_folders = cases().flat_map(|case| checked(&patched(case)).findings);
    for finding in of_folders.chain(of_the_plan()) {
        for text in [&finding.what, &finding.cure] {
            assert!(text.da.len() > 5 && text.en.len() > 5 && text.da != text.en, "{finding:?}");
        }
        let [danish, english] = Language::ALL.map(|language| render(std::slice::from_ref(&finding), language));
        assert!(danish.contains(&finding.what.da) && danish.contains("Gør: "), "{danish}");
        assert!(english.contains(&finding.what.en) && english.contains("Do: "), "{english}");
    }
}

/// The language changes words, never what is found, and no order.
#[test]
fn a_folder_in_english_has_the_same_findings() {
    for case in cases().filter(|c| c.file != "plan.toml") {
        let danish = patched(case);
        let mut english = danish.clone();
        swap(&mut english, "plan.toml", "language = \"da\"", "language = \"en\"");
        assert_eq!(checked(&danish).findings, checked(&english).findings, "{}", case.code);
    }
}

#[test]
fn a_directory_in_place_of_a_file_cannot_be_read() {
    let dir = tempfile::tempdir().expect("temporary folder");
    for (name, bytes) in small_folder() {
        let path = dir.path().join(&name);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("mkdir");
        std::fs::write(path, bytes).expect("write");
    }
    assert_eq!(amuplan::check::check(&read_folder(dir.path()).expect("readable"), None).findings, []);
    std::fs::remove_file(dir.path().join("goals.csv")).expect("remove");
    std::fs::create_dir(dir.path().join("goals.csv")).expect("mkdir");
    let checked = amuplan::check::check(&read_folder(dir.path()).expect("readable"), None);
    let codes: Vec<_> = checked.findings.iter().map(|f| (f.code, f.file.as_str())).collect();
    assert_eq!(codes, [("E102", "goals.csv")]);
}

#[test]
fn an_unreadable_file_is_named_with_the_reason() {
    let mut folder = Folder::from_files(small_folder());
    folder.entries.insert("forms.csv".into(), Entry::Unreadable(Text::same("permission denied")));
    let findings = amuplan::check::check(&folder, None).findings;
    assert!(findings.iter().any(|f| f.code == "E102" && f.what.da.contains("permission denied")), "{findings:#?}");
}

#[test]
fn catalogue_document_and_tests_name_the_same_findings() {
    let catalogue: Vec<(&str, &str)> = CATALOGUE.iter().map(|(code, _, title)| (*code, *title)).collect();
    let document = include_str!("../models/findings.md");
    let headings: Vec<(&str, &str)> = document.lines().filter_map(|l| l.strip_prefix("### ")?.split_once(' ')).collect();
    assert_eq!(headings, catalogue, "headings of models/findings.md are the catalogue in its order");
    let listed: BTreeSet<&str> = catalogue.iter().map(|(code, _)| *code).collect();
    assert_eq!(listed.len(), catalogue.len(), "a code stands twice");
    let tested: BTreeSet<&str> = cases().map(|c| c.code).chain(ON_DISK).chain(spoilt::codes()).chain(OF_THE_PLAN).collect();
    assert_eq!(tested, listed, "every code has a test and every test a code");
    for (code, level, _) in CATALOGUE {
        assert_eq!(code.starts_with('W'), *level == Level::Warning, "{code}");
    }
    for section in document.split("\n### ").skip(1) {
        for part in ["*Wording*", "*Cause*", "*Cure*", "*Example*"] {
            assert!(section.contains(part), "{part} is missing under {}", section.lines().next().unwrap_or(""));
        }
    }
}

/// `*Wording* "English" / »dansk«` of each section is what one of the wrong folders, spoilt forms or wrong figures is told, word for word; `…` stands
/// for what is left out.
#[test]
fn the_document_quotes_what_is_said() {
    let mut said: BTreeSet<(String, String, String)> = BTreeSet::new();
    let findings = cases().flat_map(|case| checked(&patched(case)).findings);
    let of_forms = spoilt::cases().flat_map(|case| spoilt::spoilt(case).import().findings);
    let mut folder = Folder::from_files(small_folder());
    folder.entries.insert("goals.csv".into(), Entry::Directory);
    let on_disk = amuplan::check::check(&folder, None).findings;
    for finding in findings.chain(of_forms).chain(on_disk).chain(of_the_plan()) {
        said.insert((finding.code.to_string(), finding.what.en, finding.what.da));
    }
    let document = include_str!("../models/findings.md");
    let mut wrong = Vec::new();
    for section in document.split("\n### ").skip(1) {
        let code = &section[..4];
        let line = section.lines().find_map(|line| line.trim_end().strip_prefix("*Wording* \"")).unwrap_or("");
        let quoted = line.strip_suffix('«').and_then(|line| line.split_once("\" / »")).unwrap_or((line, ""));
        let is = |said: &str, quoted: &str| match quoted.split_once('…') {
            Some((before, after)) => said.starts_with(before) && said.ends_with(after) && before.len() > 10,
            None => said == quoted,
        };
        if !said.iter().any(|(c, en, da)| c == code && is(en, quoted.0) && is(da, quoted.1)) {
            let ours: Vec<_> =
                said.iter().filter(|(c, _, _)| c == code).map(|(_, en, da)| format!("\"{en}\" / »{da}«")).collect();
            wrong.push(format!("{code}: {line}\n    said: {}", ours.join("\n          ")));
        }
    }
    assert!(wrong.is_empty(), "models/findings.md:\n{}", wrong.join("\n"));
}

#[test]
fn a_wrong_row_gives_no_second_finding_where_it_is_named() {
    for (file, line, column, value) in [("sites.csv", 3, "school_id", "sydd"), ("goals.csv", 2, "fkb_code", "2223")] {
        let mut files = small_folder();
        set(&mut files, file, line, column, value);
        let findings = checked(&files).findings;
        let errors: Vec<_> = findings.iter().filter(|f| f.level != Level::Warning).map(|f| (f.file.as_str(), f.line)).collect();
        assert_eq!(errors, [(file, Some(line as u64))], "{findings:#?}");
    }
}

#[test]
fn an_offer_on_a_closed_day_names_the_row_that_closes_it() {
    let told = |date: &str| {
        let mut files = small_folder();
        set(&mut files, "forms.csv", 2, "start_date", date);
        let findings = checked(&files).findings;
        findings.iter().find(|f| f.code == "E501").map_or_else(|| panic!("{findings:#?}"), |f| f.what.en.clone())
    };
    assert!(told("2027-02-15").ends_with("the site is closed that day: closures.csv 2027-02-15 to 2027-02-19 (Ombygning)"));
    let mut week = small_folder();
    set(&mut week, "forms.csv", 2, "start_date", "");
    set(&mut week, "forms.csv", 2, "week", "7");
    let findings = checked(&week).findings;
    let of_week = findings.iter().find(|f| f.code == "E505").map(|f| f.what.en.as_str());
    assert!(of_week.is_some_and(|what| what.ends_with(": closures.csv 2027-02-15 to 2027-02-19 (Ombygning)")), "{findings:#?}");
    // The five days from Monday meet a closed Wednesday.
    let mut within = small_folder();
    add_row(&mut within, "closures.csv", &[("site_id", "nord-1"), ("from", "2027-03-03"), ("to", "2027-03-03")]);
    let findings = checked(&within).findings;
    let cut = findings.iter().find(|f| f.code == "E502").map(|f| f.what.en.as_str());
    assert!(cut.is_some_and(|what| what.ends_with("the same week: closures.csv 2027-03-03 to 2027-03-03")), "{findings:#?}");
    // Of rows that cover the day the narrowest holds: a row for the whole year without rooms is not the one that closes it.
    let mut narrow = small_folder();
    put(
        &mut narrow,
        "capacity.csv",
        "site_id,rooms,from,to\nnord-1,0,,\nnord-1,2,2027-03-01,2027-03-31\nnord-1,0,2027-03-09,2027-03-09\nsyd-1,1,,\nsyd-2,1,,\n",
    );
    set(&mut narrow, "forms.csv", 2, "start_date", "2027-03-09");
    let findings = checked(&narrow).findings;
    let of_day = findings.iter().find(|f| f.code == "E501").map(|f| f.what.en.as_str());
    assert!(of_day.is_some_and(|what| what.ends_with(": capacity.csv 2027-03-09 to 2027-03-09")), "{findings:#?}");
    // A holiday stands in no row.
    assert!(told("2027-03-29").ends_with("the site is closed that day"));
}

#[test]
fn errors_come_before_clashes_and_warnings_stop_nothing() {
    for case in cases() {
        let expected = match case.code {
            code if code.starts_with('W') => 0,
            code if code.starts_with("E6") => 4,
            _ => 3,
        };
        assert_eq!(exit_code(&checked(&patched(case)).findings), expected, "{}", case.code);
    }
    assert_eq!(exit_code(&[]), 0);
}

#[test]
fn at_most_ten_of_a_code_are_printed_and_all_are_in_the_json() {
    let mut files = small_folder();
    for _ in 0..13 {
        add_row(&mut files, "equipment.csv", &[("site_id", "nowhere"), ("equipment", "kran")]);
    }
    let findings = checked(&files).findings;
    let text = render(&findings, Language::Da);
    assert_eq!(text.matches("FEJL E304").count(), 10);
    assert!(text.contains("… og 3 mere af E304"), "{text}");
    let json = to_json(&findings, Language::Da);
    let listed = json.as_array().expect("array").iter().filter(|f| f["code"] == "E304").count();
    assert_eq!(listed, 13);
    assert!(render(&findings, Language::En).contains("ERROR E304 equipment.csv, line 4, site_id: "));
}

#[test]
fn warnings_are_printed_first_and_a_line_at_the_end_counts() {
    let finding = |code, level| Finding {
        code,
        level,
        file: "goals.csv".into(),
        line: None,
        column: None,
        what: Text::same("x"),
        cure: Text::same("y"),
    };
    let (error, clash, warning) = (finding("E201", Level::Error), finding("E605", Level::Clash), finding("W302", Level::Warning));
    let text = render(&[error.clone(), clash.clone(), warning.clone(), warning.clone()], Language::Da);
    let firsts: Vec<&str> = text.lines().filter_map(|line| line.split(' ').next()).filter(|word| !word.is_empty()).collect();
    assert_eq!(firsts, ["ADVARSEL", "ADVARSEL", "MODSTRID", "FEJL", "1"], "{text}");
    assert!(text.ends_with("\n1 fejl, 1 modsigelse, 2 advarsler.\n"), "{text}");
    assert!(render(&[error, warning.clone()], Language::En).ends_with("\n1 error, 1 warning.\n"));
    assert!(render(&[warning], Language::Da).ends_with(": y\n"), "where nothing is wrong, nothing is counted");
}

#[test]
fn the_cause_of_what_nobody_can_hold_is_named() {
    let told = |change: &dyn Fn(&mut common::Files)| {
        let mut files = small_folder();
        change(&mut files);
        let findings = checked(&files).findings;
        findings.into_iter().filter(|f| matches!(f.code, "W413" | "W421")).map(|f| f.what.da).collect::<Vec<_>>().join("\n")
    };
    let no_equipment = told(&|f| {
        common::drop_rows(f, "equipment.csv");
        set(f, "forms.csv", 2, "answer", "can");
    });
    assert!(
        no_equipment.contains("ingen kan gennemføre 40001: ingen godkendt skole har en afdeling med udstyret"),
        "{no_equipment}"
    );
    assert!(
        no_equipment.contains("nord kan ikke gennemføre 40001: ingen sådan afdeling har udstyret; svaret virker ikke"),
        "{no_equipment}"
    );
    let refused = told(&|f| {
        for school in ["nord", "syd"] {
            add_row(f, "forms.csv", &[("school_id", school), ("goal_code", "40004"), ("answer", "cannot")]);
        }
        common::drop_rows(f, "agreements.csv");
    });
    assert!(refused.contains("ingen kan gennemføre 40004: alle med godkendelse og udstyr har svaret »kan ikke«"), "{refused}");
    let no_approval = told(&|f| {
        add_row(f, "forms.csv", &[("school_id", "nord"), ("goal_code", "40005"), ("answer", "can")]);
    });
    assert!(
        no_approval.contains("nord kan ikke gennemføre 40005: skolen har ingen godkendelse til det i planåret"),
        "{no_approval}"
    );
    let both = told(&|f| {
        add_row(f, "forms.csv", &[("school_id", "syd"), ("goal_code", "40002"), ("answer", "can")]);
    });
    assert!(both.contains("syd kan ikke gennemføre 40002: den siger også »kan ikke« i linje 6"), "{both}");
}

#[test]
fn a_misspelt_code_is_answered_with_the_near_one() {
    let what = |code: &str| {
        let case = cases().find(|c| c.code == code).expect("case");
        checked(&patched(case)).findings.into_iter().find(|f| is_expected(case, f)).expect("finding").what.da
    };
    let near = [("E107", "municipality_kode"), ("E303", "nord"), ("E307", "Transport"), ("E308", "0851")];
    for (code, near) in near {
        assert!(what(code).contains(&format!("mente du »{near}«")), "{code}: {}", what(code));
    }
}

#[test]
fn a_clash_names_the_smallest_set_of_rows() {
    let what = |code: &str| {
        let case = cases().find(|c| c.code == code).expect("case");
        checked(&patched(case)).findings.into_iter().find(|f| is_expected(case, f)).expect("finding").what.da
    };
    let rooms = what("E605");
    assert!(rooms.contains("linje 7") && rooms.contains("linje 8") && !rooms.contains("linje 2 "), "{rooms}");
    let locks = what("E602");
    assert!(locks.contains("Mette") && locks.contains("Bo") && locks.contains("linje 4"), "{locks}");
}
