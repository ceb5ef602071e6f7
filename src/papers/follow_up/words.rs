//! The words of the follow-up, in Danish and English, beside those of the other papers.

use crate::report::messages::catalogue;

catalogue! {
    FollowWord;

    Title: "Opfølgning {year}: {network}", "Follow-up {year}: {network}";
    AsOf: "Lavet for den {date} efter tallene i status.csv.", "Made for {date} from the figures of status.csv.";
    RunsLine: "Kurser med tal: {known} af {runs}, heraf aflyst {cancelled} og begyndt {started}. Under mindsteantallet: {risk} ({red} røde, {yellow} gule, {green} grønne).", "Runs with figures: {known} of {runs}, of these cancelled {cancelled} and begun {started}. Below the minimum: {risk} ({red} red, {yellow} yellow, {green} green).";
    AdviceLine: "Anbefalet: gennemfør {hold}, vent {wait}, flyt og aflys {move}, aflys {cancel}.", "Advised: hold {hold}, wait {wait}, move and cancel {move}, cancel {cancel}.";
    PlacesLine: "Søger plads: {seeking}. Får plads i planens kurser: {planned}; i nye kurser: {new} ({count} forslag); uden plads: {left}.", "Looking for a place: {seeking}. Placed in runs of the plan: {planned}; in new runs: {new} ({count} proposals); without a place: {left}.";
    UrgentTitle: "Skal afgøres nu: fristen er nået", "To be decided now: the deadline has come";
    UrgentLine: "{code} {title}, {school}, start {date}: {enrolled} af {min} tilmeldt. {action}.", "{code} {title}, {school}, start {date}: {enrolled} of {min} enrolled. {action}.";
    AndMore: "og {count} mere", "and {count} more";

    // Runs at risk.
    Risk: "Kurser i fare", "Runs at risk";
    RiskTab: "I fare", "At risk";
    RiskNote: "Kurser med færre tilmeldte end mindsteantallet, de mest presserende først. Tilmeldte er alle, også dem hos skoler, der annoncerer kurset. Markerede kurser aflyses efter anbefalingen.", "Runs with fewer enrolled than their minimum, the most urgent first. Enrolled are all, also those at schools that announce the run. Marked runs are cancelled by the advice.";
    Number: "Nr.", "No.";
    Enrolled: "Tilmeldte", "Enrolled";
    Waiting: "På venteliste", "Waiting";
    Deadline: "Frist", "Deadline";
    DaysLeft: "Dage til frist", "Days left";
    Chance: "Chance (%)";
    Light: "Vurdering", "Judgement";
    Red: "rød: nås næppe", "red: unlikely";
    Yellow: "gul: usikkert", "yellow: uncertain";
    Green: "grøn: ventes nået", "green: likely";
    Advice: "Anbefaling", "Advice";
    Hold: "Gennemfør", "Hold";
    Wait: "Vent", "Wait";
    Move: "Flyt kursisterne, og aflys", "Move the participants, and cancel";
    Cancel: "Aflys", "Cancel";
    Why: "Begrundelse", "Reason";

    // Reasons.
    Reached: "Mindsteantallet er nået.", "The minimum is reached.";
    Guarantee: "Garantikurser gennemføres; her mangler {missing} i at nå mindsteantallet.", "Guarantee courses are held; missing to the minimum: {missing}.";
    GuaranteeMore: "Garantikurser gennemføres; {added} kommer til fra ventelister og andre kurser.", "Guarantee courses are held; added from waiting lists and other runs: {added}.";
    GuaranteeNotYet: "Garantikurset gennemføres, når blot én er tilmeldt ved fristen; her er ingen endnu.", "The guarantee course is held when a single person is enrolled at the deadline; here is nobody yet.";
    GuaranteeNobody: "Fristen er nået, og ingen er tilmeldt: også et garantikursus kræver én kursist.", "The deadline has come and nobody is enrolled: a guarantee course needs one participant too.";
    Filled: "{added} fra ventelister og andre kurser giver {total} i alt; der skal være {min}.", "{added} from waiting lists and other runs make {total}; the minimum is {min}.";
    WaitLikely: "Mindsteantallet ventes nået inden fristen.", "The minimum is expected to be reached by the deadline.";
    WaitUnsure: "Det kan gå begge veje; afgøres ved fristen.", "It may go either way; decided at the deadline.";
    WaitHardly: "Nås næppe, men afgøres først {days} dage før fristen.", "Unlikely to be reached, but decided only {days} days before the deadline.";
    WaitAdded: "{reason} {added} kommer til fra ventelister og andre kurser.", "{reason} Added from waiting lists and other runs: {added}.";
    NobodyYet: "Ingen er tilmeldt, og mindsteantallet nås næppe.", "Nobody is enrolled, and the minimum is unlikely to be reached.";
    MoveAll: "Mindsteantallet nås næppe; alle tilmeldte ({enrolled}) kan få plads et andet sted.", "The minimum is unlikely to be reached; all who are enrolled ({enrolled}) can have a place elsewhere.";
    MoveSome: "Mindsteantallet nås næppe; {placed} af {enrolled} kan få plads et andet sted.", "The minimum is unlikely to be reached; {placed} of {enrolled} enrolled can have a place elsewhere.";
    NoPlace: "Mindsteantallet nås næppe, og der er ingen anden plads inden for {km} km. Tilmeldte: {enrolled}.", "The minimum is unlikely to be reached, and there is no other place within {km} km. Enrolled: {enrolled}.";

    // Transfers.
    Transfers: "Kursister og ventelister, der får plads", "Participants and waiting lists that are placed";
    TransfersTab: "Flyttes", "Moves";
    TransfersNote: "Spørg dem, det gælder, før de flyttes: tallene siger ikke, hvem der kan den anden dag. Alle pladser er regnet med én gang.", "Ask those concerned before they are moved: the figures do not say who can come on the other day. Every seat is counted once.";
    Persons: "Antal", "Persons";
    From: "Fra", "From";
    FromCancelled: "Aflyst kursus hos {school}, {date}", "Cancelled run at {school}, {date}";
    FromHopeless: "Kursus hos {school}, {date}, som aflyses", "Run at {school}, {date}, to be cancelled";
    FromWaiting: "Venteliste hos {school} til kurset {date}", "Waiting list at {school} for the run {date}";
    FromList: "Venteliste hos {school}", "Waiting list at {school}";
    ToSchool: "Til skole", "To school";
    Kilometres: "Km";
    Kind: "Kursus", "Run";
    Planned: "i planen", "of the plan";
    Proposed: "nyt, forslag", "new, proposed";

    // New runs.
    NewRuns: "Forslag til nye kurser", "Proposed new runs";
    NewRunsTab: "Nye kurser", "New runs";
    NewRunsNote: "Ventelister og kursister, der tilsammen fylder et kursus, som planen ikke har. Afdelingen er godkendt og har et ledigt lokale på dagene ved siden af hele planen. Skriv et nyt kursus i locks.csv (keep), når skolen har sagt ja.", "Waiting lists and participants who together fill a run that the plan does not have. The site is approved and has a free room on these days beside the whole plan. Write a new run into locks.csv (keep) when the school has agreed.";
    Longest: "Længste vej (km)", "Longest way (km)";

    // Second chances.
    Second: "Ny chance", "Second chance";
    SecondTab: "Ny chance", "Second chance";
    SecondNote: "Næste kursus i målet for dem, hvis kursus er aflyst eller aflyses: det første i planen inden for {km} km, ellers et foreslået nyt, ellers det første længere væk. Ledige pladser er dem, der er tilbage, når alle er flyttet som foreslået.", "The next run of the goal for those whose run is cancelled or is to be: the first of the plan within {km} km, else a proposed new one, else the first further away. Free seats are those left when everybody has moved as proposed.";
    OldSchool: "Kursus hos", "Run at";
    OldDate: "Dato", "Date";
    State: "Tilstand", "State";
    Cancelled: "aflyst", "cancelled";
    ToCancel: "aflyses", "to be cancelled";
    Begun: "begyndt", "begun";
    Open: "åbent", "open";
    NextSchool: "Næste hos", "Next at";
    NextDate: "Næste start", "Next start";
    FreeSeats: "Ledige pladser", "Free seats";
    NoNext: "intet kursus mere i år", "no further run this year";

    // Without a place.
    Left: "Uden plads", "Without a place";
    LeftTab: "Uden plads", "Without a place";
    Least: "Mindst til et kursus", "Needed for a run";
    Where: "Hvor", "Where";
    WhatNow: "Hvad nu", "What now";
    GroupItem: "{persons}: {from}";
    TooFew: "For få til et kursus. Behold listen, og tag dem med i næste års planlægning (waiting i demand.csv).", "Too few for a run. Keep the list, and take them into next year's planning (waiting in demand.csv).";
    NoDate: "Nok til et kursus, men inden for {km} km har ingen godkendt afdeling plads til dem resten af året, eller de bor for spredt. Spørg efter flere lokaler, eller en skole uden for netværket.", "Enough for a run, but within {km} km no approved site has room for them in the rest of the year, or they live too far apart. Ask for more rooms, or a school outside the network.";
    Agreed: "Målet er aftalt med {school} ({reference}): henvis til dem.", "The goal is agreed with {school} ({reference}): refer them there.";
    Beyond: "{advice} Længere væk er der plads hos {school} den {date} ({km} km).", "{advice} Further away there is room at {school} on {date} ({km} km).";

    // The other runs with figures.
    Others: "Øvrige kurser med tal", "Other runs with figures";
    OthersTab: "Øvrige", "Others";

    // How it is worked out.
    Method: "Sådan er der regnet", "How it is worked out";
    MethodChance: "Chancen: tilmeldinger kommer jævnt over de sidste {period} dage før fristen, så mange som planen venter, og uafhængigt af hinanden (Poisson). På selve fristen ventes ingen flere.", "The chance: enrolments come evenly over the last {period} days before the deadline, as many as the plan expects, and independently (Poisson). On the deadline itself no more are expected.";
    MethodLights: "Grøn er en chance på mindst {likely} %, rød under {hardly} %, gul derimellem; det gælder mindsteantallet, også for garantikurser. Et rødt kursus afgøres, når der er højst {decision} dage til fristen. Garantikurser gennemføres, når blot én er tilmeldt.", "Green is a chance of at least {likely} %, red below {hardly} %, yellow between; it is about the minimum, for guarantee courses too. A red run is decided when at most {decision} days are left to its deadline. Guarantee courses are held when a single person is enrolled.";
    MethodDeadline: "Hvor status.csv ikke har en frist, er den {days} dage før start ({count} kurser med tal).", "Where status.csv has no deadline, it is {days} days before the start ({count} runs with figures).";
    MethodUnknown: "Kurser uden tal ({count} ikke begyndt) regnes for tomme og uafgjorte.", "Runs without figures ({count} not begun) count as empty and undecided.";
    MethodDistance: "Afstande regnes fra kommunen for den adresse, hvor folk er tilmeldt eller venter. Ingen sendes længere end {km} km.", "Distances are from the municipality of the address where people are enrolled or wait. Nobody is sent further than {km} km.";
    MethodNew: "Et nyt kursus begynder tidligst {lead} dage efter den {date}, altså efter fristen for de kurser, der afgøres nu.", "A new run begins {lead} days after {date} at the earliest, that is after the deadlines of the runs that are decided now.";
}
