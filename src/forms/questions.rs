//! What each school is asked: every goal in scope of the FKBs that it is approved for in the plan year, and who announced it
//! the year before.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::words::Word;
use crate::domain::calendar::Day;
use crate::domain::ids::{FkbIx, GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::read::folder::Folder;
use crate::read::table::{Row, Table};
use crate::read::value;

/// One goal on the form of one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The goal.
    pub goal: GoalIx,
    /// The FKB under which it stands: its home if the school is approved for that, else the first one of its others.
    pub fkb: FkbIx,
    /// Who announced it last year, in words.
    pub last_year: String,
    /// The school announced it last year itself, and has a site that may hold it.
    pub offered_last_year: bool,
}

/// The form of one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The school, a member.
    pub school: SchoolIx,
    /// Its questions by FKB and goal; never empty.
    pub questions: Vec<Question>,
}

impl Asked {
    /// Position of the question about a goal.
    #[must_use]
    pub fn position(&self, goal: GoalIx) -> Option<usize> {
        self.questions.iter().position(|q| q.goal == goal)
    }
}

/// A file of the folder; empty if it is not there.
pub(super) fn table(folder: &Folder, name: &str) -> Table {
    Table::parse(name, folder.bytes(name).unwrap_or_default())
}

/// The forms of all members that are approved for anything in scope, by school. The folder must have passed `check`.
#[must_use]
pub fn asked(instance: &Instance, folder: &Folder) -> Vec<Asked> {
    let approvals = Approvals::read(instance, folder);
    let history = History::read(instance, folder);
    let mut out = Vec::new();
    for (at, _) in instance.schools.iter().enumerate().filter(|(_, school)| school.member) {
        let school = SchoolIx::from(at);
        let mut questions: Vec<Question> = instance
            .goal_ixs()
            .filter_map(|goal| {
                let fkb = approvals.fkb(instance, school, goal)?;
                Some(history.question(instance, school, goal, fkb))
            })
            .collect();
        questions.sort_by_key(|q| (q.fkb, q.goal));
        if !questions.is_empty() {
            out.push(Asked { school, questions });
        }
    }
    out
}

/// Approvals valid on some day of the year: by school and FKB the codes of excepted goals, one list per approval.
struct Approvals(BTreeMap<(SchoolIx, FkbIx), Vec<Vec<String>>>);

impl Approvals {
    fn read(instance: &Instance, folder: &Folder) -> Self {
        let table = table(folder, "approvals.csv");
        let mut valid: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in &table.rows {
            let school = school(instance, table.cell(row, "school_id"));
            let fkb = instance.fkbs.iter().position(|f| f.code == table.cell(row, "fkb_code")).map(FkbIx::from);
            if let (Some(school), Some(fkb)) = (school, fkb)
                && in_year(instance, &table, row)
            {
                let except = table.cell(row, "except_goals").split([' ', ',', ';', '\u{a0}']).map(str::to_string).collect();
                valid.entry((school, fkb)).or_default().push(except);
            }
        }
        Self(valid)
    }

    /// The FKB under which the school is asked about the goal, if it is approved for it.
    fn fkb(&self, instance: &Instance, school: SchoolIx, goal: GoalIx) -> Option<FkbIx> {
        let goal = instance.goal(goal);
        let approved = |fkb: &FkbIx| {
            let lists = self.0.get(&(school, *fkb));
            lists.is_some_and(|lists| lists.iter().any(|except| !except.contains(&goal.code)))
        };
        std::iter::once(goal.fkb).chain(goal.also_in.iter().copied()).find(approved)
    }
}

fn in_year(instance: &Instance, table: &Table, row: &Row) -> bool {
    let date = |column: &str| -> Option<NaiveDate> { value::date(table.cell(row, column)).ok() };
    let first = instance.calendar.date(Day(0));
    let last = instance.calendar.date(Day(instance.calendar.len() as u16 - 1));
    date("valid_from").is_none_or(|from| from <= last) && date("valid_to").is_none_or(|to| to >= first)
}

pub(super) fn school(instance: &Instance, id: &str) -> Option<SchoolIx> {
    instance.schools.binary_search_by(|s| s.id.as_str().cmp(id)).ok().map(SchoolIx::from)
}

pub(super) fn goal(instance: &Instance, code: &str) -> Option<GoalIx> {
    instance.goals.binary_search_by(|g| g.code.as_str().cmp(code)).ok().map(GoalIx::from)
}

/// Runs announced, held, and participants.
type Counts = [u64; 3];

/// Last year's announcements by goal and school.
struct History(BTreeMap<(GoalIx, SchoolIx), Counts>);

impl History {
    fn read(instance: &Instance, folder: &Folder) -> Self {
        let table = table(folder, "history.csv");
        let last_year = (instance.calendar.year() - 1).to_string();
        let mut counts: BTreeMap<_, Counts> = BTreeMap::new();
        for row in table.rows.iter().filter(|row| table.cell(row, "year") == last_year) {
            let (school, goal) = (school(instance, table.cell(row, "school_id")), goal(instance, table.cell(row, "goal_code")));
            let (Some(school), Some(goal)) = (school, goal) else { continue };
            let entry = counts.entry((goal, school)).or_default();
            for (total, column) in entry.iter_mut().zip(["announced", "held", "participants"]) {
                let number = value::number(table.cell(row, column), table.semicolon).unwrap_or(0.0);
                *total = total.saturating_add(number.round() as u64);
            }
        }
        counts.retain(|_, counts| counts[0] + counts[1] > 0);
        Self(counts)
    }

    fn question(&self, instance: &Instance, school: SchoolIx, goal: GoalIx, fkb: FkbIx) -> Question {
        let language = instance.language;
        let own = self.0.get(&(goal, school));
        let of_goal = self.0.range((goal, SchoolIx::from(0))..).map(|(key, _)| key).take_while(|(g, _)| *g == goal);
        let others: Vec<&str> = of_goal.filter(|(_, s)| *s != school).map(|(_, s)| instance.school(*s).name.as_str()).collect();
        let named = match others.as_slice() {
            [first, second, third, _, ..] => {
                Word::AndOthers.fill(language, &[("schools", &[*first, *second, *third].join(", "))])
            }
            few => few.join(", "),
        };
        let mut parts = Vec::new();
        if let Some(counts) = own {
            let [announced, held, participants] = counts.map(|c| c.to_string());
            let values = [("announced", announced.as_str()), ("held", &held), ("participants", &participants)];
            parts.push(Word::OwnLastYear.fill(language, &values));
        }
        if !others.is_empty() {
            parts.push(Word::OthersLastYear.fill(language, &[("schools", &named)]));
        }
        if parts.is_empty() {
            parts.push(Word::NobodyLastYear.text(language).to_string());
        }
        let holds = instance.goal(goal).eligible.iter().any(|e| instance.school_of(e.site) == school);
        Question { goal, fkb, last_year: parts.join("; "), offered_last_year: own.is_some() && holds }
    }
}
