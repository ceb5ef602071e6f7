//! The words of the comparison, in Danish and English.

use crate::domain::words::catalogue;

catalogue! {
    CompareWord;

    // Rows, in natural units.
    Profile: "Profil", "Profile";
    Gaps: "Huller", "Gaps";
    Covered: "Mål dækket af kurser", "Goals covered by runs";
    Agreements: "Mål lukket af aftaler", "Goals closed by agreements";
    Runs: "Kurser", "Runs";
    Guarantees: "Garantikurser", "Guarantee courses";
    Expected: "Forventede kursister på kurser, der gennemføres", "Expected participants in runs that are held";
    NarrowRuns: "Kurser i smalle mål", "Runs of narrow goals";
    NarrowHeld: "Kurser i smalle mål, der ventes gennemført", "Runs of narrow goals expected to be held";
    RunsPerSchool: "Kurser pr. skole, færrest til flest", "Runs per school, lowest to highest";
    DaysPerSchool: "Kursusdage pr. skole, færrest til flest", "Course days per school, lowest to highest";
    AboveFair: "Dage over ligelig andel, skolen med flest", "Days above the fair share, school with most";
    Farthest: "Km til nærmeste kursus, kommunen længst væk (midterste mål i en branchegruppe)", "Km to the nearest run, municipality farthest away (median goal of a branch group)";
    Moved: "Kurser på skoler, der ikke havde målet sidste år", "Runs at schools that did not run the goal last year";
    Differing: "Mål, der er anderledes end i den første plan", "Goals that differ from the first plan";
    DifferingSchools: "– heraf hos andre skoler, nye huller eller lukkede huller", "– of these at other schools, new gaps or gaps closed";
    Improvable: "Bilag: en plan med lige så få huller kan højst være så meget bedre (%)", "Appendix: a plan with as few gaps can be better by at most (%)";
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
    Lightened: "Mindst én kursusdag færre: pris for hele planen", "At least one course day fewer: price for the whole plan";
    MoreSchools: "… og {count} skoler mere", "… and {count} schools more";

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
