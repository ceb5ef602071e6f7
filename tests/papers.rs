//! The papers that the schools sign: they say what plan.csv and announcements.csv say, in each of their forms, and nothing else.

mod common;
#[path = "papers/made.rs"]
mod made;
#[path = "papers/read.rs"]
mod read;

use std::collections::BTreeSet;

use amuplan::domain::instance::Instance;
use amuplan::papers::{Papers, papers};
use chrono::NaiveDate;
use common::{Files, put, text};
use made::{RUN, Row, address, as_page, danish, made, name_of, one_school, rows, run, runs, sample, sorted, table, write};
use read::{Table, calendar, page, part, tags, word, workbook};

/// What a school announces for others by announcements.csv: goal, executing school, address of the site, start and end.
fn mirrors(instance: &Instance, plan: &Files, school: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for row in rows(plan, "announcements.csv") {
        if row["school_id"] != school || row["fulfilled_by"] != "mirror" {
            continue;
        }
        let executing = name_of(instance, &row["executing_school_id"]).to_owned();
        let mut add = |site: &str, start: &str, end: &str| {
            all.push(vec![row["goal_code"].clone(), executing.clone(), address(instance, site), danish(start), danish(end)]);
        };
        add(&row["site_id"], &row["start_date"], &row["end_date"]);
        for further in row["further_runs"].split_whitespace() {
            let (dates, site) = further.split_once('@').expect("dates@site");
            let (start, end) = dates.split_once('/').expect("start/end");
            add(site, start, end);
        }
    }
    sorted(all)
}

#[test]
fn school_sheets_say_what_the_plan_says_and_nothing_else() {
    for name in ["tiny", "sosu-midt-nord"] {
        let (instance, plan, papers) = made(&sample(name));
        for school in instance.schools.iter().filter(|s| s.member) {
            let tables = page(&papers.files[&format!("skolens-ark-{}.html", school.id)]);
            let read = |title: &str, columns: &[&str]| sorted(table(&tables, title).map(|t| t.pick(columns)).unwrap_or_default());
            let own = runs(&instance, &plan, |row| row["school_id"] == school.id);
            assert_eq!(read("Kurser, som skolen selv gennemfører", &RUN), own, "{name} {}", school.id);
            assert_eq!(read("Kurser, som skolen annoncerer for andre", &RUN), mirrors(&instance, &plan, &school.id));
            let away = |row: &Row| row["school_id"] == school.id && ["mirror", "agreement"].contains(&&*row["fulfilled_by"]);
            let announced = rows(&plan, "announcements.csv");
            let away: Vec<Vec<String>> = announced.iter().filter(|r| away(r)).map(|r| vec![r["goal_code"].clone()]).collect();
            assert_eq!(read("Kursister, som overføres til andre", &["Målkode"]), sorted(away));
            let details = ["Målkode", "Startdato", "Pladser", "Mindste antal", "Garanti (J/N)"];
            let expected = rows(&plan, "plan.csv").into_iter().filter(|row| row["school_id"] == school.id).map(|row| {
                let guarantee = if row["guarantee"] == "true" { "J" } else { "N" };
                let (seats, least) = (row["max_participants"].clone(), row["min_participants"].clone());
                vec![row["goal_code"].clone(), danish(&row["start_date"]), seats, least, guarantee.to_owned()]
            });
            assert_eq!(read("Kurser, som skolen selv gennemfører", &details), sorted(expected.collect()));
        }
    }
}

#[test]
fn course_days_are_as_many_as_the_plan_counts_and_lie_on_open_days() {
    let (instance, plan, papers) = made(&sample("sosu-midt-nord"));
    let mut seen = 0;
    for school in instance.schools.iter().filter(|s| s.member) {
        let tables = page(&papers.files[&format!("skolens-ark-{}.html", school.id)]);
        let Some(own) = table(&tables, "Kurser, som skolen selv gennemfører") else { continue };
        for row in own.pick(&["Målkode", "Startdato", "Slutdato", "Kursusdage"]) {
            let of_plan = |r: &Row| r["goal_code"] == row[0] && danish(&r["start_date"]) == row[1] && r["school_id"] == school.id;
            let days = rows(&plan, "plan.csv").into_iter().find(of_plan).expect("a run")["days"].clone();
            let listed: Vec<&str> = row[3].split(", ").collect();
            assert_eq!(listed.len().to_string(), days, "{row:?}");
            assert!(row[1].starts_with(listed[0]) && row[2].starts_with(listed[listed.len() - 1]), "{row:?}");
            seen += 1;
        }
    }
    assert_eq!(seen, rows(&plan, "plan.csv").len());
}

/// Goal, place and day of every course day that the tables of a sheet list.
fn listed_days(tables: &[Table]) -> BTreeSet<(String, String, NaiveDate)> {
    let mut days = BTreeSet::new();
    for title in ["Kurser, som skolen selv gennemfører", "Kurser, som skolen annoncerer for andre"] {
        for row in table(tables, title).map(|t| t.pick(&["Målkode", "Adresse", "Kursusdage"])).unwrap_or_default() {
            for day in row[2].split(", ") {
                let date = NaiveDate::parse_from_str(&format!("{day}-2027"), "%d-%m-%Y").expect("a date");
                days.insert((row[0].clone(), row[1].clone(), date));
            }
        }
    }
    days
}

#[test]
fn calendars_hold_the_course_days_of_own_and_announced_runs() {
    for name in ["tiny", "sosu-midt-nord"] {
        let (instance, _, papers) = made(&sample(name));
        for school in instance.schools.iter().filter(|s| s.member) {
            let events = calendar(&papers.files[&format!("skolens-ark-{}.ics", school.id)]);
            let names: BTreeSet<&String> = events.iter().map(|event| &event.uid).collect();
            assert_eq!(names.len(), events.len(), "no name stands twice");
            let day = |text: &str| NaiveDate::parse_from_str(text, "%Y%m%d").expect("a date");
            let mut held = BTreeSet::new();
            for event in &events {
                let code = event.summary.trim_start_matches("Aflyst: ").trim_start_matches("Annonceres: ")[..5].to_owned();
                let days = day(&event.first).iter_days().take_while(|date| *date < day(&event.end));
                held.extend(days.map(|date| (code.clone(), event.place.clone(), date)));
            }
            let tables = page(&papers.files[&format!("skolens-ark-{}.html", school.id)]);
            assert_eq!(held, listed_days(&tables), "{name} {}", school.id);
            assert!(!held.is_empty(), "{name} {}", school.id);
        }
    }
}

#[test]
fn overview_and_agreements_name_every_run_once() {
    for name in ["tiny", "sosu-midt-nord"] {
        let (instance, plan, papers) = made(&sample(name));
        let all = runs(&instance, &plan, |_| true);
        let dated = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> { rows.into_iter().filter(|row| !row[1].is_empty()).collect() };
        let overview = &page(&papers.files["koordineringsoversigt.html"])[0];
        assert_eq!(sorted(dated(overview.pick(&RUN))), all, "{name}");
        let mut agreed = Vec::new();
        let mut goals = Vec::new();
        for fkb in &instance.fkbs {
            let Some(bytes) = papers.files.get(&format!("koordineringsaftale-{}.html", fkb.code)) else { continue };
            let tables = page(bytes);
            let found = table(&tables, "Mål og kurser").expect("goals").pick(&RUN);
            let codes: BTreeSet<String> = found.iter().map(|row| row[0].clone()).collect();
            goals.extend(codes);
            agreed.extend(dated(found));
        }
        assert_eq!(sorted(agreed), all, "{name}");
        goals.sort();
        assert_eq!(goals, instance.goals.iter().map(|g| g.code.clone()).collect::<Vec<_>>(), "every goal in one agreement");
    }
}

#[test]
fn page_word_file_and_workbook_of_a_paper_agree() {
    let (_, _, papers) = made(&sample("sosu-midt-nord"));
    let mut compared = 0;
    for (name, bytes) in papers.files.iter().filter(|(name, _)| name.contains(".html")) {
        let pages = page(bytes);
        if let Some(file) = papers.files.get(&name.replace(".html", ".docx")) {
            assert_eq!(word(file).iter().map(|t| &t.rows).collect::<Vec<_>>(), pages.iter().map(|t| &t.rows).collect::<Vec<_>>());
        }
        let Some(file) = papers.files.get(&name.replace(".html", ".xlsx")) else { continue };
        for (tab, shown) in workbook(file).iter().skip(1).zip(&pages) {
            let columns: Vec<&str> = shown.head.iter().map(String::as_str).collect();
            for (mine, theirs) in tab.pick(&columns).iter().zip(&shown.rows) {
                for (cell, text) in mine.iter().zip(theirs) {
                    assert_eq!(&as_page(cell, text), text, "{name} {}", tab.title);
                    compared += 1;
                }
            }
            assert_eq!(tab.rows.len(), shown.rows.len(), "{name} {}", tab.title);
        }
    }
    assert!(compared > 1000, "{compared} cells");
}

#[test]
fn exactly_the_schools_with_a_duty_or_a_run_sign() {
    for name in ["tiny", "sosu-midt-nord"] {
        let (instance, plan, papers) = made(&sample(name));
        for fkb in &instance.fkbs {
            let Some(bytes) = papers.files.get(&format!("koordineringsaftale-{}.html", fkb.code)) else { continue };
            let home = |code: &str| instance.goals.iter().any(|g| g.code == code && instance.fkb(g.fkb).code == fkb.code);
            let mut expected = BTreeSet::new();
            for file in ["announcements.csv", "plan.csv"] {
                let rows = rows(&plan, file).into_iter().filter(|row| home(&row["goal_code"]));
                expected.extend(rows.map(|row| name_of(&instance, &row["school_id"]).to_owned()));
            }
            let tables = page(bytes);
            let lines = table(&tables, "Underskrifter").expect("signatures").pick(&["Skole"]);
            let signing: Vec<String> = lines.into_iter().map(|row| row[0].clone()).collect();
            assert_eq!(signing.iter().cloned().collect::<BTreeSet<_>>(), expected, "{name} {}", fkb.code);
            assert_eq!(signing.len(), expected.len(), "each school signs once");
        }
    }
}

#[test]
fn an_agreement_with_an_open_gap_is_a_draft_in_every_form_and_no_other_is() {
    let (instance, plan, papers) = made(&sample("sosu-midt-nord"));
    let gaps = rows(&plan, "gaps.csv");
    let open: BTreeSet<&str> =
        gaps.iter().filter(|row| row["agreement_reference"].is_empty()).map(|row| row["fkb_code"].as_str()).collect();
    assert!(!open.is_empty() && open.len() < instance.fkbs.len(), "the sample has both kinds: {open:?}");
    let mark = "UDKAST - ikke klar til underskrift";
    for fkb in &instance.fkbs {
        let stem = format!("koordineringsaftale-{}", fkb.code);
        let Some(html) = papers.files.get(&format!("{stem}.html")) else { continue };
        let html = String::from_utf8(html.clone()).expect("UTF-8");
        let docx = &papers.files[&format!("{stem}.docx")];
        let xlsx = &papers.files[&format!("{stem}.xlsx")];
        let forms = [
            html.clone(),
            part(docx, "word/document.xml"),
            part(docx, "word/footer1.xml"),
            part(xlsx, "xl/sharedStrings.xml"),
            part(xlsx, "xl/worksheets/sheet2.xml"),
        ];
        for form in forms {
            assert_eq!(form.contains(mark), open.contains(fkb.code.as_str()), "{}", fkb.code);
        }
        assert_eq!(html.contains("Klar til underskrift:"), !open.contains(fkb.code.as_str()));
        for gap in gaps.iter().filter(|row| row["fkb_code"] == fkb.code && row["agreement_reference"].is_empty()) {
            assert!(html.contains(&format!("<li>{} ", gap["goal_code"])), "the notice names {}", gap["goal_code"]);
        }
    }
    assert_eq!(papers.drafts, open.len());
}

#[test]
fn version_and_checksum_stand_on_every_paper() {
    let (_, plan, papers) = made(&sample("tiny"));
    let result: serde_json::Value = serde_json::from_slice(&plan["result.json"]).expect("JSON");
    let checksum = result["plan_sha256"].as_str().expect("a checksum");
    let (version, beginning) = (format!("2027-{}", &checksum[..8]), format!("kontrolsum {}", &checksum[..16]));
    for (name, bytes) in &papers.files {
        // What stands on each page, and what the paper ends with.
        let (pages, whole) = match name.rsplit_once('.').expect("an ending").1 {
            "html" => {
                let page = String::from_utf8(bytes.clone()).expect("UTF-8");
                let feet = page.matches("<tfoot>").count();
                assert_eq!(page.matches(&beginning).count(), feet, "{name}: below each table");
                (page.clone(), page)
            }
            "docx" => (part(bytes, "word/footer1.xml"), part(bytes, "word/document.xml")),
            "xlsx" => (part(bytes, "xl/worksheets/sheet2.xml"), part(bytes, "xl/sharedStrings.xml")),
            _ => continue,
        };
        assert!(pages.contains(&beginning) && pages.contains(&version), "{name}");
        assert_eq!(whole.matches(checksum).count(), 1, "{name}: the whole checksum stands once");
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let (instance, plan, first) = made(&sample("tiny"));
    assert_eq!(papers(&instance, &plan).expect("papers").files, first.files);
    let (_, _, again) = made(&common::shuffled(&sample("tiny"), 5));
    assert_eq!(again.files, first.files, "with the rows in another order");
}

/// Titles and names as somebody hostile would write them.
#[test]
fn what_stands_in_a_cell_is_never_markup_formula_or_a_line_of_its_own() {
    let mut files = sample("tiny");
    let bad = "<script>alert(1)</script>";
    let goals = text(&files, "goals.csv").replacen("Butiksdrift i små samfund (opdigtet)", &format!("{bad} & \"\"x\"\""), 1);
    put(&mut files, "goals.csv", &goals.replacen(&format!("{bad} & \"\"x\"\""), &format!("\"{bad} & \"\"x\"\"\""), 1));
    let schools = text(&files, "schools.csv").replacen("Østklippens Kursusskole (opdigtet)", "=cmd|'/c calc'!A1", 1);
    put(&mut files, "schools.csv", &schools.replacen("Vestklippens Kursusskole (opdigtet)", "+Vest;END:VCALENDAR\\n</w:t>", 1));
    put(&mut files, "plan.toml", "year = 2027\nnetwork = \"</title><b>\\\"&\\u0007\\nBEGIN:VEVENT\"\nseed = 1\n");
    let (_, _, papers) = made(&files);
    for (name, bytes) in &papers.files {
        match name.rsplit_once('.').expect("an ending").1 {
            "html" => {
                let page = String::from_utf8(bytes.clone()).expect("UTF-8");
                let known = [
                    "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "div", "strong", "ul", "ol",
                    "li", "table", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "span",
                ];
                for (tag, _) in tags(&page) {
                    let element = tag.trim_start_matches('/').split(' ').next().expect("a name").to_owned();
                    assert!(known.contains(&element.as_str()), "{name}: <{tag}>");
                }
            }
            "docx" => {
                let tables = page(&papers.files[&name.replace(".docx", ".html")]).len();
                assert!(!part(bytes, "word/document.xml").contains("<script") && word(bytes).len() == tables, "{name}");
            }
            "xlsx" => {
                let tabs = workbook(bytes);
                let cells = tabs.iter().flat_map(|tab| tab.head.iter().chain(tab.rows.iter().flatten()));
                assert!(
                    cells.clone().any(|cell| cell.contains("'=cmd") || cell.contains("'+Vest") || cell.contains("cmd|")),
                    "{name}"
                );
                assert!(cells.clone().all(|cell| !cell.starts_with(['=', '+', '@'])), "{name}");
                assert!(!part(bytes, "xl/worksheets/sheet2.xml").contains("<f>"), "{name}");
            }
            "ics" => assert!(calendar(bytes).iter().all(|event| !event.uid.is_empty()), "{name}"),
            _ => {}
        }
    }
}

/// The character U+FFFE may stand in no file of XML, and the marks would show the end of a line backwards.
#[test]
fn what_no_workbook_may_hold_stands_in_none() {
    let mut files = sample("tiny");
    let goals = text(&files, "goals.csv").replacen("Butiksdrift", "Butiks\u{fffe}drift \u{ffff}\u{202e}x\u{2069}", 1);
    put(&mut files, "goals.csv", &goals);
    put(&mut files, "plan.toml", "year = 2027\nnetwork = \"Øerne\u{fffe}\u{202e}\"\nseed = 1\n");
    let (_, plan, papers) = made(&files);
    let odd = ['\u{fffe}', '\u{ffff}', '\u{202e}', '\u{2069}'];
    let mut told = 0;
    for (name, bytes) in plan.iter().chain(&papers.files) {
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("xlsx") => {
                let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes[..])).expect("an archive");
                let parts: Vec<String> =
                    (0..archive.len()).map(|n| archive.by_index(n).expect("a part").name().to_owned()).collect();
                let parts: Vec<String> = parts.iter().map(|name| part(bytes, name)).collect();
                assert!(parts.iter().all(|text| !text.contains(odd)), "{name}");
                told += usize::from(parts.iter().any(|text| text.contains("Butiks drift   x ")));
            }
            Some("ics") => assert!(!String::from_utf8_lossy(bytes).contains(odd), "{name}"),
            _ => {}
        }
    }
    assert!(told >= 3, "the overview, the agreement and a sheet");
}

/// Run 1 of the first goal with a run is cancelled during the year.
#[test]
fn a_cancelled_run_is_marked_wherever_it_stands() {
    let mut files = sample("tiny");
    let (_, plan, before) = made(&files);
    let first = rows(&plan, "plan.csv").remove(0);
    let (code, start, school) = (first["goal_code"].clone(), danish(&first["start_date"]), first["school_id"].clone());
    put(&mut files, "status.csv", &format!("goal_code,run,enrolled,waiting,deadline,cancelled,school_id\n{code},1,0,0,,true,\n"));
    let (_, same, after) = made(&files);
    assert_eq!(same["plan.csv"], plan["plan.csv"]);
    let marked = |papers: &Papers, name: &str| -> Vec<Vec<String>> {
        let tables = page(&papers.files[name]);
        let all = tables.iter().filter(|table| table.head.contains(&"Bemærkning".to_owned()));
        let rows = all.flat_map(|table| table.pick(&["Målkode", "Startdato", "Bemærkning"]));
        rows.filter(|row| row[2].starts_with("aflyst")).map(|row| row[..2].to_vec()).collect()
    };
    let sheet = format!("skolens-ark-{school}");
    for name in [format!("{sheet}.html"), "koordineringsoversigt.html".to_owned()] {
        assert_eq!(marked(&before, &name), Vec::<Vec<String>>::new(), "{name}");
        assert_eq!(marked(&after, &name), [[code.clone(), start.clone()]], "{name}");
    }
    let cancelled = |papers: &Papers| {
        let calendar = String::from_utf8(papers.files[&format!("{sheet}.ics")].clone()).expect("UTF-8").replace("\r\n ", "");
        let events = calendar.split("BEGIN:VEVENT").skip(1).filter(|event| event.contains("STATUS:CANCELLED"));
        events.map(|event| event.contains(&format!("SUMMARY:Aflyst: {code} "))).collect::<Vec<_>>()
    };
    assert!(cancelled(&before).is_empty() && !cancelled(&after).is_empty() && cancelled(&after).iter().all(|told| *told));
}

/// A short table prints on A4 (paper 9) upright, one with many columns on A3 (paper 8) across.
#[test]
fn a_workbook_prints_on_the_smallest_paper_that_holds_its_table() {
    let (_, _, papers) = made(&sample("tiny"));
    let sheet = |name: &str, number: usize| part(&papers.files[name], &format!("xl/worksheets/sheet{number}.xml"));
    let across =
        |page: &str, size: u8| page.contains(&format!("paperSize=\"{size}\"")) && page.contains("orientation=\"landscape\"");
    assert!(across(&sheet("koordineringsaftale-9001.xlsx", 2), 8), "goals and runs");
    assert!(across(&sheet("koordineringsaftale-9001.xlsx", 3), 9), "signatures");
    assert!(across(&sheet("skolens-ark-vest.xlsx", 2), 8), "runs in the fields of the announcement systems");
}

/// A name that turns the direction of reading would show the version or a date of its line backwards.
#[test]
fn a_name_does_not_turn_the_text_around_it() {
    let mut files = sample("tiny");
    let goals = text(&files, "goals.csv").replacen("Butiksdrift", "\u{202e}Butiksdrift \u{2066}", 1);
    put(&mut files, "goals.csv", &goals);
    let (_, _, papers) = made(&files);
    let pages = papers.files.iter().filter(|(name, _)| name.rsplit('.').next() == Some("html"));
    let (mut told, turning) = (0, ['\u{202e}', '\u{2066}']);
    for (name, bytes) in pages {
        let page = String::from_utf8(bytes.clone()).expect("UTF-8");
        told += usize::from(page.contains("Butiksdrift"));
        assert!(!page.contains(turning), "{name}");
    }
    assert!(told >= 3, "the agreement, the overview and a sheet");
    assert!(!part(&papers.files["koordineringsaftale-9001.docx"], "word/document.xml").contains(turning));
}

#[test]
fn the_workbooks_of_the_meeting_carry_version_and_checksum_on_each_page() {
    let (_, plan, _) = made(&sample("tiny"));
    let result: serde_json::Value = serde_json::from_slice(&plan["result.json"]).expect("JSON");
    let checksum = result["plan_sha256"].as_str().expect("a checksum");
    for name in ["koordineringsoversigt.xlsx", "hulliste.xlsx"] {
        let footer = part(&plan[name], "xl/worksheets/sheet1.xml");
        assert!(footer.contains(checksum) && footer.contains(&format!("2027-{}", &checksum[..8])), "{name}");
    }
}

/// FKB 9001 of tiny is signed by both schools: the heading and the first line stay with the line after them, the last with nothing.
#[test]
fn lines_to_sign_stay_together_on_a_page() {
    let (_, _, papers) = made(&sample("tiny"));
    let document = part(&papers.files["koordineringsaftale-9001.docx"], "word/document.xml");
    let signatures = document.split("<w:tbl>").last().expect("a table");
    let kept: Vec<bool> = signatures.split("<w:tr>").skip(1).map(|row| row.contains("w:val=\"Kept\"")).collect();
    assert_eq!(kept, [true, true, false]);
    let goals = document.split("<w:tbl>").nth(1).expect("a table");
    let rows: Vec<&str> = goals.split("<w:tr>").skip(1).collect();
    let last = rows.iter().rev().take(2).all(|row| row.contains("w:val=\"Kept\""));
    assert!(last && goals.contains("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Kept\"/>"), "signatures do not stand alone on a page");
    let page = String::from_utf8(papers.files["koordineringsaftale-9001.html"].clone()).expect("UTF-8");
    assert!(page.contains("table.tall { break-inside: avoid }"));
}

/// 90059 (FKB 9105) and 90081 (FKB 9106) are the gaps of the sample; an outside school is given an approval for the first.
#[test]
fn every_open_gap_has_an_agreement_to_fill_in_that_names_the_schools_to_ask() {
    let mut files = sample("sosu-midt-nord");
    let approvals = text(&files, "approvals.csv") + "sosu-fvh,9105,,,,\n";
    put(&mut files, "approvals.csv", &approvals);
    let (instance, _, before) = made(&files);
    let papers_of =
        |papers: &Papers| papers.files.keys().filter(|name| name.starts_with("aftale-ekstern-")).cloned().collect::<Vec<_>>();
    let both = |code: &str| ["docx", "html"].map(|ending| format!("aftale-ekstern-{code}.{ending}"));
    assert_eq!(papers_of(&before), [both("90059"), both("90081")].concat());

    let html = String::from_utf8(before.files["aftale-ekstern-90059.html"].clone()).expect("UTF-8");
    let tables = page(html.as_bytes());
    let goal = table(&tables, "Målet").expect("the goal").pick(&["Målkode", "Varighed (dage)", "Kursister på et hold"]);
    let data = instance.goals.iter().find(|goal| goal.code == "90059").expect("the goal");
    assert_eq!(goal, [["90059".to_owned(), "4".to_owned(), format!("{}–{}", data.min, data.max)]]);
    let ask = table(&tables, "Skoler at spørge").expect("schools").pick(&["Skole", "Adresse"]);
    assert_eq!(ask.len(), 1);
    let school = instance.schools.iter().find(|school| school.id == "sosu-fvh").expect("the school");
    assert_eq!(ask[0], [school.name.clone(), school.addresses.join(" ")], "{ask:?}");
    assert!(!school.addresses.is_empty());
    let blank = table(&tables, "Udfyldes").expect("fields").pick(&["Udfyldes"]);
    assert!(blank.len() == 5 && blank.iter().all(|row| row[0].is_empty()), "{blank:?}");
    assert_eq!(table(&tables, "Underskrifter").expect("signatures").rows.len(), 2);
    assert!(!html.contains("svaret nej"), "which school refused is no business of the other party");
    let without = String::from_utf8(before.files["aftale-ekstern-90081.html"].clone()).expect("UTF-8");
    assert!(without.contains("godkendt til FKB 9106"), "nobody is known");
    for name in ["90059", "90081"] {
        let (docx, html) =
            (&before.files[&format!("aftale-ekstern-{name}.docx")], &before.files[&format!("aftale-ekstern-{name}.html")]);
        let rows = |tables: Vec<Table>| tables.into_iter().map(|table| table.rows).collect::<Vec<_>>();
        assert_eq!(rows(word(docx)), rows(page(html)));
    }

    let agreements = text(&files, "agreements.csv") + "90059,sosu-fvh,A-59,2027-04-05,\n";
    put(&mut files, "agreements.csv", &agreements);
    let (_, plan, after) = made(&files);
    assert_eq!(papers_of(&after), both("90081"));
    let closed = rows(&plan, "gaps.csv").into_iter().find(|row| row["goal_code"] == "90059").expect("the row");
    assert_eq!((&*closed["agreement_reference"], &*closed["cure_kind"]), ("A-59", ""));
}

#[test]
fn one_school_signs_alone_and_a_leap_day_is_a_course_day() {
    let (_, _, papers) = made(&one_school(2028, "2028-02-28"));
    let tables = page(&papers.files["skolens-ark-ene.html"]);
    let own = table(&tables, "Kurser, som skolen selv gennemfører").expect("runs");
    let row = own.pick(&["Målkode", "Startdato", "Slutdato", "Kursusdage"]).remove(0);
    assert_eq!(row, ["01234", "28-02-2028", "29-02-2028", "28-02, 29-02"]);
    let event = calendar(&papers.files["skolens-ark-ene.ics"]).into_iter().find(|e| e.first == "20280228").expect("the run");
    assert_eq!((event.end.as_str(), event.summary.as_str()), ("20280301", "01234 Ét mål"));
    let tables = page(&papers.files["koordineringsaftale-0312.html"]);
    assert_eq!(table(&tables, "Underskrifter").expect("signatures").pick(&["Skole"]), [["Eneskolen"]]);
    assert_eq!((papers.ready, papers.drafts), (1, 0));
}

/// 28 and 29 December 2026 lie in week 53; closures.csv opens them.
#[test]
fn week_53_stands_in_the_papers() {
    let mut files = one_school(2026, "2026-12-28");
    put(&mut files, "closures.csv", "from,to,hard\n2026-12-28,2026-12-29,nej\n");
    let (_, _, papers) = made(&files);
    let overview = &page(&papers.files["koordineringsoversigt.html"])[0];
    assert!(overview.pick(&["Startdato", "Uge"]).contains(&vec!["28-12-2026".to_owned(), "53".to_owned()]), "{overview:?}");
}

#[test]
fn an_agreement_shows_its_date_and_week_in_the_overview() {
    let (_, plan, papers) = made(&sample("tiny"));
    let row = ["90004", "12-04-2027", "15", "Fastlandets Fagskole (opdigtet)", "AFT-2027-001"];
    let overview = &page(&papers.files["koordineringsoversigt.html"])[0];
    assert!(
        overview
            .pick(&["Målkode", "Startdato", "Uge", "Ekstern skole", "Aftalereference"])
            .contains(&row.map(str::to_owned).to_vec())
    );
    let csv = text(&plan, "koordineringsoversigt.csv");
    assert!(csv.lines().any(|line| line.contains("90004") && line.contains(";12-04-2027;;15;")), "{csv}");
    let gap = part(&plan["koordineringsoversigt.xlsx"], "xl/styles.xml");
    assert!(gap.contains("FFF8D9CF"), "open gaps are coloured");
}

/// Vest claims both islands, and Øst names only the western one: every run of Øst lies in Vest's home area.
#[test]
fn a_run_in_another_home_area_is_named_on_both_sheets_until_there_is_consent() {
    let mut files = sample("tiny");
    let schools =
        "school_id,name,member,home_municipalities\nfastland,Fastland,false,9902\noest,Øst,true,9901\nvest,Vest,true,9901 9902\n";
    put(&mut files, "schools.csv", schools);
    let about = |papers: &Papers, school: &str| -> Vec<Vec<String>> {
        let tables = page(&papers.files[&format!("skolens-ark-{school}.html")]);
        let found = table(&tables, "Kurser i en anden skoles hjemområde")
            .map(|t| t.pick(&["Målkode", "Gennemførende skole", "Startdato"]));
        sorted(found.unwrap_or_default())
    };
    let (instance, plan, first) = made(&files);
    let expected: Vec<Vec<String>> = runs(&instance, &plan, |row| row["school_id"] == "oest")
        .into_iter()
        .map(|r| vec![r[0].clone(), r[1].clone(), r[3].clone()])
        .collect();
    assert!(!expected.is_empty() && first.away == expected.len());
    assert_eq!((about(&first, "oest"), about(&first, "vest")), (expected.clone(), expected.clone()));
    let remarks = text(&plan, "koordineringsoversigt.csv").matches("Hjemområde for Vest, uden samtykke").count();
    assert_eq!(remarks, expected.len());
    put(
        &mut files,
        "consents.csv",
        &format!("home_school_id,school_id,goal_code,reference\nvest,oest,{},mail\n", expected[0][0]),
    );
    let (_, _, some) = made(&files);
    assert!(about(&some, "vest").iter().all(|row| row[0] != expected[0][0]) && some.away < first.away);
    put(&mut files, "consents.csv", "home_school_id,school_id,reference\nvest,oest,mail\n");
    let (_, _, none) = made(&files);
    assert_eq!((none.away, about(&none, "oest"), about(&none, "vest")), (0, vec![], vec![]));
}

#[test]
fn the_wheel_turns_as_plan_toml_says() {
    let mut files = sample("tiny");
    let plan = text(&files, "plan.toml");
    let wheel = "[wheel]\nforms_back = 2026-04-15\nminutes_days = 3\nforum_meetings = [2026-02-03]\n[wheel.meetings]\n\"HAKL\" = \"28-05-2026\"\n";
    put(&mut files, "plan.toml", &format!("{plan}{wheel}"));
    let (_, _, papers) = made(&files);
    let csv = text(&papers.files, "aarshjul.csv");
    let lines = [
        "02-03-2026;10/2026;Koordineringsskemaer sendes ud;;sekretariatet;kommissorium",
        "15-04-2026;16/2026;Koordineringsskemaer er returneret;;skolerne;kommissorium",
        // 14 May 2026 is Ascension Day.
        "13-05-2026;20/2026;Punkter til dagsordenen er afleveret;Koordineringsmøde HAKL;skolerne;forretningsorden",
        "21-05-2026;21/2026;Dagsorden er sendt ud;Koordineringsmøde HAKL;sekretariatet;forretningsorden",
        "28-05-2026;22/2026;Mødet holdes;Koordineringsmøde HAKL;alle;kommissorium",
        // Sunday 31 May goes back to Friday.
        "29-05-2026;22/2026;Referat er sendt ud;Koordineringsmøde HAKL;sekretariatet;forretningsorden",
        "11-06-2026;24/2026;Kommentarer til referatet er afleveret;Koordineringsmøde HAKL;skolerne;forretningsorden",
        "20-01-2026;4/2026;Punkter til dagsordenen er afleveret;Samarbejdsforum, møde 1;skolerne;forretningsorden",
    ];
    for line in lines {
        assert!(csv.contains(&format!("{line}\r\n")), "{line}\n{csv}");
    }
    let table = &page(&papers.files["aarshjul.html"])[0];
    assert_eq!(table.rows.len(), csv.lines().count() - 1);
    let events = calendar(&papers.files["aarshjul.ics"]);
    assert_eq!(events.len(), table.rows.len());
    assert!(events.iter().any(|e| e.first == "20260528" && e.end == "20260529" && e.summary == "Koordineringsmøde HAKL"));
}

#[test]
fn english_papers_are_english() {
    let mut files = sample("tiny");
    let plan = text(&files, "plan.toml").replace("\"da\"", "\"en\"");
    put(&mut files, "plan.toml", &plan);
    let (_, _, papers) = made(&files);
    let tables = page(&papers.files["skolens-ark-vest.html"]);
    assert!(table(&tables, "Runs that the school executes itself").is_some());
    assert!(papers.files.keys().any(|name| name == "aarshjul.ics"), "names of files stay");
}

#[test]
fn only_a_verified_plan_becomes_papers_and_old_papers_go() {
    let room = tempfile::tempdir().expect("a folder");
    let dir = room.path();
    let (_, plan, papers) = made(&sample("tiny"));
    write(&dir.join("in"), &sample("tiny"));
    write(&dir.join("out"), &plan);
    let mut old: Files = ["skolens-ark-gammel.ics", "noter.txt"].map(|n| (n.to_owned(), vec![1])).into();
    for ending in ["docx", "xlsx"] {
        let paper = papers.files[&format!("koordineringsaftale-9001.{ending}")].clone();
        old.insert(format!("koordineringsaftale-1111.{ending}"), paper);
    }
    write(&dir.join("papers"), &old);
    let (code, said) = run(dir, &["papirer", "in", "out", "-o", "papers"]);
    assert_eq!(code, Some(0), "{said}");
    let names = |folder: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(dir.join(folder)).expect("a folder");
        entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    };
    let mut expected: BTreeSet<String> = papers.files.keys().cloned().collect();
    expected.insert("noter.txt".to_owned());
    assert_eq!(names("papers"), expected);
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, json["agreements_draft"].as_u64()), (Some(0), Some(1)), "{said}");
    let changed = text(&plan, "plan.csv").replacen("2027-03-08", "2027-03-09", 1);
    std::fs::write(dir.join("out/plan.csv"), changed).expect("written");
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "other"]);
    assert!(code == Some(7) && said.contains("AFVIST") && !dir.join("other").exists(), "{code:?} {said}");
    assert_eq!(run(dir, &["papers", "in", "out", "-o", "in"]).0, Some(2), "a planning folder is no place for papers");
    assert_eq!(run(dir, &["papers", "in", "nothing", "-o", "other"]).0, Some(3));
}

/// The paper as a program leaves it that keeps its parts and changes what they say.
fn filled_in(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> = (0..archive.len()).map(|n| archive.by_index(n).expect("a part").name().to_owned()).collect();
    let parts: Vec<String> = names
        .iter()
        .map(|name| part(bytes, name).replacen("<w:body>", "<w:body><w:p><w:r><w:t>UCH</w:t></w:r></w:p>", 1))
        .collect();
    let parts: Vec<(&str, &str)> = names.iter().zip(&parts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    common::zip::stored(&parts)
}

/// The agreement with the school outside is filled in where it lies; then the papers are made anew. An archive with other parts stands for
/// what Word makes of the file, the first bytes of its own container for what it saves with a password.
#[test]
fn papers_that_somebody_worked_in_are_not_replaced() {
    let room = tempfile::tempdir().expect("a folder");
    let dir = room.path();
    let (_, plan, papers) = made(&sample("tiny"));
    write(&dir.join("in"), &sample("tiny"));
    write(&dir.join("out"), &plan);
    write(&dir.join("papers"), &papers.files);
    let own =
        ["koordineringsaftale-9001 underskrevet.docx", "aftale-ekstern-90003 (udfyldt).docx", "koordineringsaftale-9001.pdf"];
    let copies: Files = own.map(|name| (name.to_owned(), b"signed".to_vec())).into();
    write(&dir.join("papers"), &copies);
    let make = || run(dir, &["papirer", "in", "out", "-o", "papers"]);
    let (code, said) = make();
    assert!(
        code == Some(0) && own.iter().all(|name| dir.join("papers").join(name).is_file()),
        "copies under other names stay: {said}"
    );
    let path = dir.join("papers/aftale-ekstern-90003.docx");
    let other = common::zip::stored(&[("word/document.xml", "<w:document/>"), ("docProps/core.xml", "<a/>")]);
    let locked = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 504]].concat();
    for filled in [other, locked, filled_in(&papers.files["aftale-ekstern-90003.docx"])] {
        std::fs::write(&path, &filled).expect("written");
        std::fs::write(dir.join("papers/aarshjul.ics"), "old").expect("written");
        let (code, said) = make();
        assert!(code == Some(2) && said.contains("aftale-ekstern-90003.docx: er rettet"), "{code:?} {said}");
        assert_eq!(std::fs::read(&path).expect("the paper"), filled);
        assert_eq!(std::fs::read(dir.join("papers/aarshjul.ics")).expect("the wheel"), b"old", "nothing is written");
    }
    std::fs::remove_file(&path).expect("moved away");
    let (code, said) = make();
    assert!(code == Some(0) && path.is_file(), "{code:?} {said}");
}
