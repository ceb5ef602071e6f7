//! The words of the gap list, in Danish and English: reasons, causes and cures.

use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::domain::words::catalogue;
use crate::report::derived::school_name;
use crate::report::text;

catalogue! {
    GapWord;

    // Joining.
    Others: "{count} andre", "{count} others";
    Else: "Ellers: ", "Otherwise: ";

    // Reasons of gaps.csv.
    ReasonAgreement: "Lukket af aftale med {school}.", "Closed by an agreement with {school}.";
    ReasonNoApproval: "Ingen skole i netværket har en godkendelse, der dækker målet.", "No school of the network holds an approval that covers the goal.";
    ReasonNoSite: "Ingen afdeling i netværket kan gennemføre målet: {schools}.", "No site of the network can hold the goal: {schools}.";
    PartDeclined: "{schools} har svaret nej", "{schools} answered no";
    PartNoSite: "{schools} har ingen afdeling med det nødvendige udstyr", "{schools} with no site that has the equipment needed";
    ReasonNoStart: "Ingen mulig startdato hos {schools}: på ingen dag er der både åbent på alle kursusdage og en gyldig godkendelse, mens målet er i kraft og ingen lås forbyder det.", "No possible start at {schools}: no day has open course days, a valid approval, the goal in force and no lock against it.";
    ReasonTaken: "Alle mulige startdatoer hos {schools} er optaget af kurser, som skolerne selv har lagt fast.", "Every possible start at {schools} is taken by courses that the schools have fixed themselves.";
    ReasonUnproven: "Planen har ikke fundet plads hos {schools}. Det er ikke bevist, at der ikke er plads.", "The plan found no room at {schools}. It is not proven that there is none.";

    // Why a school does not run a goal.
    CauseOf: "{school}: {cause}.";
    CauseOthers: "{count} andre skoler: ingen godkendelse.", "{count} other schools: no approval.";
    CauseOther: "1 anden skole: ingen godkendelse.", "1 other school: no approval.";
    CauseEnded: "godkendelsen udløb {date}", "its approval ended on {date}";
    CauseEndedLent: "godkendelsen, lånt af {lender}, udløb {date}", "its approval, lent by {lender}, ended on {date}";
    CauseNotYet: "godkendelsen gælder først fra {date}", "its approval begins on {date}";
    CauseNotYetLent: "godkendelsen, lånt af {lender}, gælder først fra {date}", "its approval, lent by {lender}, begins on {date}";
    CauseExcepted: "godkendelsen omfatter ikke målet", "its approval leaves the goal out";
    CauseUnapproved: "ingen godkendelse, og har svaret nej", "no approval, and answered no";
    CauseDeclined: "har svaret nej", "answered no";
    CauseNoSite: "har ingen afdeling", "has no site";
    CauseEquipment: "mangler udstyr ({names})", "lacks equipment ({names})";
    CauseClosed: "har ikke åbent nok dage i træk", "is not open on enough days in a row";
    CauseTooShort: "godkendelsen dækker ikke et helt kursus", "its approval does not cover a whole course";
    CauseLocked: "låst ({locks})", "locked ({locks})";
    CauseLimit: "årets kursusdage er brugt", "its course days of the year are used up";
    CauseFull: "optaget af faste kurser, mindst ved {runs}", "full of fixed courses, least so at {runs}";
    CauseFullNobody: "ingen lokaler eller undervisere på dagene", "no rooms or teachers on the days";
    CauseBusy: "optaget, mindst ved {runs}", "full, least so at {runs}";
    CauseFree: "har plads, som planen ikke brugte", "has room that the plan did not use";
    Course: "{code} {title} (uge {week})", "{code} {title} (week {week})";

    // Cures of gaps.csv.
    CureNone: "Ingen: aftalen dækker målet.", "None: the agreement covers the goal.";
    CureOutside: "Spørg {schools}, som har godkendelsen, om en bindende aftale.", "Ask {schools}, approved for the goal, for a binding agreement.";
    CureSearch: "Find en skole uden for netværket med godkendelse til FKB {fkb}, og lav en bindende aftale.", "Find a school outside the network with an approval for FKB {fkb} and make a binding agreement.";
    CureNobody: "Bevist: ingen skole i netværket kan gennemføre målet.", "Proven: no school of the network can hold the goal.";
    CureNotFound: "Der er ikke fundet en løsning i netværket.", "No cure inside the network was found.";
    CureUnsearched: "Løsninger i netværket er ikke undersøgt, for beregningen blev stoppet.", "Cures inside the network were not looked for; the planning was stopped.";
    CureIf: "{school} kan gennemføre målet i uge {week} ({place}, start {date}), hvis {conditions}.", "{school} can hold the goal in week {week} ({place}, start {date}) if {conditions}.";
    CureLonger: "{school} kan gennemføre målet i uge {week} ({place}, start {date}), uden at nogen ændrer noget; lad beregningen køre længere.", "{school} can hold the goal in week {week} ({place}, start {date}) without a change by anybody; let the planning run longer.";
    Replanned: "Planen flytter selv {count} andre kurser.", "The plan moves {count} other courses by itself.";
    ReplannedOne: "Planen flytter selv 1 andet kursus.", "The plan moves 1 other course by itself.";
    Untried: "Om det kan klares ved at flytte andre kurser, er ikke undersøgt.", "Whether moving other courses would do was not looked into.";
    IfLock: "låsen ophæves ({locks})", "the lock is lifted ({locks})";
    IfAnswer: "skolen tager sit nej tilbage", "the school takes back its no";
    IfRoom: "der skaffes et lokale mere på kursusdagene", "there is one more room on the course days";
    IfTeacher: "der skaffes undervisere til et kursus mere på kursusdagene", "there are teachers for one more course on the course days";
    IfLimit: "skolens grænse hæves til {days} kursusdage om året", "the school's limit is raised to {days} course days a year";
    IfEquipment: "afdelingen får udstyret ({names})", "the site gets the equipment ({names})";
    IfOpen: "afdelingen holder åbent {days}", "the site opens on {days}";
    IfProlonged: "godkendelsen til FKB {fkb}{lent}, som udløber {date}, forlænges til {last}", "the approval for FKB {fkb}{lent}, which ends on {date}, is prolonged to {last}";
    IfEarlier: "godkendelsen til FKB {fkb}{lent}, som først gælder fra {date}, gælder fra {first}", "the approval for FKB {fkb}{lent}, which begins on {date}, begins on {first}";
    IfIncluded: "godkendelsen til FKB {fkb}{lent} kommer til at omfatte målet", "the approval for FKB {fkb}{lent} comes to include the goal";
    IfApproval: "skolen får en godkendelse til FKB {fkb}", "the school gets an approval for FKB {fkb}";
    Lent: " (lånt af {lender})", " (lent by {lender})";
    IfMove: "{school} flytter {code} {title} fra uge {from} til uge {to}", "{school} moves {code} {title} from week {from} to week {to}";
    IfMoveItself: "den flytter {code} {title} fra uge {from} til uge {to}", "it moves {code} {title} from week {from} to week {to}";
}

/// Schools named before the rest is only counted, in gaps.csv and on the screen.
pub const NAMED: usize = 4;

/// Names joined as in a sentence: `A, B og C`; where two or more go beyond `named`, how many others.
#[must_use]
pub fn joined(instance: &Instance, schools: &[SchoolIx], named: usize) -> String {
    let mut names: Vec<String> = schools.iter().map(|school| school_name(instance, *school).to_owned()).collect();
    if names.len() > named.saturating_add(1) {
        let others = names.split_off(named).len().to_string();
        names.push(GapWord::Others.fill(instance.language, &[("count", &others)]));
    }
    text::joined(instance.language, &names)
}
