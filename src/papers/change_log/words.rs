//! The words of the change log, and why an earlier plan cannot be used.

use crate::compare::difference::Kind;
use crate::compare::plan::{Foreign, Unreadable};
use crate::domain::words::{Text, catalogue, say};

catalogue! {
    LogWord;

    // The paper.
    Title: "Ændringslog {year}: {network}", "Change log {year}: {network}";
    FromTo: "Fra planversion {from} til planversion {to}.", "From plan version {from} to plan version {to}.";
    Summary: "Ændringer: {changes}, heraf {asked} efter ønske og {followed} andre. Kurser uden ændring: {unchanged}.", "Changes: {changes}, {asked} of them asked for and {followed} others. Runs without a change: {unchanged}.";
    NoDifference: "Der er ingen forskel på de to planer.", "There is no difference between the two plans.";
    AskedHeading: "Hvad der blev ønsket", "What was asked for";
    AskedTab: "Ønsket", "Asked for";
    AskedNote: "Det, som den tidligere plan ikke opfyldte: låse fra mødet, nye eller ændrede svar fra skolerne, nye lukkedage, færre lokaler eller undervisere, lavere grænser og aftaler med skoler uden for netværket.", "What the earlier plan did not meet: locks from the meeting, new or changed answers of the schools, new closures, fewer rooms or teachers, lower limits, and agreements with schools outside the network.";
    NothingAsked: "Intet: låse og svar var opfyldt i forvejen.", "Nothing: locks and answers were met before.";
    FollowedHeading: "Hvad der fulgte af det", "What followed from it";
    FollowedTab: "Fulgte", "Followed";
    FollowedNote: "Alle andre ændringer. Hele planen er beregnet på ny: nogle af dem er nødvendige for ønskerne ovenfor eller for det, der ellers er ændret i planlægningsmappen; andre er blot en anden plads, som passer i den nye plan. Skal et kursus blive, hvor det var, så bed sekretariatet om at låse det.", "All other changes. The whole plan was computed anew: some of them are needed for the requests above or for what else has changed in the planning folder; others are only another place that suits the new plan. Where a run is to stay where it was, ask the secretariat to lock it.";
    LeastNote: "Alle andre ændringer. De er nødvendige for ønskerne ovenfor eller for det, der ellers er ændret i planlægningsmappen: det er bevist, at ingen plan kan nøjes med en mindre samlet ændring.", "All other changes. They are needed for the requests above or for what else has changed in the planning folder: it is proven that no plan gets by with a smaller change in all.";
    FewNote: "Alle andre ændringer. De følger af ønskerne ovenfor eller af det, der ellers er ændret i planlægningsmappen. Planen er ændret så lidt, som det er fundet muligt; det er ikke bevist, at det ikke kan gøres med mindre.", "All other changes. They follow from the requests above or from what else has changed in the planning folder. The plan was changed as little as was found possible; that less cannot do is not proven.";
    MoreNote: "Alle andre ændringer. Nogle af dem er nødvendige for ønskerne ovenfor eller for det, der ellers er ændret i planlægningsmappen; andre er der, fordi planen bliver bedre af dem.", "All other changes. Some of them are needed for the requests above or for what else has changed in the planning folder; others are there because they make the plan better.";
    StepsNote: "Alle andre ændringer. Der er flere trin mellem de to planer. Ændringerne følger af ønskerne ovenfor, af det, der ellers er ændret i planlægningsmappen, eller af ønsker i et tidligere trin, som siden er ændret eller trukket tilbage. Skal et kursus tilbage, hvor det var, så bed sekretariatet om at låse det.", "All other changes. There are several steps between the two plans. The changes follow from the requests above, from what else has changed in the planning folder, or from requests of an earlier step that were changed or taken back since. Where a run is to go back to where it was, ask the secretariat to lock it.";
    NothingFollowed: "Intet: alle ændringer var ønsket.", "Nothing: every change was asked for.";
    NumbersHeading: "Ændringerne i tal", "The changes in numbers";
    NumbersTab: "Ændringer i tal", "Changes in numbers";
    PlansHeading: "Planerne i tal", "The plans in numbers";
    PlansTab: "Planer i tal", "Plans in numbers";
    BasisHeading: "Grundlag", "Basis";
    ChangedFiles: "Ændret i planlægningsmappen siden den tidligere plan: {files}.", "Changed in the planning folder since the earlier plan: {files}.";
    NoChangedFiles: "Intet er ændret i planlægningsmappen siden den tidligere plan.", "Nothing has changed in the planning folder since the earlier plan.";
    OtherProfile: "Den tidligere plan er lavet med profilen {from}, den nye med profilen {to}.", "The earlier plan was made with the profile {from}, the new one with the profile {to}.";
    OtherDemand: "Forventede kursister er for hver plan regnet med de tal, som den blev lavet med. En del af forskellen kan skyldes, at tallene er ændret.", "Expected participants are those of the figures that each plan was made with. A part of the difference may come from changed figures.";

    // Columns of the workbook, beside those of the overview.
    Number: "Nr.", "No.";
    Change: "Ændring", "Change";
    AskedBy: "Ønsket af", "Asked for by";
    Grounds: "Begrundelse", "Grounds";
    AskedAt: "Dato for ønsket", "Date of the request";
    Sort: "Slags", "Kind";
    OldSchool: "Skole før", "School before";
    OldPlace: "Adresse før", "Address before";
    OldStart: "Start før", "Start before";
    NewSchool: "Skole nu", "School now";
    NewPlace: "Adresse nu", "Address now";
    NewStart: "Start nu", "Start now";
    Followed: "Fulgte", "Followed";
    Together: "I alt", "Together";
    Figure: "Tal", "Figure";
    Before: "Før", "Before";
    Now: "Nu", "Now";
    Step: "Forskel", "Difference";
    TotalGoals: "Mål i planen", "Goals in the plan";
    TotalCovered: "Mål med kurser", "Goals with runs";
    TotalAgreements: "Mål dækket af aftaler", "Goals closed by agreements";
    TotalGaps: "Huller", "Gaps";
    TotalRuns: "Kurser", "Runs";
    TotalGuarantees: "Garantikurser", "Guarantee courses";
    TotalExpected: "Forventede kursister på kurser, der gennemføres", "Expected participants in runs that are held";

    // Kinds of changes.
    GapOpened: "Nye huller", "New gaps";
    GapClosedByRun: "Huller lukket med kurser", "Gaps closed by runs";
    GapClosedByAgreement: "Huller lukket med aftaler", "Gaps closed by agreements";
    AgreementKind: "Andre ændringer i aftaler med skoler uden for netværket", "Other changes in agreements with schools outside the network";
    GoalNew: "Mål, som er nye i planen", "Goals that are new in the plan";
    GoalGone: "Mål, som ikke længere er med i planen", "Goals that are no longer in the plan";
    ToSchool: "Kurser flyttet til en anden skole", "Runs moved to another school";
    ToSite: "Kurser flyttet til en anden adresse hos samme skole", "Runs moved to another address of the same school";
    ToDate: "Kurser flyttet til en anden dato", "Runs moved to another date";
    RunAdded: "Nye kurser", "New runs";
    RunDropped: "Kurser, som udgår", "Runs that are dropped";
    GuaranteeKind: "Garantikurser, som er kommet til eller faldet bort uden at flytte", "Guarantee courses gained or lost without a move";
    SizeKind: "Andre pladser eller andet mindste antal", "Other seats or another minimum";

    // Sentences.
    Sentence: "Mål {code} {title}: {what}.", "Goal {code} {title}: {what}.";
    Week: "uge {week}", "week {week}";
    Where: "{school} ({place}) den {date}", "{school} ({place}) on {date}";
    OneRun: "kurset hos {runs}", "the run at {runs}";
    ManyRuns: "kurserne hos {runs}", "the runs at {runs}";
    MovedSchool: "kurset er flyttet fra {from} til {to}", "the run is moved from {from} to {to}";
    SameDaySchool: "kurset den {date} er flyttet fra {from} til {to}", "the run on {date} is moved from {from} to {to}";
    SameDaySite: "kurset hos {school} den {date} er flyttet fra {from} til {to}", "the run at {school} on {date} is moved from {from} to {to}";
    MovedSite: "kurset hos {school} er flyttet fra {from_place} den {from} til {to_place} den {to}", "the run at {school} is moved from {from_place} on {from} to {to_place} on {to}";
    MovedDate: "kurset hos {school} ({place}) er flyttet fra {from} til {to}", "the run at {school} ({place}) is moved from {from} to {to}";
    MovedEnd: "{run} slutter nu {to} i stedet for {from}", "{run} now ends on {to} instead of {from}";
    NewRun: "nyt kursus hos {run}", "a new run at {run}";
    GoneRuns: "{runs} udgår", "dropped: {runs}";
    NowGuarantee: "{run} er nu et garantikursus", "{run} is a guarantee course now";
    NoGuarantee: "{run} er ikke længere et garantikursus", "{run} is no longer a guarantee course";
    NewSize: "{run} har nu {max} pladser og {min} som mindste antal (før {old_max} og {old_min})", "{run} now has {max} seats and a minimum of {min} ({old_max} and {old_min} before)";
    It: "det", "it";
    AsGuarantee: "{what} som garantikursus", "{what} as a guarantee course";
    Gap: "målet er blevet et hul; {lost}. {reason}", "the goal has become a gap; {lost}. {reason}";
    ClosedByRun: "hullet er lukket med {what}", "the gap is closed by {what}";
    ClosedByAgreement: "hullet er lukket ved {what}", "the gap is closed by way of {what}";
    AgreementEnded: "aftalen {reference} gælder ikke længere", "the agreement {reference} no longer holds";
    ReplacedBy: "aftalen {reference} er afløst af {what}", "the agreement {reference} is replaced by {what}";
    CoveredInstead: "{lost}; målet er nu dækket af {what}", "{lost}; the goal is now closed by {what}";
    AgreementWith: "aftale med {school} ({reference})", "an agreement with {school} ({reference})";
    AgreementOnly: "aftalen {reference}", "the agreement {reference}";
    NewWith: "målet er nyt i planen med {what}", "the goal is new in the plan, with {what}";
    NewAsGap: "målet er nyt i planen og er et hul. {reason}", "the goal is new in the plan, and a gap. {reason}";
    NoLonger: "målet er ikke længere med i planen", "the goal is no longer in the plan";
    NoLongerAndLost: "målet er ikke længere med i planen; {lost}", "the goal is no longer in the plan; {lost}";

    // What was asked for.
    Wish: "kursus{parts}", "a run{parts}";
    NoWish: "intet kursus{parts}", "no run{parts}";
    AtSchool: " hos {school}", " at {school}";
    OnDate: " den {date}", " on {date}";
    InWeek: " i {week}", " in {week}";
    Between: " mellem {from} og {to}", " between {from} and {to}";
    WithGuarantee: " som garantikursus", " as a guarantee course";
    WithoutGuarantee: " uden garanti", " without guarantee";
    LockAsk: "{wish}, ønsket af {who}. {outcome}", "{wish}, asked for by {who}. {outcome}";
    Who: "{by} (»{reason}«)", "{by} (\"{reason}\")";
    WhoWhen: "{by} den {at} (»{reason}«)", "{by} on {at} (\"{reason}\")";
    OfferAsk: "{wish} efter svar fra {school}. {outcome}", "{wish} as {school} answered. {outcome}";
    CannotAsk: "{school} har svaret, at skolen ikke kan. {outcome}", "{school} answered that it cannot. {outcome}";
    CanAsk: "{school} har svaret, at skolen kan. {outcome}", "{school} answered that it can. {outcome}";
    RefusalGone: "{school} har ikke længere svaret, at skolen ikke kan. {outcome}", "{school} no longer answers that it cannot. {outcome}";
    FewerRooms: "{school} ({place}) har nu færre lokaler i tiden {days}. {outcome}", "{school} ({place}) has fewer rooms now in the time of {days}. {outcome}";
    FewerDays: "{school} må nu højst have {most} kursusdage. {outcome}", "{school} may have at most {most} course days now. {outcome}";
    FewerGuarantees: "{school} må nu højst have {most} garantikurser. {outcome}", "{school} may have at most {most} guarantee courses now. {outcome}";
    FewerTeachers: "{school} har nu færre undervisere i tiden {days}. {outcome}", "{school} has fewer teachers now in the time of {days}. {outcome}";
    LeftAsk: "{school} er ikke længere med i netværket. {outcome}", "{school} is no longer a member of the network. {outcome}";
    ClosedAsk: "{school} ({place}) holder nu lukket {days}. {outcome}", "{school} ({place}) is closed now on {days}. {outcome}";
    WithoutRooms: "{school} ({place}) har ingen lokaler i tiden {days}. {outcome}", "{school} ({place}) has no rooms in the time of {days}. {outcome}";
    ClosedOrWithoutRooms: "{school} ({place}) kan ikke holde kurser i tiden {days}: lukket eller uden lokaler. {outcome}", "{school} ({place}) cannot hold courses in the time of {days}: closed or without rooms. {outcome}";
    FromUntil: "{from} til {to}", "{from} to {to}";
    OfferGone: "svaret fra skolen, som kurset byggede på, er ændret eller taget tilbage. {outcome}", "the answer of the school that the run rested on was changed or taken back. {outcome}";
    LockGone: "låsen, som kurset byggede på, er ændret eller ophævet. {outcome}", "the lock that the run rested on was changed or lifted. {outcome}";
    Therefore: "Derfor: {changes}", "Therefore: {changes}";
    MetBy: "Opfyldt af {run}", "Met by {run}";
}

/// The heading of a kind of changes.
#[must_use]
pub fn heading(kind: Kind) -> LogWord {
    match kind {
        Kind::GapOpened => LogWord::GapOpened,
        Kind::GapClosedByRun => LogWord::GapClosedByRun,
        Kind::GapClosedByAgreement => LogWord::GapClosedByAgreement,
        Kind::Agreement => LogWord::AgreementKind,
        Kind::GoalNew => LogWord::GoalNew,
        Kind::GoalGone => LogWord::GoalGone,
        Kind::School => LogWord::ToSchool,
        Kind::Site => LogWord::ToSite,
        Kind::Date => LogWord::ToDate,
        Kind::Added => LogWord::RunAdded,
        Kind::Dropped => LogWord::RunDropped,
        Kind::Guarantee => LogWord::GuaranteeKind,
        Kind::Size => LogWord::SizeKind,
    }
}

/// Why the files of a plan folder cannot be read.
#[must_use]
pub fn unreadable(why: &Unreadable) -> Text {
    match why {
        Unreadable::Missing(file) => say!("{file} mangler", "{file} is missing"),
        Unreadable::Broken(file, why) => say!("{file} kan ikke læses ({why})", "{file} cannot be read ({why})"),
        Unreadable::Lacking(file, column) => say!("{file} har ikke »{column}«", "{file} has no \"{column}\""),
        Unreadable::Cell(file, line, column) => {
            say!("{file}, linje {line}: {column} kan ikke læses", "{file}, line {line}: {column} cannot be read")
        }
        Unreadable::Changed(file) => {
            say!(
                "{file} er ikke den fil, der blev skrevet sammen med planen",
                "{file} is not the file that was written with the plan"
            )
        }
        Unreadable::Contradiction(code) => {
            say!(
                "mål {code} står både med kurser og som hul, eller som hul to gange",
                "goal {code} has runs and is a gap, or is a gap twice"
            )
        }
    }
}

/// Why the plan is not one of the folder's year and network.
#[must_use]
pub fn foreign(why: &Foreign, year: i32, network: &str) -> Text {
    match why {
        Foreign::Year(theirs) => say!(
            "planen er for {theirs}, og planlægningsmappen er for {year}; giv en tidligere plan for {year}",
            "the plan is for {theirs}, and the planning folder for {year}; give an earlier plan for {year}"
        ),
        Foreign::Network(theirs) => say!(
            "planen er for netværket »{theirs}«, og planlægningsmappen er for »{network}«",
            "the plan is for the network \"{theirs}\", and the planning folder for \"{network}\""
        ),
    }
}
