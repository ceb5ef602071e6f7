//! Every word that people read in the papers, in Danish and English. `{name}` marks what is filled in.

/// An enum of texts, each in both languages.
macro_rules! catalogue {
    ($name:ident; $($key:ident: $da:literal, $en:literal;)+) => {
        /// A text of the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the texts below say what each is")]
        pub enum $name {
            $($key,)+
        }

        impl $name {
            /// All texts, in the order of the catalogue.
            pub const ALL: &'static [$name] = &[$($name::$key,)+];

            /// The text in one language.
            #[must_use]
            pub fn text(self, language: $crate::domain::instance::Language) -> &'static str {
                match (self, language) {
                    $(
                        ($name::$key, $crate::domain::instance::Language::Da) => $da,
                        ($name::$key, $crate::domain::instance::Language::En) => $en,
                    )+
                }
            }

            /// The text with each `{name}` replaced by its value.
            #[must_use]
            pub fn fill(self, language: $crate::domain::instance::Language, values: &[(&str, &str)]) -> String {
                $crate::report::messages::filled(self.text(language), values)
            }
        }
    };
}
pub(crate) use catalogue;

/// The text with each `{name}` replaced by its value; values are never read as names.
#[must_use]
pub fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        rest = tail;
    }
    out.push_str(rest);
    out
}

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
    Status: "Status", "Status";
    Proven: "Bevist", "Proven";
    Reason: "Årsag", "Reason";
    Could: "Skoler med godkendelse", "Schools approved";
    Causes: "Årsag pr. skole", "Reason per school";
    Cure: "Mulig løsning", "Possible cure";
    ToAsk: "Skoler uden for kredsen at spørge", "Outside schools to ask";
    Contact: "Kontaktperson", "Contact";
    AgreedDate: "Aftalt dato", "Date agreed";

    // Cells.
    Yes: "ja", "yes";
    No: "nej", "no";
    OwnOffer: "eget udbud", "own";
    JointOffer: "samarbejde", "joint";
    Gap: "HUL", "GAP";
    ClosedByAgreement: "aftale", "agreement";
    GapRemark: "HUL: ingen skole", "GAP: no school";
    GapRemarkUnproven: "HUL: ingen skole (ikke bevist)", "GAP: no school (not proven)";
    AgreementRemark: "Dækket af aftale med skole uden for netværket", "Covered by an agreement with a school outside the network";
    NarrowRemark: "Smalt mål", "Narrow goal";
    AwayRemark: "Hjemområde for {school}, uden samtykke", "Home area of {school}, without consent";
    LentRemark: "Godkendelse lånt af {school}", "Approval lent by {school}";

    // The summary.
    Heading: "Plan for {network} {year}", "Plan for {network} {year}";
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

#[cfg(test)]
mod tests {
    use super::Message;
    use crate::domain::instance::Language;

    fn places(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_message_has_both_languages_with_the_same_places() {
        for message in Message::ALL {
            let (da, en) = (message.text(Language::Da), message.text(Language::En));
            assert!(!da.trim().is_empty() && !en.trim().is_empty(), "{message:?}");
            assert_eq!(places(da), places(en), "{message:?}");
        }
    }

    #[test]
    fn values_are_filled_in_once_and_never_read_as_places() {
        let text = Message::LentRemark.fill(Language::Da, &[("school", "Skole {school}")]);
        assert_eq!(text, "Godkendelse lånt af Skole {school}");
    }
}
