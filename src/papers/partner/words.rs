//! The words of the partners' sheets.

use crate::domain::words::catalogue;

catalogue! {
    PartnerWord;

    Title: "Partnerark {year}: {employer}", "Partner sheet {year}: {employer}";
    Summary: "Behov: {needs}. Dækket: {met}. Dækket ved aftale med en skole uden for netværket: {agreed}. Ikke dækket: {open}.", "Needs: {needs}. Met: {met}. Met by agreement with a school outside the network: {agreed}. Not met: {open}.";
    Note: "Et behov er dækket, når et kursus begynder i perioden, og pladserne er nok til alle faste behov og ventelister. Ved hvert behov står det nærmeste kursus. Afstanden er fra kommunens hovedby til kursets adresse, og chancen er sandsynligheden for, at kurset gennemføres.", "A need is met when a run begins in the period and the seats suffice for all firm needs and waiting lists. The nearest run stands at each need. The distance is from the main town of the municipality to the address of the run, and the likelihood is the probability that the run is held.";
    Needs: "Behov og nærmeste kursus", "Needs and the nearest run";
    NeedsTab: "Behov", "Needs";
    Others: "Andre kurser i perioden", "Other runs in the period";
    OthersTab: "Andre kurser", "Other runs";
    OtherTimes: "Kurser uden for perioden", "Runs outside the period";
    OtherTimesTab: "Uden for perioden", "Outside the period";

    // Columns.
    Number: "Nr.", "No.";
    About: "Mål eller FKB", "Goal or FKB";
    AboutTitle: "Titel", "Title";
    Municipality: "Kommune", "Municipality";
    Participants: "Antal", "Participants";
    Period: "Periode", "Period";
    Firm: "Fast", "Firm";
    Answer: "Svar", "Answer";
    Start: "Start", "First day";
    End: "Slut", "Last day";
    Kilometres: "Km", "Distance (km)";
    Seats: "Pladser", "Seats";
    Held: "Chance (%)", "Likelihood (%)";
    Remark: "Bemærkning", "Remark";

    // Cells.
    WholeYear: "hele året", "the whole year";
    From: "fra {from}", "from {from}";
    To: "til {to}", "until {to}";
    FromTo: "{from} til {to}", "{from} to {to}";
    Met: "dækket", "met";
    MetByAgreement: "dækket ved aftale", "met by agreement";
    NotMet: "ikke dækket", "not met";
    OfGoal: "Mål {code} {title}.", "Goal {code} {title}.";
    Guarantee: "Garantikursus.", "Guarantee course.";
    AtDistance: "Kan gennemføres som fjernundervisning.", "May be run at a distance.";
    FromNeed: "Fra behovet: {note}.", "From the need: {note}.";
    OtherTime: "Alle kurser ligger uden for perioden; de står nedenfor.", "All runs lie outside the period; they are listed below.";
    AgreedOtherTime: "Den aftalte start ligger uden for perioden.", "The agreed start lies outside the period.";
    Full: "Der er ikke plads til alle: {certain} faste kursister og {seats} pladser.", "There is no room for all: {certain} firm participants and {seats} seats.";
    GapOfGoal: "Målet er et hul i planen: {reason}", "The goal is a gap in the plan: {reason}";
    AllCancelled: "Målets kurser er aflyst.", "The runs of the goal are cancelled.";
    GapOfFkb: "FKB'en har ingen kurser, som gennemføres. Mål i planen: {count}.", "The FKB has no run that takes place. Goals in the plan: {count}.";
    ByAgreement: "{school} holder mål {code} efter aftale ({reference})", "{school} runs goal {code} by agreement ({reference})";
    AgreedFrom: "{agreed}, start {date}.", "{agreed}, starting on {date}.";
    NoGoals: "FKB'en har ingen mål i planen.", "The FKB has no goal in the plan.";
    OtherKind: "Målet er ikke med i planen: det er ikke et kernemål, som skolerne koordinerer.", "The goal is not in the plan: it is no core goal that the schools coordinate.";
    Exempt: "Målet er ikke med i planen: det er undtaget efter aftale mellem skolerne.", "The goal is not in the plan: the schools have agreed to leave it out.";
    Archived: "Målet er ikke med i planen: det er nedlagt.", "The goal is not in the plan: it is archived.";
}
