//! Answers that have no effect, or only half of it: warnings, for an answer "can" or "cannot" puts no duty on the plan (W421, W508).

use super::answers::{Form, Refusals};
use super::finding::{Findings, Place, Text, say};
use super::network::Network;
use super::required::no_start;
use super::rows::answers::{Answer, FormRow};
use super::when::{place_text, when_text};
use crate::domain::goal::Goal;
use crate::domain::ids::{SchoolIx, SiteIx};

/// W421: what is said of a run that "cannot" rules out.
pub(super) fn check_w421_cannot_with_figures(row: &FormRow, findings: &mut Findings) {
    let when_or_where = row.site.is_some() || row.start_date.is_some() || row.week.is_some();
    let figures = row.runs != 1 || row.guarantee.is_some() || row.min.is_some() || row.max.is_some();
    if row.answer != Answer::Cannot || !(when_or_where || figures) {
        return;
    }
    let what = say!(
        "»kan ikke« gælder hele skolen og hele året; resten af rækken bruges ikke",
        "\"cannot\" holds for the whole school and year; the rest of the row is not used"
    );
    let cure = say!(
        "slet afdeling, dato og tal; en enkelt afdeling eller uge forbydes i locks.csv",
        "remove site, date and numbers; forbid a single site or week in locks.csv"
    );
    findings.add("W421", Place::line("forms.csv", row.line).column("answer"), what, cure);
}

/// The sites on which an answer may be held.
fn usable(net: &Network, form: &Form<'_>, goal: &Goal) -> Vec<SiteIx> {
    let own = |s: &SiteIx| net.sites[s.index()].school == form.school && form.site.is_none_or(|only| only == *s);
    goal.eligible.iter().map(|e| e.site).filter(own).collect()
}

/// W421: "can" of a school that cannot hold the goal, and why.
pub(super) fn check_w421_can_without_site(
    net: &Network,
    goals: &[Goal],
    forms: &[Form<'_>],
    (refusals, approved): (&Refusals, impl Fn(&Goal, SchoolIx) -> bool),
    findings: &mut Findings,
) {
    for form in forms.iter().filter(|f| f.row.answer == Answer::Can) {
        let goal = &goals[form.goal.index()];
        if !usable(net, form, goal).is_empty() {
            continue;
        }
        let (cause, cure) = if let Some(line) = refusals.get(&(form.goal, form.school)) {
            (
                say!("den siger også »kan ikke« i linje {line}", "it says \"cannot\" in line {line} too"),
                say!("slet en af de to rækker", "remove one of the two rows"),
            )
        } else if approved(goal, form.school) {
            (
                say!("ingen sådan afdeling har udstyret", "no such site has the equipment"),
                say!("tilføj udstyret i equipment.csv, eller ret afdelingen", "add it to equipment.csv, or correct the site"),
            )
        } else {
            (
                say!("skolen har ingen godkendelse til det i planåret", "the school has no approval for it in the plan year"),
                say!("tilføj godkendelsen i approvals.csv, eller slet rækken", "add it to approvals.csv, or remove the row"),
            )
        };
        let (school, code) = (&form.row.school, &goal.code);
        let what = say!(
            "{school} kan ikke gennemføre {code}: {cause}; svaret virker ikke",
            "{school} cannot hold {code}: {cause}; the answer has no effect"; cause
        );
        findings.add("W421", Place::line("forms.csv", form.row.line).column("answer"), what, cure);
    }
}

/// W508: "can" with a date or week on which no course can start. Locks must be there.
pub fn check_w508_can_without_start(net: &Network, goals: &[Goal], forms: &[Form<'_>], findings: &mut Findings) {
    for form in forms.iter().filter(|f| f.row.answer == Answer::Can) {
        let goal = &goals[form.goal.index()];
        let sites = usable(net, form, goal);
        let Some(days) = form.days.filter(|_| !sites.is_empty()) else { continue };
        let Some(reason) = no_start(net, goal, &sites, days) else { continue };
        let (school, code) = (&form.row.school, &goal.code);
        let place = Text::joined(&[when_text(net, Some(days)), place_text(form.row.site.as_deref())], "");
        let what = say!(
            "{school} kan påtage sig {code}{place}, men der er ingen mulig start: {reason}",
            "{school} can take {code}{place}, but there is no possible start: {reason}"; place, reason
        );
        let cure = say!("vælg en anden dato, eller ret kalenderen", "choose another date, or correct the calendar");
        let column = if form.row.start_date.is_some() { "start_date" } else { "week" };
        findings.add("W508", Place::line("forms.csv", form.row.line).column(column), what, cure);
    }
}
