//! The words of the comparison, in Danish and English.

use crate::domain::words::catalogue;

catalogue! {
    CompareWord;

    // Rows, in natural units.
    Changed: "Hvad er ændret", "What is changed";
    Profile: "Profil (hvad der vægter mest)", "Profile (what counts most)";
    Gaps: "Huller", "Gaps";
    Covered: "Mål dækket af kurser", "Goals covered by runs";
    Agreements: "Mål lukket af aftaler", "Goals closed by agreements";
    Runs: "Kurser", "Runs";
    Guarantees: "Garantikurser", "Guarantee courses";
    Expected: "Forventede kursister på kurser, der gennemføres", "Expected participants in runs that are held";
    NarrowRuns: "Kurser i smalle mål", "Runs of narrow goals";
    NarrowHeld: "– heraf ventes så mange at nå deres mindste antal", "– of these so many are expected to reach their minimum";
    RunsPerSchool: "Kurser pr. skole, færrest til flest", "Runs per school, lowest to highest";
    DaysPerSchool: "Kursusdage pr. skole, færrest til flest", "Course days per school, lowest to highest";
    AboveFair: "Dage over ligelig andel, skolen med flest", "Days above the fair share, school with most";
    Farthest: "Km til nærmeste kursus for den kommune, der har længst (median af målene i en branchegruppe)", "Km to the nearest run for the municipality that has farthest (median of the goals of a branch group)";
    Moved: "Kurser på skoler, der ikke havde målet sidste år", "Runs at schools that did not run the goal last year";
    Differing: "Mål, der er anderledes end i den første plan (skole, sted, dato eller garanti)", "Goals that differ from the first plan (school, site, date or guarantee)";
    DifferingSchools: "– heraf med andre skoler, nye huller eller lukkede huller", "– of these with other schools, new gaps or gaps closed";
    Improvable: "Bilag: usikkerhed, så meget bedre kan en plan med lige så få huller højst være (%)", "Appendix: uncertainty, by so much at most a plan with as few gaps can be better (%)";
    Value: "Bilag: samlet værdi (kun til planer med samme profil og behov)", "Appendix: total value (only for plans of the same profile and demand)";

    // Cells.
    Range: "{least} ({first}) – {most} ({last})";
    At: "{value} ({place})";
    Place: "{place}, {group}";
    Week: "uge {week}", "week {week}";
    Dated: "{week} ({date})";
    Sized: "{week}, {min} til {max} kursister", "{week}, {min} to {max} participants";
    Run: "{school} {week}";
    GuaranteeRun: "{school} {week} (garanti)", "{school} {week} (guarantee)";
    Gap: "HUL", "GAP";
    Agreement: "aftale {reference}", "agreement {reference}";
    NotInPlan: "ikke i planen", "not in the plan";

    // The schools.
    Fairness: "Retfærdighed", "Fairness";
    School: "Skole", "School";
    Share: "Dage i % af ligelig andel", "Days in % of the fair share";
    Days: "Kursusdage", "Course days";
    Fair: "Ligelig andel", "Fair share";
    Above: "Dage over andelen", "Days above the share";
    OfNarrow: "Heraf i smalle mål", "Of narrow goals";
    OfGuarantee: "Heraf garanti", "Of these guarantee";
    Duties: "Mål, skolen skal annoncere", "Goals it must announce";
    Lightened: "Mindst én kursusdag færre for den øverste skole: pris for hele planen", "At least one course day fewer for the topmost school: price for the whole plan";
    MoreSchools: "… og {count} skoler mere", "… and {count} schools more";

    SchoolDays: "Kursusdage pr. skole", "Course days per school";
    AllSchools: "Alle skoler", "All schools";
    FairMeans: "Ligelig andel: de kurser, som skolerne har tilbudt, og ét for hvert andet mål, delt lige mellem de skoler, der kan gennemføre målet. Kurser, som planen lægger til ud over det, er ikke med i andelen.", "Fair share: the runs that schools offered, and one for every other goal, shared equally among the schools that can run the goal. Runs that the plan adds beyond these are not in the share.";

    // Plans and profiles by what they are for.
    Base: "Udgangspunkt ({name})", "As it is ({name})";
    Balanced: "balanceret ({name})", "balanced ({name})";
    EvenLoad: "jævn belastning ({name})", "even load ({name})";
    LeastChange: "færrest ændringer fra sidste år ({name})", "fewest changes from last year ({name})";
    NarrowFirst: "smalle mål først ({name})", "narrow goals first ({name})";
    NearHome: "tæt på kursisternes hjem ({name})", "near the participants' homes ({name})";
    Relieved: "mærkbart færre dage hos skolen, der bærer mest i forhold til sin andel ({name})", "clearly fewer days at the school that carries most for its share ({name})";
    LeastRelieved: "mindst én dag færre hos skolen, der bærer mest i forhold til sin andel ({name})", "at least one day fewer at the school that carries most for its share ({name})";

    // Scenarios that have none.
    Failed: "Uden plan", "Without a plan";
    Why: "Hvorfor", "Why";

    // Around the tables.
    Measure: "Sammenligning", "Comparison";
    Goals: "Mål, der er forskellige", "Goals that differ";
    Goal: "Målkode", "Goal code";
    Title: "Måltitel", "Goal title";
    Same: "Alle mål er ens i planerne.", "All goals are the same in the plans.";
    More: "… og {count} mål mere", "… and {count} goals more";
}
