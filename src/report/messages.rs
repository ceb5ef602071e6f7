//! Every word that people read in the papers, in Danish and English. `{name}` marks what is filled in.

pub(crate) use crate::domain::words::catalogue;

catalogue! {
    Message;

    // Headings of koordineringsoversigt and hulliste.
    FkbCode: "FKB-nr", "FKB no.";
    FkbTitle: "FKB-titel", "FKB title";
    GoalCode: "Målkode", "Goal code";
    GoalTitle: "Måltitel", "Goal title";
    Duration: "Varighed (dage)", "Duration (days)";
    Core: "Kernemål", "Core goal";
    Providers: "Udbyder(e)", "Provider(s)";
    Cooperation: "Egetudbud/samarbejde", "Own or joint";
    Executing: "Gennemførende skole", "Executing school";
    Address: "Adresse", "Address";
    StartDate: "Startdato", "Start date";
    EndDate: "Slutdato", "End date";
    Week: "Uge", "Week";
    Guarantee: "Garantikursus", "Guarantee course";
    Mirrors: "Medannoncerende skoler", "Co-announcing schools";
    OutsideSchool: "Ekstern skole", "Outside school";
    AgreementReference: "Aftalereference", "Agreement reference";
    Remark: "Bemærkning", "Remark";
    BranchGroup: "Branchegruppe", "Branch group";
    Status: "Status";
    Proven: "Bevist", "Proven";
    Reason: "Årsag", "Reason";
    Could: "Skoler med godkendelse", "Schools approved";
    Causes: "Årsag pr. skole", "Reason per school";
    Cure: "Mulig løsning", "Possible cure";
    ToAsk: "Skoler uden for netværket at spørge", "Outside schools to ask";
    Contact: "Kontaktperson", "Contact";
    AgreedDate: "Aftalt dato", "Date agreed";

    // On every printed page.
    Footer: "Planversion {version} · kontrolsum (SHA-256 af plan.csv) {checksum}", "Plan version {version} · checksum (SHA-256 of plan.csv) {checksum}";

    // Cells.
    Yes: "ja", "yes";
    No: "nej", "no";
    And: " og ", " and ";
    OwnOffer: "eget udbud", "own";
    JointOffer: "samarbejde", "joint";
    Gap: "HUL", "GAP";
    ClosedByAgreement: "aftale", "agreement";
    GapRemark: "HUL: ingen skole", "GAP: no school";
    GapRemarkUnproven: "HUL: ingen skole (ikke bevist)", "GAP: no school (not proven)";
    AgreementRemark: "Dækket af aftale med skole uden for netværket", "Covered by an agreement with a school outside the network";
    NarrowRemark: "Smalt mål", "Narrow goal";
    Cancelled: "aflyst", "cancelled";
    AwayRemark: "Hjemområde for {school}, uden samtykke", "Home area of {school}, without consent";
    LentRemark: "Godkendelse lånt af {school}", "Approval lent by {school}";

    // Why files could not be written.
    CannotRead: "kan ikke læses", "cannot be read";
    CannotUse: "kan ikke bruges", "cannot be used";
    CannotWrite: "kan ikke skrives", "cannot be written";
    CannotRemove: "kan ikke slettes", "cannot be removed";
    CannotCreate: "kan ikke oprettes", "cannot be created";
    CannotReplace: "kan ikke erstattes", "cannot be replaced";
    Edited: "er rettet, siden programmet skrev det; flyt det, eller vælg en anden mappe", "was changed since the program wrote it; move it away, or choose another folder";

    // The summary.
    Heading: "Plan for {network} {year}";
    GoalsLine: "Mål i planen: {scope}. Dækket af kurser: {covered}. Lukket af aftaler: {agreements}. Huller: {gaps}.", "Goals in scope: {scope}. Covered by courses: {covered}. Closed by agreements: {agreements}. Gaps: {gaps}.";
    CoursesLine: "Kurser: {runs}, heraf {guarantee} garantikurser. Forventet antal kursister på kurser, der gennemføres: {people}.", "Runs: {runs}, {guarantee} of them guarantee courses. Expected participants in runs that are held: {people}.";
    AwayLine: "Kurser i en anden skoles hjemområde uden samtykke: {count} (se koordineringsoversigten).", "Runs in another school's home area without consent: {count} (see the overview).";
    GapsHeading: "Huller:", "Gaps:";
    NoGaps: "Ingen huller: alle mål er dækket.", "No gaps: every goal is covered.";
    ProvenMark: "bevist", "proven";
    UnprovenMark: "ikke bevist", "not proven";
    AndMore: "og {count} mere (se hulliste.xlsx)", "and {count} more (see hulliste.xlsx)";
    SchoolColumn: "Skole", "School";
    RunsColumn: "Kurser", "Runs";
    DaysColumn: "Dage", "Days";
    FairColumn: "Ligelig", "Fair";
    FairNote: "Ligelig: dage på de kurser, skolen har tilbudt, og dens lige del af ét kursus for hvert andet mål; kurser, som planen lægger til, kommer oveni.", "Fair: days of the runs that the school offered and its equal share of one run for every other goal; runs that the plan adds come on top.";
    FarLine: "Længst væk: i {name} er halvdelen af målene mindst {km} km væk.", "Furthest away: in {name} half of the goals are at least {km} km away.";
    BestLine: "Ingen plan med lige så få huller kan være bedre (bevist).", "No plan with as few gaps can be better (proven).";
    BoundLine: "Ingen plan med lige så få huller kan være mere end {percent} % bedre (bevist), det svarer til højst {people} kursister.", "No plan with as few gaps can be more than {percent} % better (proven), worth at most {people} participants.";
    BoundPeopleLine: "Ingen plan med lige så få huller kan være mere end {people} kursister bedre (bevist).", "No plan with as few gaps can be better by more than {people} participants (proven).";
    StopOptimal: "Beregningen sluttede, fordi planen er bevist bedst mulig.", "Planning ended because the plan is proven to be the best.";
    StopGap: "Beregningen sluttede, fordi planen er inden for den ønskede afstand til grænsen.", "Planning ended because the plan is within the asked distance of the bound.";
    StopWork: "Beregningen sluttede ved arbejdsgrænsen; en højere --work-limit giver måske en bedre plan.", "Planning ended at the work limit; a higher --work-limit may give a better plan.";
    StopTime: "Beregningen sluttede ved tidsgrænsen; mere tid giver måske en bedre plan.", "Planning ended at the time limit; more time may give a better plan.";
    StopInterrupt: "Beregningen blev afbrudt; dette er den bedste plan, der var fundet.", "Planning was interrupted; this is the best plan found until then.";
    TimeLine: "Tid: {seconds} s.", "Time: {seconds} s.";
    PapersLine: "Til mødet: koordineringsoversigt.xlsx og hulliste.xlsx i planens mappe (også som .csv).", "For the meeting: koordineringsoversigt.xlsx and hulliste.xlsx in the folder of the plan (also as .csv).";
}
