//! A form as a workbook: questions with drop-downs and locked headings, the guide, and the hidden sheet.

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, IgnoreError, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::columns::{COLUMNS, Column, FILLED};
use super::export::Form;
use super::prefill::Filled;
use super::stamp;
use super::words::{ANSWERS, GUIDE, REASONS, Word, YES_NO};
use crate::report::papers::sheet::harmless;
use crate::report::papers::sheet_xlsx::wrapped;
use crate::report::text::decimal;

/// Row of the headings, 0 = first.
pub const HEADER: u32 = 3;
/// Empty rows at the end, for more runs of a goal.
pub const SPARE: u32 = 25;

/// Height of a line of text in points, and most lines of a row.
const LINE: f64 = 15.0;
const LINES: u32 = 6;
/// Longest text of a cell; a workbook holds 32,767.
const LONGEST: usize = 32_000;
/// Most runs and participants that forms.csv takes.
pub const MOST_RUNS: i32 = 26;
/// Most participants.
pub const MOST_PEOPLE: i32 = 200;

struct Formats {
    title: Format,
    hint: Format,
    heading: Format,
    filled_heading: Format,
    given: Format,
    filled: Format,
    number: Format,
    as_text: Format,
}

impl Formats {
    fn new() -> Self {
        let line =
            |format: Format| format.set_border(FormatBorder::Thin).set_border_color(0x00C8_C8C8).set_align(FormatAlign::Top);
        let heading = line(Format::new().set_bold().set_text_wrap());
        // All below the headings is unlocked, else the rows could not be sorted or copied.
        let cell = line(Format::new().set_text_wrap().set_unlocked());
        Self {
            title: Format::new().set_bold().set_font_size(14),
            hint: Format::new().set_font_color(0x0040_4040),
            heading: heading.clone().set_background_color(0x00DD_E6EE),
            filled_heading: heading.set_background_color(0x00FF_E9A8),
            given: cell.clone().set_background_color(0x00F2_F2F2).set_num_format("@"),
            as_text: cell.clone().set_num_format("@"),
            number: cell.clone().set_align(FormatAlign::Center),
            filled: cell,
        }
    }
}

/// The bytes of the file; the same form gives the same bytes.
#[must_use]
pub fn bytes(form: &Form<'_>) -> Vec<u8> {
    match workbook(form) {
        Ok(bytes) => bytes,
        // Texts are cut to what a cell can hold, and 3,000 goals are far fewer rows than a sheet has: no input leads here.
        Err(error) => unreachable!("a form keeps to the limits of a workbook: {error}"),
    }
}

fn workbook(form: &Form<'_>) -> Result<Vec<u8>, XlsxError> {
    let language = form.instance.language;
    let mut book = Workbook::new();
    // The time of writing would make the bytes differ from run to run.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let formats = Formats::new();
    let page = book.add_worksheet();
    page.set_name(Word::Sheet.text(language))?;
    questions(page, form, &formats)?;
    let last = HEADER + u32::try_from(form.lines.len()).unwrap_or(0) + SPARE;
    drop_downs(page, form, last)?;
    arrange(page, form, last)?;
    let page = book.add_worksheet();
    page.set_name(Word::GuideSheet.text(language))?;
    guide(page, form)?;
    let page = book.add_worksheet();
    page.set_name(stamp::STAMP_SHEET)?;
    hidden(page, form)?;
    book.save_to_buffer()
}

fn text(text: &str) -> String {
    harmless(text).chars().take(LONGEST).collect()
}

fn questions(page: &mut Worksheet, form: &Form<'_>, formats: &Formats) -> Result<(), XlsxError> {
    let (language, year) = (form.instance.language, form.instance.calendar.year().to_string());
    let school = &form.instance.school(form.asked.school).name;
    let title = Word::Title.fill(language, &[("year", &year), ("school", school)]);
    page.write_string_with_format(0, 0, text(&title), &formats.title)?;
    page.write_string_with_format(1, 0, Word::Hint.text(language), &formats.hint)?;
    for (column, word, width) in COLUMNS {
        let format = if FILLED.contains(&column) { &formats.filled_heading } else { &formats.heading };
        page.set_column_width(column.position(), width)?;
        page.write_string_with_format(HEADER, column.position(), word.text(language), format)?;
    }
    page.set_row_height(0, 1.5 * LINE)?.set_row_height(2, 0.4 * LINE)?.set_row_height(HEADER, 2.0 * LINE)?;
    for (line, (at, cells)) in (HEADER + 1..).zip(&form.lines) {
        let given = given(form, *at);
        page.set_row_height(line, LINE * f64::from(height(&given, cells)))?;
        for (column, value) in &given {
            page.write_string_with_format(line, column.position(), text(value), &formats.given)?;
        }
        for (column, value) in FILLED.into_iter().zip(cells) {
            fill(page, line, column, value, formats)?;
        }
    }
    let first_spare = HEADER + 1 + u32::try_from(form.lines.len()).unwrap_or(0);
    for line in first_spare..first_spare + SPARE {
        for (column, _, _) in COLUMNS {
            fill(page, line, column, "", formats)?;
        }
    }
    Ok(())
}

/// What the school reads about a goal.
fn given(form: &Form<'_>, at: usize) -> [(Column, String); 7] {
    let (instance, question) = (form.instance, &form.asked.questions[at]);
    let (goal, fkb) = (instance.goal(question.goal), instance.fkb(question.fkb));
    let days = format!("{}.{:03}", goal.duration / 1000, goal.duration % 1000);
    let days = decimal(instance.language, days.trim_end_matches('0').trim_end_matches('.'));
    [
        (Column::Fkb, fkb.code.clone()),
        (Column::Goal, goal.code.clone()),
        (Column::Title, goal.title.clone()),
        (Column::FkbTitle, fkb.title.clone()),
        (Column::Days, days),
        (Column::Usual, format!("{}-{}", goal.min, goal.max)),
        (Column::LastYear, question.last_year.clone()),
    ]
}

/// Lines that the fullest cell of the row needs; not every program finds the height of wrapped text itself.
fn height(given: &[(Column, String)], filled: &Filled) -> u32 {
    let width = |column: Column| COLUMNS.iter().find(|(c, _, _)| *c == column).map_or(10, |(_, _, width)| *width as usize);
    let all = given.iter().map(|(c, text)| (*c, text)).chain(FILLED.into_iter().zip(filled));
    all.map(|(column, text)| wrapped(text, width(column))).max().unwrap_or(1).clamp(1, LINES)
}

fn fill(page: &mut Worksheet, line: u32, column: Column, value: &str, formats: &Formats) -> Result<(), XlsxError> {
    // Dates stay as they are typed; a spreadsheet would make its own of "12/3".
    let typed = matches!(column, Column::When | Column::Goal | Column::Fkb);
    let is_number = matches!(column, Column::Runs | Column::Min | Column::Max);
    let format = match (typed, is_number) {
        (true, _) => &formats.as_text,
        (_, true) => &formats.number,
        _ => &formats.filled,
    };
    match value.parse::<u32>() {
        _ if value.is_empty() => page.write_blank(line, column.position(), format)?,
        Ok(number) if is_number => page.write_number_with_format(line, column.position(), number, format)?,
        _ => page.write_string_with_format(line, column.position(), text(value), format)?,
    };
    Ok(())
}

/// A list on the hidden sheet as a drop-down.
fn list(column: u16, length: usize) -> DataValidation {
    let letter = char::from(b'A' + column as u8);
    let (first, last) = (stamp::LISTS_FROM + 1, stamp::LISTS_FROM as usize + length.max(1));
    let range = format!("={}!${letter}${first}:${letter}${last}", stamp::STAMP_SHEET);
    DataValidation::new().allow_list_formula(Formula::new(range))
}

fn drop_downs(page: &mut Worksheet, form: &Form<'_>, last: u32) -> Result<(), XlsxError> {
    let first = HEADER + 1;
    let whole = |most| DataValidation::new().allow_whole_number(DataValidationRule::Between(1, most));
    let rules = [
        (Column::Answer, list(stamp::ANSWER_LIST, ANSWERS.len())),
        (Column::Why, list(stamp::REASON_LIST, REASONS.len()).show_error_message(false)),
        (Column::Guarantee, list(stamp::YES_NO_LIST, YES_NO.len())),
        (Column::Runs, whole(MOST_RUNS)),
        (Column::Min, whole(MOST_PEOPLE)),
        (Column::Max, whole(MOST_PEOPLE)),
        (Column::Place, list(stamp::PLACES, form.places.len())),
    ];
    for (column, rule) in rules {
        let rule = rule.set_error_style(DataValidationErrorStyle::Stop);
        page.add_data_validation(first, column.position(), last, column.position(), &rule)?;
    }
    // A goal without an answer shows.
    let (goal, answer) = (char::from(b'A' + Column::Goal.position() as u8), char::from(b'A' + Column::Answer.position() as u8));
    let open = format!("=AND(${goal}{0}<>\"\",${answer}{0}=\"\")", first + 1);
    let shown =
        ConditionalFormatFormula::new().set_rule(Formula::new(open)).set_format(Format::new().set_background_color(0x00FF_F7D6));
    page.add_conditional_format(first, Column::Answer.position(), last, Column::Answer.position(), &shown)?;
    Ok(())
}

/// Headings stay in sight and cannot be changed; rows can be sorted, filtered, added. Printed on A3 across.
fn arrange(page: &mut Worksheet, form: &Form<'_>, last: u32) -> Result<(), XlsxError> {
    let last_column = COLUMNS.len() as u16 - 1;
    page.set_freeze_panes(HEADER + 1, Column::Title.position() + 1)?;
    page.autofilter(HEADER, 0, last, last_column)?;
    page.set_repeat_rows(HEADER, HEADER)?;
    page.set_print_area(0, 0, last, last_column)?;
    page.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    // An & begins a code in a footer; two stand for one. Excel takes at most 255 signs.
    let school: String = form.instance.school(form.asked.school).name.chars().take(100).collect();
    page.set_footer(format!("&L{} {}&R&P / &N", school.replace('&', "&&"), form.instance.calendar.year()));
    page.ignore_error_range(HEADER + 1, 0, last, last_column, IgnoreError::NumberStoredAsText)?;
    page.set_selection(HEADER + 1, Column::Answer.position(), HEADER + 1, Column::Answer.position())?;
    let allowed = ProtectionOptions {
        insert_rows: true,
        delete_rows: true,
        format_cells: true,
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    };
    page.protect_with_options(&allowed);
    Ok(())
}

fn guide(page: &mut Worksheet, form: &Form<'_>) -> Result<(), XlsxError> {
    const WIDTH: usize = 74;
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = Format::new().set_bold().set_font_size(14);
    page.set_column_width(0, WIDTH as f64)?;
    for (line, word) in (0..).zip(GUIDE) {
        let sentence = word.text(form.instance.language);
        page.write_string_with_format(line, 0, sentence, if line == 0 { &bold } else { &plain })?;
        page.set_row_height(line, LINE * f64::from(wrapped(sentence, WIDTH)) + 6.0)?;
    }
    page.set_print_area(0, 0, GUIDE.len() as u32 - 1, 0)?;
    page.set_print_fit_to_pages(1, 0).set_paper_size(9);
    page.protect();
    Ok(())
}

fn hidden(page: &mut Worksheet, form: &Form<'_>) -> Result<(), XlsxError> {
    let language = form.instance.language;
    for (line, (key, value)) in (0..).zip(form.stamp.rows()) {
        page.write_string(line, 0, key)?;
        page.write_string(line, 1, text(value))?;
    }
    let words = |words: &[Word]| words.iter().map(|w| w.text(language).to_string()).collect::<Vec<_>>();
    let lists = [
        (stamp::ASKED, form.stamp.asked.clone()),
        (stamp::PLACES, form.places.iter().map(|p| text(&p.label)).collect()),
        (stamp::PLACE_IDS, form.places.iter().map(|p| p.id.clone()).collect()),
        (stamp::ANSWER_LIST, words(&ANSWERS)),
        (stamp::REASON_LIST, words(&REASONS)),
        (stamp::YES_NO_LIST, words(&YES_NO)),
    ];
    for (column, values) in lists {
        for (line, value) in (stamp::LISTS_FROM..).zip(values) {
            page.write_string(line, column, value)?;
        }
    }
    page.set_hidden(true);
    page.protect();
    Ok(())
}
