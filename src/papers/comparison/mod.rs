//! Plans of a year side by side: one table in natural units, and below it the goals that differ, for the terminal, a spreadsheet and
//! programs. The weighted sum is an appendix row: it means nothing between plans of different profile or demand.

mod data;
mod fairness;
mod known;
mod screen;
mod states;
mod words;

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{ConditionalFormatFormula, Format, Worksheet, XlsxError};

use crate::compare::difference::Totals;
use crate::compare::measures::{Load, Measured, differ, differing, elsewhere};
use crate::compare::plan::{FiledPlan, State};
use crate::domain::instance::Language;
use crate::domain::units::rdiv;
use crate::report::papers::sheet::Cell;
use crate::report::papers::sheet_csv;
use crate::report::papers::sheet_xlsx::{Formats, fill_table, new_workbook};
pub use data::data;
pub use fairness::Lightening;
pub use known::{BASE, Known, LIGHTENED, Names, RELIEVED, title};
pub use screen::screen;
use states::told_apart;
use words::CompareWord as W;

/// Widths in characters: labels, a plan's column, its places, codes, titles.
const LABEL: u16 = 52;
const PLAN: u16 = 34;
const PLACES: u16 = 26;
const CODE: u16 = 12;
const TITLE: u16 = 44;

/// The Danish municipalities, built in: a plan folder knows their codes.
const MUNICIPALITIES: &str = include_str!("../../domain/municipalities.csv");

/// A table: headings with their widths, and rows.
struct Table {
    columns: Vec<(String, u16)>,
    rows: Vec<Vec<Cell>>,
}

/// The files of the comparison, by name: the table in natural units, the goals that differ where there are several plans, the schools of
/// the first where it stands alone or where it is known what lightening one costs; as CSV, and on tabs of a workbook, which names the scenarios
/// without a plan too. The same plans give the same bytes.
#[must_use]
pub fn files(plans: &[Measured], known: &Known<'_>, language: Language) -> BTreeMap<String, Vec<u8>> {
    let (measures, goals) = (measures(plans, known, language), goals(plans, known, language));
    let csv = |table: &Table| {
        let headings: Vec<&str> = table.columns.iter().map(|(heading, _)| heading.as_str()).collect();
        sheet_csv::rows(&headings, &table.rows)
    };
    let mut tabs = vec![(W::Measure, Some("sammenligning.csv"), measures)];
    if plans.len() != 1 {
        tabs.push((W::Goals, Some("sammenligning-maal.csv"), goals));
    }
    if let Some(schools) = schools(plans, known, language) {
        tabs.push((W::Fairness, Some("retfaerdighed.csv"), schools));
    }
    if plans.len() > 1 {
        tabs.push((W::SchoolDays, Some("sammenligning-skoler.csv"), fairness::days(plans, known, language)));
    }
    if !known.failed.is_empty() {
        tabs.push((W::Failed, None, failed(known.failed, language)));
    }
    let mut files: BTreeMap<String, Vec<u8>> =
        tabs.iter().filter_map(|(_, name, table)| Some(((*name)?.to_owned(), csv(table)))).collect();
    files.insert("sammenligning.xlsx".to_owned(), bytes(&tabs, language));
    files
}

/// What each school carries in the first plan, where it stands alone or where it is known what lightening one costs.
fn schools(plans: &[Measured], known: &Known<'_>, language: Language) -> Option<Table> {
    let plan = plans.first().filter(|_| plans.len() == 1 || known.lightening.is_some())?;
    Some(fairness::table(plan, known, language))
}

/// The scenarios without a plan: a row for each line of why.
fn failed(failed: &[(String, String)], language: Language) -> Table {
    let columns = vec![(W::Failed.text(language).to_owned(), TITLE), (W::Why.text(language).to_owned(), 110)];
    let rows = failed.iter().flat_map(|(name, why)| why.lines().map(|line| vec![Cell::text(name), Cell::text(line.trim())]));
    Table { columns, rows: rows.collect() }
}

/// A table with its tab and the name of its file; without a name it stands in the workbook only.
type Tab = (W, Option<&'static str>, Table);

fn bytes(tabs: &[Tab], language: Language) -> Vec<u8> {
    match workbook(tabs, language) {
        Ok(bytes) => bytes,
        // Rows and texts are cut to what a workbook can hold: no input leads here.
        Err(error) => unreachable!("a comparison keeps to the limits of a workbook: {error}"),
    }
}

fn workbook(tabs: &[Tab], language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = new_workbook()?;
    let formats = Formats::default();
    for (tab, _, table) in tabs {
        let page = book.add_worksheet();
        page.set_name(tab.text(language))?;
        let columns: Vec<(&str, u16)> = table.columns.iter().map(|(heading, width)| (heading.as_str(), *width)).collect();
        fill_table(page, &columns, table.rows.iter().map(|row| (&row[..], false)), &formats)?;
        let labels = if *tab == W::Goals { 2 } else { 1 };
        page.set_freeze_panes(1, labels)?;
        if matches!(tab, W::Goals | W::SchoolDays) {
            mark_changes(page, labels, table)?;
        }
        page.set_footer("&L&A&R&P / &N");
    }
    book.save_to_buffer()
}

/// Colours the cells that are not as in the first plan, whose column comes after the labels.
fn mark_changes(page: &mut Worksheet, labels: u16, table: &Table) -> Result<(), XlsxError> {
    let (last, rows) = (table.columns.len().saturating_sub(1), table.rows.len());
    let (Ok(last), Ok(rows)) = (u16::try_from(last), u32::try_from(rows)) else { return Ok(()) };
    if last <= labels || rows == 0 {
        return Ok(());
    }
    let [first, other] = [labels, labels + 1].map(column_number_to_name);
    let differs = ConditionalFormatFormula::new()
        .set_rule(format!("={other}2<>${first}2").as_str())
        .set_format(Format::new().set_background_color("#FFF2CC"));
    page.add_conditional_format(1, labels + 1, rows, last, &differs)?;
    Ok(())
}

/// What each plan is called.
fn headings<'a>(plans: &'a [Measured], known: &'a Known<'_>) -> impl Iterator<Item = String> + 'a {
    plans.iter().enumerate().map(|(at, plan)| known.titles.get(at).unwrap_or(&plan.name).clone())
}

/// The position of one of the plans.
fn at(plans: &[Measured], plan: &Measured) -> Option<usize> {
    plans.iter().position(|other| std::ptr::eq(other, plan))
}

/// The first table: a row for each number, a column for each plan.
fn measures(plans: &[Measured], known: &Known<'_>, language: Language) -> Table {
    let mut columns = vec![(W::Measure.text(language).to_owned(), LABEL)];
    columns.extend(headings(plans, known).map(|heading| (heading, PLAN)));
    let row = |(word, cell): &Line<'_>| std::iter::once(Cell::text(word.text(language))).chain(plans.iter().map(cell)).collect();
    let said = |word: W| match word {
        W::Changed => !known.changed.is_empty(),
        W::Differing | W::DifferingSchools => plans.len() > 1,
        _ => true,
    };
    let rows = lines(plans, known, language).iter().filter(|(word, _)| said(*word)).map(row).collect();
    Table { columns, rows }
}

/// What a row says of a plan.
type Line<'a> = (W, Box<dyn Fn(&Measured) -> Cell + 'a>);

fn lines<'a>(plans: &'a [Measured], known: &'a Known<'_>, language: Language) -> Vec<Line<'a>> {
    let count = |of: fn(&Totals) -> usize| -> Box<dyn Fn(&Measured) -> Cell> {
        Box::new(move |plan| Cell::Number(i64::try_from(of(&plan.totals)).unwrap_or(i64::MAX)))
    };
    let range = move |of: fn(&Load) -> i64| -> Box<dyn Fn(&Measured) -> Cell + 'a> {
        Box::new(move |plan| span(plan, known, of, language))
    };
    vec![
        (
            W::Changed,
            Box::new(|plan| at(plans, plan).and_then(|at| known.changed.get(at)).map_or(Cell::Empty, |text| Cell::text(text))),
        ),
        (W::Gaps, count(|totals| totals.gaps)),
        (W::Covered, count(|totals| totals.covered)),
        (W::Agreements, count(|totals| totals.agreements)),
        (W::Runs, count(|totals| totals.runs)),
        (W::Guarantees, count(|totals| totals.guarantees)),
        (W::Expected, Box::new(|plan| Cell::Number(rdiv(plan.totals.expected, 1000)))),
        (W::NarrowRuns, Box::new(|plan| Cell::Number(plan.narrow_runs()))),
        (W::NarrowHeld, Box::new(|plan| Cell::Number(rdiv(plan.narrow_held, 1000)))),
        (W::RunsPerSchool, range(|load| load.runs)),
        (W::DaysPerSchool, range(|load| load.days)),
        (W::AboveFair, Box::new(move |plan| above_fair(plan, known, language))),
        (W::Farthest, Box::new(move |plan| farthest(plan, language))),
        (W::Moved, Box::new(|plan| Cell::Number(plan.moved))),
        (W::Differing, Box::new(move |plan| differing_from_first(plans, plan, differ))),
        (W::DifferingSchools, Box::new(move |plan| differing_from_first(plans, plan, elsewhere))),
        (W::Profile, Box::new(move |plan| Cell::text(&title(&plan.plan.profile, language)))),
        (W::Improvable, Box::new(|plan| Cell::Thousandths(100 * plan.improvable()))),
        (W::Value, Box::new(|plan| Cell::Thousandths(plan.value))),
    ]
}

fn span(plan: &Measured, known: &Known<'_>, of: fn(&Load) -> i64, language: Language) -> Cell {
    let Some((least, most)) = plan.range(of) else { return Cell::Empty };
    let [low, high] = [of(least), of(most)].map(|number| number.to_string());
    let [first, last] = [least, most].map(|load| known.names.school(&load.school));
    let values = [("least", low.as_str()), ("first", first), ("most", &high), ("last", last)];
    Cell::Text(W::Range.fill(language, &values))
}

fn above_fair(plan: &Measured, known: &Known<'_>, language: Language) -> Cell {
    let Some((_, most)) = plan.range(|load| load.days - load.fair) else { return Cell::Empty };
    let days = (most.days - most.fair).max(0);
    if days == 0 {
        return Cell::Number(0);
    }
    Cell::Text(W::At.fill(language, &[("value", &days.to_string()), ("place", known.names.school(&most.school))]))
}

fn farthest(plan: &Measured, language: Language) -> Cell {
    let Some((tenths, area, group)) = &plan.farthest else { return Cell::Empty };
    let km = sheet_csv::number(100 * tenths, language);
    let place = W::Place.fill(language, &[("place", municipality(area)), ("group", group)]);
    Cell::Text(W::At.fill(language, &[("value", &km), ("place", &place)]))
}

/// The name of a Danish municipality, else the code as it is.
fn municipality(code: &str) -> &str {
    let named =
        |line: &'static str| line.split_once(',').filter(|(of, _)| *of == code).and_then(|(_, rest)| rest.split(',').next());
    MUNICIPALITIES.lines().find_map(named).unwrap_or(code)
}

fn differing_from_first(plans: &[Measured], plan: &Measured, differ: fn(&FiledPlan, &FiledPlan, &str) -> bool) -> Cell {
    let Some(first) = plans.first().filter(|first| !std::ptr::eq(*first, plan)) else { return Cell::Empty };
    let count = differing(plans).into_iter().filter(|code| differ(&first.plan, &plan.plan, code)).count();
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The second table: the goals that are not the same in all plans, first those that are not at the same schools.
fn goals(plans: &[Measured], known: &Known<'_>, language: Language) -> Table {
    let mut columns = vec![(W::Goal.text(language).to_owned(), CODE), (W::Title.text(language).to_owned(), TITLE)];
    columns.extend(headings(plans, known).map(|heading| (heading, PLACES)));
    let row = |code: &str| {
        let title = plans.iter().find_map(|plan| plan.plan.goals.get(code)).map_or("", |goal| goal.title.as_str());
        let states: Vec<Option<&State>> = plans.iter().map(|plan| plan.plan.goals.get(code).map(|goal| &goal.state)).collect();
        let cells = told_apart(&states, known, language).into_iter().map(|text| Cell::text(&text));
        [Cell::text(code), Cell::text(title)].into_iter().chain(cells).collect()
    };
    let far = |code: &&str| plans.iter().skip(1).any(|plan| elsewhere(&plans[0].plan, &plan.plan, code));
    let (far, near): (Vec<&str>, Vec<&str>) = differing(plans).into_iter().partition(far);
    Table { columns, rows: far.into_iter().chain(near).map(row).collect() }
}
