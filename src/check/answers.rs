//! Forms: offers become required runs, "can" a wish, "cannot" a refusal.

use std::collections::BTreeMap;

use super::finding::{Findings, Place, Text, say};
use super::goals::check_e401_min_above_max;
use super::names::check_w302_repeated;
use super::network::Network;
use super::rooms::check_e310_site_of_other_school;
use super::rows::Rows;
use super::rows::answers::{Answer, FormRow};
use super::when::{guarantee_text, place_text, when_text, window};
use super::without_effect::{check_w421_can_without_site, check_w421_cannot_with_figures};
use crate::domain::calendar::Day;
use crate::domain::goal::{Goal, Origin, RequiredRun, Source, When, Wish};
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};

/// A form row with its references resolved, about a goal in scope.
pub struct Form<'a> {
    pub(super) row: &'a FormRow,
    pub(super) school: SchoolIx,
    pub(super) goal: GoalIx,
    pub(super) site: Option<SiteIx>,
    pub(super) days: Option<(Day, Day)>,
}

/// W410: a row about a goal that is known but not planned.
pub(super) fn check_w410_out_of_scope(file: &str, line: u64, goal: &str, findings: &mut Findings) {
    let what = say!(
        "målet {goal} er ikke med i planen (art, fritaget eller arkiveret); rækken bruges ikke",
        "the goal {goal} is not planned (kind, exempt or archived); the row is not used"
    );
    let cure = say!("slet rækken, eller ret målet i goals.csv", "remove the row, or correct the goal in goals.csv");
    findings.add("W410", Place::line(file, line).column("goal_code"), what, cure);
}

/// Resolves forms.csv; rows with errors, about goals out of scope, or without effect are left out.
pub fn forms<'a>(net: &Network, goals: &[Goal], rows: &'a Rows, findings: &mut Findings) -> Vec<Form<'a>> {
    let mut out = Vec::new();
    for row in &rows.forms {
        let place = Place::line("forms.csv", row.line);
        let school = net.names.schools.find(&row.school, place.column("school_id"), findings);
        let goal = net.names.goals.find(&row.goal, place.column("goal_code"), findings);
        let site = net.names.sites.find_some(row.site.as_ref(), place.column("site_id"), findings);
        let days = window(net, place, row.start_date, row.week, findings);
        let (Some(school), Some(goal), Ok(days)) = (school, goal, days) else { continue };
        if site.is_some_and(|(owner, _)| owner != school) {
            check_e310_site_of_other_school("forms.csv", row.line, row.site.as_deref().unwrap_or(""), findings);
            continue;
        }
        let Some(goal) = goal else {
            check_w410_out_of_scope("forms.csv", row.line, &row.goal, findings);
            continue;
        };
        let known_site = row.site.is_none() || site.is_some();
        if !row.sound || !known_site {
            continue;
        }
        check_form_values(row, &goals[goal.index()], findings);
        if check_e411_w421_outside(net, row, school, findings) {
            let site = site.and_then(|(_, s)| s);
            out.push(Form { row, school, goal, site, days });
        }
    }
    let same = |r: &'a FormRow| (&r.school, &r.goal, r.answer as u8, &r.site, r.start_date, r.week, r.guarantee, r.min, r.max);
    let keys = rows.forms.iter().filter(|r| r.runs == 1).map(|r| (same(r), r.line));
    check_w302_repeated("forms.csv", keys, &say!("begge tæller", "both count"), findings);
    out
}

/// E401, W402, W403, W421.
fn check_form_values(row: &FormRow, goal: &Goal, findings: &mut Findings) {
    let place = Place::line("forms.csv", row.line);
    let bounds = (row.min.unwrap_or(goal.min), row.max.unwrap_or(goal.max));
    let (min, max) = (goal.min, goal.max);
    let own = if row.min.is_some() && row.max.is_some() {
        Text::default()
    } else {
        say!(
            " (hvor intet er skrevet, gælder målets egne grænser {min} og {max})",
            " (where nothing is written, the goal's own bounds {min} and {max} hold)"
        )
    };
    check_e401_min_above_max(place, bounds, &own, findings);
    if row.guarantee == Some(true)
        && let Some(min) = row.min.filter(|min| *min > 5)
    {
        let what = say!(
            "et garantikursus kan højst kræve 5; {min} tæller som 5",
            "a guarantee course may require at most 5; {min} counts as 5"
        );
        let cure = say!("skriv 5 eller mindre, eller fjern garantien", "write 5 or less, or remove the guarantee");
        findings.add("W402", place.column("min_participants"), what, cure);
    }
    if row.guarantee == Some(true) {
        check_w403_guarantee_not_ok(place, goal, findings);
    }
    check_w421_cannot_with_figures(row, findings);
}

/// W403.
pub(super) fn check_w403_guarantee_not_ok(place: Place<'_>, goal: &Goal, findings: &mut Findings) {
    if !goal.guarantee_ok {
        let code = &goal.code;
        let what = say!("{code} må ellers ikke være garantikursus", "{code} may otherwise not be run as a guarantee course");
        let cure = say!(
            "fjern garantien, eller ret guarantee_ok i goals.csv",
            "remove the guarantee, or correct guarantee_ok in goals.csv"
        );
        findings.add("W403", place.column("guarantee"), what, cure);
    }
}

fn check_e411_w421_outside(net: &Network, row: &FormRow, school: SchoolIx, findings: &mut Findings) -> bool {
    if net.schools[school.index()].member {
        return true;
    }
    let id = &row.school;
    let place = Place::line("forms.csv", row.line).column("school_id");
    if row.answer == Answer::Offers {
        let what = say!("{id} er ikke medlem og kan ikke udbyde i planen", "{id} is no member and cannot offer in the plan");
        let cure = say!(
            "slet rækken, og skriv i stedet aftalen i agreements.csv; eller ret member i schools.csv",
            "remove the row, and write the agreement into agreements.csv instead; or correct member in schools.csv"
        );
        findings.add("E411", place, what, cure);
    } else {
        let what = say!("{id} er ikke medlem; svaret virker ikke", "{id} is no member; the answer has no effect");
        findings.add("W421", place, what, say!("slet rækken", "remove the row"));
    }
    false
}

/// Fills `declined` and `wishes`.
pub fn fill_refusals_and_wishes(goals: &mut [Goal], forms: &[Form<'_>]) {
    for form in forms {
        let goal = &mut goals[form.goal.index()];
        match form.row.answer {
            Answer::Cannot => goal.declined.push(form.school),
            Answer::Can => goal.wishes.push(Wish { school: form.school, site: form.site, days: form.days }),
            Answer::Offers => {}
        }
    }
    for goal in goals {
        goal.declined.sort();
        goal.declined.dedup();
        goal.wishes.sort();
        goal.wishes.dedup();
    }
}

/// Line of the first "cannot" of each school and goal.
pub type Refusals = BTreeMap<(GoalIx, SchoolIx), u64>;

/// The refusals among the forms.
#[must_use]
pub fn refusals(forms: &[Form<'_>]) -> Refusals {
    let mut out = Refusals::new();
    for form in forms.iter().filter(|f| f.row.answer == Answer::Cannot) {
        out.entry((form.goal, form.school)).or_insert(form.row.line);
    }
    out
}

/// What a form asks for in one sentence, without its line.
fn describe(net: &Network, form: &Form<'_>) -> Text {
    let (school, goal) = (&form.row.school, &form.row.goal);
    let (place, when) = (place_text(form.row.site.as_deref()), when_text(net, form.days));
    let guarantee = guarantee_text(form.row.guarantee);
    say!("{school} udbyder {goal}{when}{place}{guarantee}", "{school} offers {goal}{when}{place}{guarantee}"; when, place, guarantee)
}

/// Adds the required runs of offers, with E412, E418 and E601 for those that cannot be.
pub fn fill_offers(
    net: &Network,
    goals: &mut [Goal],
    forms: &[Form<'_>],
    refusals: &Refusals,
    approved: impl Fn(&Goal, SchoolIx) -> bool,
    findings: &mut Findings,
) {
    check_w421_can_without_site(net, goals, forms, (refusals, &approved), findings);
    for form in forms.iter().filter(|f| f.row.answer == Answer::Offers) {
        if let Some(other) = refusals.get(&(form.goal, form.school)) {
            check_e601_offers_and_cannot(form, *other, findings);
            continue;
        }
        let goal = &mut goals[form.goal.index()];
        let usable = |s: SiteIx| net.sites[s.index()].school == form.school && form.site.is_none_or(|only| only == s);
        let sites: Vec<SiteIx> = goal.eligible.iter().map(|e| e.site).filter(|s| usable(*s)).collect();
        if sites.is_empty() {
            check_e412_e418_no_site(form, approved(goal, form.school), findings);
            continue;
        }
        let text = describe(net, form);
        let run = RequiredRun {
            sites,
            when: form.days.map_or(When::Free, |(a, b)| When::Fixed(a, b)),
            guarantee: form.row.guarantee,
            min: form.row.min.unwrap_or(goal.min),
            max: form.row.max.unwrap_or(goal.max),
            origin: Origin::Form,
            sources: vec![Source { file: "forms.csv".to_string(), line: form.row.line, text }],
        };
        goal.required.extend(std::iter::repeat_n(run, form.row.runs as usize));
    }
}

fn check_e601_offers_and_cannot(form: &Form<'_>, other: u64, findings: &mut Findings) {
    let (school, goal) = (&form.row.school, &form.row.goal);
    let what = say!(
        "{school} udbyder {goal} her og siger »kan ikke« i linje {other}",
        "{school} offers {goal} here and says \"cannot\" in line {other}"
    );
    findings.add(
        "E601",
        Place::line("forms.csv", form.row.line),
        what,
        say!("slet en af de to rækker", "remove one of the two rows"),
    );
}

fn check_e412_e418_no_site(form: &Form<'_>, approved: bool, findings: &mut Findings) {
    let (school, goal) = (&form.row.school, &form.row.goal);
    let place = Place::line("forms.csv", form.row.line);
    if approved {
        let what = say!(
            "{school} har ingen sådan afdeling med det udstyr, som {goal} kræver",
            "{school} has no such site with the equipment that {goal} needs"
        );
        let cure = say!(
            "tilføj udstyret i equipment.csv, eller vælg en anden afdeling",
            "add the equipment to equipment.csv, or choose another site"
        );
        findings.add("E418", place.column("site_id"), what, cure);
    } else {
        let what =
            say!("{school} har ingen godkendelse til {goal} i planåret", "{school} has no approval for {goal} in the plan year");
        let cure = say!(
            "tilføj godkendelsen (egen eller lånt) i approvals.csv, eller slet tilbuddet",
            "add the approval (own or lent) to approvals.csv, or remove the offer"
        );
        findings.add("E412", place.column("school_id"), what, cure);
    }
}
