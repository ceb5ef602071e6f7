//! The partners' sheets: each need is answered with the runs of plan.csv, in each form, and a need that is not met has its reason.

mod common;
#[path = "papers/made.rs"]
mod made;
#[path = "papers/read.rs"]
mod read;

use std::collections::BTreeSet;

use amuplan::domain::instance::Instance;
use amuplan::papers::Papers;
use amuplan::papers::names::is_paper;
use chrono::{Days, NaiveDate};
use common::{Files, drop_file, put, text};
use made::{Row, address, danish, made, name_of, one_school, rows, run, sample, table, write};
use read::{page, part, tags, word, workbook};

const HEAD: &str = "employer,municipality_code,goal_code,fkb_code,participants,earliest,latest,firm,note\n";
const PLACE: [&str; 7] = ["Gennemførende skole", "Adresse", "Start", "Slut", "Km", "Pladser", "Chance (%)"];

/// Answer and remark of each need of an employer, in the order of the sheet.
fn answers(papers: &Papers, employer: &str) -> Vec<(String, String)> {
    let tables = page(&papers.files[&format!("partnerark-{employer}.html")]);
    let needs = table(&tables, "Behov og nærmeste kursus").expect("needs").pick(&["Svar", "Bemærkning"]);
    needs.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
}

/// One school, open in the weeks of the given Mondays only; it offers its goal of two days on each of them. 20 seats, Aarhus 12.4 km
/// and Randers 38.6 km away; nobody but employers wants it.
fn open_on(mondays: &[&str], needs: &str) -> Files {
    let mut files = one_school(2027, mondays[0]);
    let first = |monday: &&str| monday.parse::<NaiveDate>().expect("a date");
    let offers: Vec<String> = mondays.iter().map(|monday| format!("ene,01234,offers,ene-1,{monday}\n")).collect();
    // Closed from the Saturday after an open week to the Sunday before the next one.
    let begin = std::iter::once("2027-01-01".parse().expect("a date")).chain(mondays.iter().map(|m| first(m) + Days::new(5)));
    let end = mondays.iter().map(|m| first(m) - Days::new(1)).chain(["2027-12-31".parse().expect("a date")]);
    let closed: Vec<String> = begin.zip(end).map(|(from, to)| format!(",,{from},{to},lukket,ja\n")).collect();
    put(&mut files, "closures.csv", &format!("school_id,site_id,from,to,reason,hard\n{}", closed.concat()));
    put(&mut files, "forms.csv", &format!("school_id,goal_code,answer,site_id,start_date\n{}", offers.concat()));
    put(&mut files, "demand.csv", "goal_code,municipality_code,participants,waiting\n01234,0751,0,\n");
    put(&mut files, "travel.csv", "municipality_code,site_id,km\n0751,ene-1,12.4\n0730,ene-1,38.6\n");
    put(&mut files, "needs.csv", &format!("{HEAD}{needs}"));
    files
}

#[test]
fn a_need_is_met_by_a_run_in_its_period_at_a_distance_that_is_told() {
    let needs = "Alfa,0751,01234,,4,,,ja,\nAlfa,0730,,0312,3.5,2027-03-01,2027-03-01,,saml os\n\
                 Alfa,0751,01234,,2,2027-03-02,,,\nAlfa,0751,01234,,1,,2027-02-28,,\n";
    let (_, plan, papers) = made(&open_on(&["2027-03-01"], needs));
    assert_eq!((papers.needs, papers.needs_met), (4, 2));
    let tables = page(&papers.files["partnerark-Alfa.html"]);
    let columns = [&["Mål eller FKB", "Kommune", "Antal", "Periode", "Fast", "Svar"][..], &PLACE[..], &["Bemærkning"]].concat();
    let rows = table(&tables, "Behov og nærmeste kursus").expect("needs").pick(&columns);
    let held = made::rows(&plan, "plan.csv")[0]["probability_held"].parse::<f64>().expect("a number") * 100.0;
    let held = held.round().to_string();
    let place = ["Eneskolen", "Vej 1, 8000 Aarhus C", "01-03-2027", "02-03-2027"];
    // 12.4 km are 12, 38.6 are 39.
    let own = |km: &str| [place.map(str::to_owned).to_vec(), vec![km.to_owned(), "20".to_owned(), held.clone()]].concat();
    let row = |start: [&str; 6], middle: Vec<String>, remark: &str| {
        [start.map(str::to_owned).to_vec(), middle, vec![remark.to_owned()]].concat()
    };
    let none = vec![String::new(); 7];
    let late = "Alle kurser ligger uden for perioden; de står nedenfor.";
    let sure = if made::rows(&plan, "plan.csv")[0]["guarantee"] == "true" { "Garantikursus." } else { "" };
    let of_fkb = format!("Mål 01234 Ét mål. {sure} Fra behovet: saml os.").replace("  ", " ");
    let expected = [
        row(["01234", "Aarhus", "4", "hele året", "ja", "dækket"], own("12"), sure),
        row(["01234", "Aarhus", "1", "til 28-02-2027", "nej", "ikke dækket"], none.clone(), late),
        row(["01234", "Aarhus", "2", "fra 02-03-2027", "nej", "ikke dækket"], none, late),
        row(["FKB 0312", "Randers", "3,5", "01-03-2027 til 01-03-2027", "nej", "dækket"], own("39"), &of_fkb),
    ];
    assert_eq!(rows, expected);
    let others = table(&tables, "Kurser uden for perioden").expect("runs").pick(&["Nr.", "Målkode", "Start"]);
    assert_eq!(others, [["2", "01234", "01-03-2027"], ["3", "01234", "01-03-2027"]]);
    assert!(table(&tables, "Andre kurser i perioden").is_none());
}

#[test]
fn more_firm_participants_than_seats_are_not_met() {
    let statuses = |needs: &str, mondays: &[&str], waiting: &str| {
        let mut files = open_on(mondays, needs);
        put(&mut files, "demand.csv", &format!("goal_code,municipality_code,participants,waiting\n01234,0751,0,{waiting}\n"));
        let (_, _, papers) = made(&files);
        let names: BTreeSet<&str> = needs.lines().filter_map(|line| line.split(',').next()).collect();
        names
            .into_iter()
            .map(|name| answers(&papers, name).remove(0))
            .map(|(answer, why)| (answer == "dækket", why))
            .collect::<Vec<_>>()
    };
    let full = |certain: u32, seats: u32| format!("Der er ikke plads til alle: {certain} faste kursister og {seats} pladser.");
    let one = ["2027-03-01"];
    // 12 + 8 fill the 20 seats; one more is too much for both.
    let found = statuses("Alfa,0751,01234,,12,,,ja,\nBeta,0751,01234,,8,,,ja,\n", &one, "");
    assert!(found.iter().all(|(met, _)| *met), "{found:?}");
    let found = statuses("Alfa,0751,01234,,12,,,ja,\nBeta,0751,01234,,9,,,ja,\n", &one, "");
    assert!(found.iter().all(|(met, why)| !met && why.starts_with(&full(21, 20))), "{found:?}");
    // A wish that is not firm finds the seats taken: 20 + 1.
    let found = statuses("Alfa,0751,01234,,20,,,ja,\nBeta,0751,01234,,1,,,,\n", &one, "");
    assert!(found[0].0 && !found[1].0 && found[1].1.starts_with(&full(21, 20)), "{found:?}");
    // The waiting list of demand.csv is certain too: 5 + 16.
    let found = statuses("Alfa,0751,01234,,16,,,ja,\n", &one, "5");
    assert!(!found[0].0 && found[0].1.starts_with(&full(21, 20)), "{found:?}");
    // In March 15 + 6 on 20 seats, in September 15 on 20; all year 36 + 4 on 40.
    let two = ["2027-03-01", "2027-09-06"];
    let needs = "Alfa,0751,01234,,15,,2027-06-30,ja,\nBeta,0751,01234,,15,2027-07-01,,ja,\nDelta,0751,01234,,6,,2027-03-31,ja,\nGamma,0751,01234,,4,,,,\n";
    let found = statuses(needs, &two, "");
    assert_eq!(found.iter().map(|(met, _)| *met).collect::<Vec<_>>(), [false, true, false, true], "{found:?}");
    assert!(found[0].1.starts_with(&full(21, 20)) && found[2].1.starts_with(&full(21, 20)), "{found:?}");
    let found = statuses(&needs.replace("Gamma,0751,01234,,4", "Gamma,0751,01234,,5"), &two, "");
    assert!(!found[3].0 && found[3].1.starts_with(&full(41, 40)), "{found:?}");
}

#[test]
fn a_need_that_no_run_can_meet_has_its_reason() {
    let needs = "Alfa,0751,90001,,1,,,,\nAlfa,0751,90002,,1,,,,\nAlfa,0751,90003,,1,,,,\nAlfa,0751,90004,,1,,,,\nAlfa,0751,90005,,1,,,,\n\
                 Alfa,0751,90006,,1,2027-07-01,,,\nAlfa,0751,,9999,1,,,,\nAlfa,0751,,9998,1,,,,\nAlfa,0751,90002,,1,2027-06-01,2027-06-01,,\n";
    let mut files = open_on(&["2027-03-01"], needs);
    let goals = "goal_code,title,fkb_code,duration_days,kind,exempt,archived_from\n01234,Ét mål,0312,2,,,\n90001,Hul,9999,2,,,\n90002,Aftalt,9999,2,,,\n\
                 90003,Undtaget,9998,2,,ja,\n90004,Nedlagt,0312,2,,,2026-12-31\n90005,Fag,0312,2,attached,,\n90006,Aftalt før,0312,60000,,,\n";
    put(&mut files, "goals.csv", &goals.replace("60000", "2"));
    let fkbs = "fkb_code,title,branch_group\n0312,Én FKB,Transport\n9998,Tom,Transport\n9999,Uden skole,Transport\n";
    put(&mut files, "fkbs.csv", fkbs);
    put(&mut files, "approvals.csv", "school_id,fkb_code,except_goals\nene,0312,90006\n");
    let agreements =
        "goal_code,outside_school,reference,start_date\n90002,Naboskolen,A-1,2027-06-01\n90006,Naboskolen,A-2,2027-05-03\n";
    put(&mut files, "agreements.csv", agreements);
    let (_, _, papers) = made(&files);
    let agreed = "Naboskolen holder mål 90002 efter aftale (A-1), start 01-06-2027.";
    let expected = [
        ("ikke dækket", "Målet er et hul i planen: Ingen skole i netværket har en godkendelse, der dækker målet."),
        ("dækket ved aftale", agreed),
        ("dækket ved aftale", agreed),
        (
            "ikke dækket",
            "Naboskolen holder mål 90006 efter aftale (A-2), start 03-05-2027. Den aftalte start ligger uden for perioden.",
        ),
        ("ikke dækket", "Målet er ikke med i planen: det er undtaget efter aftale mellem skolerne."),
        ("ikke dækket", "Målet er ikke med i planen: det er nedlagt."),
        ("ikke dækket", "Målet er ikke med i planen: det er ikke et kernemål, som skolerne koordinerer."),
        ("ikke dækket", "FKB'en har ingen mål i planen."),
        ("dækket ved aftale", agreed),
    ];
    assert_eq!(answers(&papers, "Alfa"), expected.map(|(answer, why)| (answer.to_owned(), why.to_owned())));
    put(&mut files, "agreements.csv", "goal_code,outside_school,reference\n90006,Naboskolen,A-2\n");
    let (_, _, papers) = made(&files);
    let last = answers(&papers, "Alfa").pop().expect("the FKB");
    assert_eq!(last, ("ikke dækket".to_owned(), "FKB'en har ingen kurser, som gennemføres. Mål i planen: 2.".to_owned()));
}

/// What a run is for an employer: distance in metres first, then what stands in the columns of [`PLACE`].
fn seen(instance: &Instance, municipality: &str, row: &Row) -> (i64, String, Vec<String>) {
    let area = instance.areas.iter().position(|area| area.code == municipality).expect("a municipality");
    let site = instance.sites.iter().position(|site| site.id == row["site_id"]).expect("a site");
    let metres = instance.travel[area][site];
    let held = row["probability_held"].parse::<f64>().expect("a number");
    let cells = vec![
        name_of(instance, &row["school_id"]).to_owned(),
        address(instance, &row["site_id"]),
        danish(&row["start_date"]),
        danish(&row["end_date"]),
        ((metres + 500) / 1000).to_string(),
        row["max_participants"].clone(),
        ((held * 1000.0).round() as i64 / 10 + i64::from((held * 1000.0).round() as i64 % 10 >= 5)).to_string(),
    ];
    (metres, row["start_date"].clone(), cells)
}

#[test]
fn every_run_of_the_plan_in_the_period_stands_on_the_sheet_the_nearest_first_in_every_form() {
    let mut files = sample("sosu-midt-nord");
    let fkbs: Vec<String> = text(&files, "fkbs.csv").lines().skip(1).map(|line| line[..4].to_owned()).collect();
    let goals: Vec<String> = text(&files, "goals.csv").lines().skip(1).step_by(9).map(|line| line[..5].to_owned()).collect();
    let of_fkb = |(number, fkb): (usize, &String)| {
        format!("Kommunen,{},,{fkb},0.5,2027-02-01,2027-08-31,,\n", ["0661", "0706", "0787"][number % 3])
    };
    let of_goal = |(number, goal): (usize, &String)| format!("Kommunen,{},{goal},,0.5,,,,\n", ["0706", "0787"][number % 2]);
    let needs: Vec<String> = fkbs.iter().enumerate().map(of_fkb).chain(goals.iter().enumerate().map(of_goal)).collect();
    put(&mut files, "needs.csv", &format!("{HEAD}{}", needs.concat()));
    let (instance, plan, papers) = made(&files);
    let tables = page(&papers.files["partnerark-Kommunen.html"]);
    let sheet = table(&tables, "Behov og nærmeste kursus").expect("needs");
    let others = table(&tables, "Andre kurser i perioden").expect("others");
    let columns = [&["Nr.", "Mål eller FKB", "Kommune", "Periode", "Svar"][..], &PLACE[..]].concat();
    let status = text(&files, "status.csv");
    let cancelled: Vec<String> = status
        .lines()
        .filter(|line| line.contains(",ja,"))
        .map(|line| line.split(',').take(2).collect::<Vec<_>>().join(",") + ",")
        .collect();
    assert_eq!(cancelled, ["90025,1,"], "the sample has one");
    let (mut met, mut listed) = (0, 0);
    for need in sheet.pick(&columns) {
        let municipality = &instance.areas.iter().find(|area| area.name == need[2]).expect("a municipality").code;
        let fits = |row: &&Row| match need[1].strip_prefix("FKB ") {
            Some(fkb) => row["fkb_code"] == fkb && ("2027-02-01"..="2027-08-31").contains(&&*row["start_date"]),
            None => row["goal_code"] == need[1],
        };
        // A run that is cancelled during the year is of no use to anybody.
        let held = |row: &&Row| !cancelled.contains(&format!("{},{},", row["goal_code"], row["run"]));
        let of_plan = rows(&plan, "plan.csv");
        let mut runs: Vec<_> = of_plan.iter().filter(fits).filter(held).map(|row| seen(&instance, municipality, row)).collect();
        runs.sort();
        let of_sheet = || others.pick(&[&["Nr."][..], &PLACE[..]].concat()).into_iter().filter(|row| row[0] == need[0]);
        let mut found: Vec<Vec<String>> = vec![need[5..].to_vec()];
        found.extend(of_sheet().map(|row| row[1..].to_vec()));
        if runs.is_empty() {
            assert!(need[4] != "dækket" && need[5].is_empty(), "{need:?}");
            continue;
        }
        met += usize::from(need[4] == "dækket");
        listed += runs.len();
        assert_eq!(found[0][4], runs[0].2[4], "the nearest one comes first");
        let mut expected: Vec<Vec<String>> = runs.into_iter().map(|run| run.2).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{need:?}");
    }
    assert!(met > 10 && listed > 60, "{met} {listed}");
    assert_eq!(met, papers.needs_met);
    let of_word: Vec<_> =
        word(&papers.files["partnerark-Kommunen.docx"]).into_iter().map(|table| (table.head, table.rows)).collect();
    assert_eq!(of_word, tables.iter().map(|table| (table.head.clone(), table.rows.clone())).collect::<Vec<_>>());
    let tabs = workbook(&papers.files["partnerark-Kommunen.xlsx"]);
    let codes = ["Mål eller FKB", "Svar", "Gennemførende skole", "Bemærkning"];
    assert_eq!(table(&tabs, "Behov").expect("a tab").pick(&codes), sheet.pick(&codes));
    assert_eq!(table(&tabs, "Andre kurser").expect("a tab").pick(&["Målkode", "Adresse"]), others.pick(&["Målkode", "Adresse"]));
}

#[test]
fn each_employer_has_a_sheet_of_its_own_under_a_harmless_name() {
    let long = "Å".repeat(300);
    let employers = [
        "Randers Kommune",
        "RANDERS KOMMUNE",
        "Müller",
        "Möller",
        "æ/ø",
        "../../x",
        "<b>A & B</b>",
        "=1+1",
        "中文",
        long.as_str(),
    ];
    let needs: Vec<String> = employers.iter().map(|name| format!("{name},0751,01234,,1,,,,=cmd <i>\n")).collect();
    let files = open_on(&["2027-03-01"], &needs.concat());
    let (_, _, papers) = made(&files);
    let sheets: Vec<&String> =
        papers.files.keys().filter(|name| name.starts_with("partnerark-") && name.contains(".html")).collect();
    let lower: BTreeSet<String> = sheets.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!((sheets.len(), lower.len()), (employers.len(), employers.len()), "{sheets:?}");
    let mut titles = BTreeSet::new();
    for name in sheets {
        assert!(
            name.len() < 160 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) && is_paper(name),
            "{name}"
        );
        let html = String::from_utf8(papers.files[name].clone()).expect("UTF-8");
        assert!(!html.contains("<i>") && !html.contains("<b>"), "{name}");
        titles.extend(tags(&html).into_iter().filter(|(tag, _)| tag == "h1").map(|(_, text)| text));
        let book = &papers.files[&name.replace(".html", ".xlsx")];
        let cells: Vec<String> = workbook(book).into_iter().flat_map(|tab| tab.rows.concat()).collect();
        assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{name}");
        assert!(!part(book, "xl/worksheets/sheet2.xml").contains("<f>"));
    }
    assert_eq!(titles, employers.iter().map(|name| format!("Partnerark 2027: {name}")).collect());
    let (_, _, again) = made(&common::shuffled(&files, 3));
    assert_eq!(again.files, papers.files, "with the rows in another order");
}

#[test]
fn without_needs_there_is_no_sheet_and_the_screen_counts_the_needs_that_are_met() {
    let room = tempfile::tempdir().expect("a folder");
    let dir = room.path();
    let mut files = open_on(&["2027-03-01"], "Alfa,0751,01234,,1,,,,\nAlfa,0751,01234,,1,2027-06-01,,,\n");
    let (_, plan, _) = made(&files);
    write(&dir.join("in"), &files);
    write(&dir.join("out"), &plan);
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers"]);
    assert!(code == Some(0) && said.contains("Behov fra partnere: 1 af 2 er dækket af kurser"), "{said}");
    let (_, said) = run(dir, &["papers", "in", "out", "-o", "papers", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((json["needs"].as_u64(), json["needs_met"].as_u64(), json["change_log"].is_null()), (Some(2), Some(1), true));
    drop_file(&mut files, "needs.csv");
    let (_, plan, papers) = made(&files);
    assert!(papers.files.keys().all(|name| !name.starts_with("partnerark-")) && papers.needs == 0);
    std::fs::remove_file(dir.join("in/needs.csv")).expect("removed");
    write(&dir.join("out"), &plan);
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers"]);
    assert!(code == Some(0) && !said.contains("partner"), "{said}");
    assert!(!dir.join("papers/partnerark-Alfa.docx").exists(), "an old sheet goes");
}
