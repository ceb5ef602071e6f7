//! Every word of the papers that the schools sign and work from, in Danish and English.

use crate::domain::words::catalogue;

catalogue! {
    Word;

    // On every paper; the locale tells Word how to spell.
    Locale: "da-DK", "en-GB";
    DraftFooter: "UDKAST - ikke klar til underskrift · {footer}", "DRAFT - not ready for signature · {footer}";
    Footer: "Planversion {version} · kontrolsum {beginning}", "Plan version {version} · checksum {beginning}";
    End: "Planversion {version}. Hele kontrolsummen (SHA-256): {checksum}", "Plan version {version}. The whole checksum (SHA-256): {checksum}";
    ShortFooter: "Planversion {version}", "Plan version {version}";
    MadeBy: "Lavet af amuplan {program} med profilen {profile}", "Made by amuplan {program} with the profile {profile}";
    Network: "Netværk: {network}", "Network: {network}";
    Front: "Forside", "Front page";
    Nothing: "Ingen.", "None.";

    // The agreement.
    AgreementTitle: "Koordineringsaftale {year}: FKB {code} {title}", "Coordination agreement {year}: FKB {code} {title}";
    GroupLine: "Branchegruppe: {group}", "Branch group: {group}";
    DraftTitle: "UDKAST - ikke klar til underskrift", "DRAFT - not ready for signature";
    DraftGaps: "Uden udbyder og uden aftale med en skole uden for kredsen:", "Without a provider and without an agreement with a school outside the circle:";
    DraftNobody: "Ingen skole i netværket har pligt eller kurser i FKB'en; der er ingen til at underskrive.", "No school of the network has a duty or a run in the FKB; there is nobody to sign.";
    GapReason: "{code} {title}: {reason}";
    Ready: "Klar til underskrift: alle mål i FKB'en har en udbyder eller en bindende aftale.", "Ready for signature: every goal of the FKB has a provider or a binding agreement.";
    Promises: "Det aftaler skolerne", "What the schools agree";
    Principle1: "Skolerne fordeler målene i FKB'en mellem sig, så hvert mål bliver udbudt og annonceret mindst én gang i {year}. Kan ingen af dem påtage sig et mål, indgås en bindende og dokumenteret aftale med en skole uden for kredsen; den er nævnt ved målet.", "The schools share the goals of the FKB so that every goal is offered and announced at least once in {year}. Where none of them can take a goal, a binding and documented agreement is made with a school outside the circle; it is named at the goal.";
    Principle2: "Den gennemførende skole udbyder og annoncerer målet på de datoer, der står nedenfor. De medannoncerende skoler udbyder det på de samme datoer og skriver, at kurset holdes på den gennemførende skoles adresse. Alle, der tilmelder sig hos dem, overføres til den gennemførende skole, som får hele taxametret. Kurser holdes som garantikurser, hvor det er pædagogisk forsvarligt.", "The executing school offers and announces the goal on the dates below. The co-announcing schools offer it on the same dates and state that the course is held at the executing school's address. Everybody who enrols with them is transferred to the executing school, which receives the whole taximeter. Courses are guarantee courses where that is pedagogically sound.";
    Principle3: "Andre relevante skoler inviteres med, hvor det giver mening. Skolernes kursusadministrationer aftaler, hvordan kursister overføres i praksis.", "Other relevant schools are invited where that makes sense. The course administrations of the schools agree how participants are transferred in practice.";
    GoalsAndRuns: "Mål og kurser", "Goals and runs";
    AlsoIn: "Indgår også i FKB'en, men aftales under egen FKB: {goals}.", "Part of the FKB too, but agreed under an FKB of its own: {goals}.";
    Signatures: "Underskrifter", "Signatures";
    SignaturesNote: "Koordineringsaftale {year}, FKB {code} {title}, planversion {version}. Aftalen er indgået, når alle nævnte skoler har skrevet under. Hver skole sørger selv for, at den bliver ført ud i livet hos skolen.", "Coordination agreement {year}, FKB {code} {title}, plan version {version}. The agreement is made when all schools named have signed. Each school itself sees to it that it is carried out at home.";
    School: "Skole", "School";
    InstitutionCode: "Inst.nr", "Inst. no.";
    Role: "Rolle", "Role";
    RoleText: "Kurser: {runs}. Medannoncerede mål: {mirrors}.", "Runs: {runs}. Co-announced goals: {mirrors}.";
    NameAndTitle: "Navn og titel", "Name and title";
    Date: "Dato", "Date";
    Signature: "Underskrift", "Signature";
    NotYet: "(udkast)", "(draft)";

    // The agreement with a school outside.
    OutsideTitle: "Aftale med en skole uden for kredsen {year}: {code} {title}", "Agreement with a school outside the circle {year}: {code} {title}";
    OutsideWhy: "Ingen skole i kredsen udbyder målet i {year}. Når ingen af dem kan påtage sig et mål, indgår de en bindende og dokumenteret aftale med en skole uden for kredsen. Målet er et hul i planen, til aftalen er underskrevet og noteret hos sekretariatet.", "No school of the circle offers the goal in {year}. Where none of them can take a goal, they make a binding and documented agreement with a school outside the circle. The goal is a gap of the plan until the agreement is signed and noted by the secretariat.";
    TheGoal: "Målet", "The goal";
    Fkb: "FKB";
    Participants: "Kursister på et hold", "Participants of a class";
    Announcers: "Skoler, der annoncerer målet", "Schools that announce the goal";
    Ask: "Skoler at spørge", "Schools to ask";
    AskNote: "Disse skoler uden for kredsen har en godkendelse, der omfatter målet, i {year}.", "These schools outside the circle hold an approval that covers the goal in {year}.";
    AskNobody: "Der er ikke noteret nogen skole uden for kredsen med en godkendelse, der omfatter målet. Find en skole, der er godkendt til FKB {fkb}.", "No school outside the circle with an approval that covers the goal is noted. Find a school that is approved for FKB {fkb}.";
    OutsidePromise1: "Den eksterne skole udbyder og gennemfører målet mindst én gang i {year}, på de datoer og det sted, der står nedenfor.", "The outside school offers and executes the goal at least once in {year}, on the dates and at the place below.";
    OutsidePromise2: "Skolerne i kredsen, der har pligt til at annoncere målet, annoncerer det på de samme datoer og på den eksterne skoles adresse. Alle, der tilmelder sig hos dem, overføres til den eksterne skole, som får hele taxametret.", "The schools of the circle that must announce the goal announce it on the same dates and at the outside school's address. Everybody who enrols with them is transferred to the outside school, which receives the whole taximeter.";
    OutsidePromise3: "Ændrer eller aflyser den eksterne skole kurset, får kredsen besked med det samme.", "If the outside school changes or cancels the course, the circle is told at once.";
    PartiesAgree: "Det aftaler parterne", "What the parties agree";
    ToFill: "Udfyldes", "To fill in";
    Field: "Felt", "Field";
    FieldReference: "Aftalens reference", "Reference of the agreement";
    FieldSchool: "Ekstern skole, institutionsnummer og kontaktperson", "Outside school, institution number and contact";
    FieldDates: "Startdato og kursusdage", "Start and course days";
    FieldPlace: "Sted og adresse", "Place and address";
    FieldSeats: "Pladser, mindste antal kursister og garanti (J/N)", "Seats, fewest participants and guarantee (Y/N)";
    OutsideSigned: "Aftale {year} om mål {code} {title}.", "Agreement {year} about goal {code} {title}.";
    ForCircle: "For kredsen", "For the circle";
    ForOutside: "For den eksterne skole", "For the outside school";
    Party: "Part", "Party";

    // The list of signatures.
    ListTitle: "Underskriftsliste {year}: {network}", "List of signatures {year}: {network}";
    ListNote: "Klar til underskrift: {ready}. Udkast: {drafts}.", "Ready for signature: {ready}. Drafts: {drafts}.";
    Agreements: "Aftaler", "Agreements";
    Goals: "Mål", "Goals";
    Gaps: "Huller", "Gaps";
    Status: "Status";
    StatusReady: "klar", "ready";
    StatusDraft: "UDKAST", "DRAFT";
    Signers: "Underskrives af", "Signed by";

    // The overview.
    OverviewTitle: "Koordineringsoversigt {year}: {network}", "Coordination overview {year}: {network}";
    OverviewNote: "Mål: {goals}. Kurser: {runs}. Åbne huller: {gaps}. Huller og aflyste kurser er markeret.", "Goals: {goals}. Runs: {runs}. Open gaps: {gaps}. Gaps and cancelled runs are marked.";
    Overview: "Oversigt", "Overview";
    FkbRow: "FKB {code} {title} ({group})";

    // A school's sheet.
    SheetTitle: "Skolens ark {year}: {school}", "School sheet {year}: {school}";
    SheetNote: "Kurser, som skolen gennemfører: {runs}. Kurser, som den annoncerer for andre: {mirrors}. Felterne står i annonceringssystemernes rækkefølge; tomme felter i regnearket udfylder skolen selv.", "Runs that the school executes: {runs}. Runs that it announces for others: {mirrors}. The fields stand in the order of the announcement systems; the school fills in the empty ones of the workbook itself.";
    OwnRuns: "Kurser, som skolen selv gennemfører", "Runs that the school executes itself";
    OwnRunsTab: "Gennemfører", "Executes";
    MirrorRuns: "Kurser, som skolen annoncerer for andre", "Runs that the school announces for others";
    MirrorRunsTab: "Annoncerer for andre", "Announces for others";
    MirrorNote: "Annonceres på præcis disse datoer og på den gennemførende skoles adresse. Pladserne er den gennemførende skoles; de er fælles for alle, der annoncerer.", "Announced on exactly these dates and at the executing school's address. The seats are the executing school's; all who announce share them.";
    Transfers: "Kursister, som overføres til andre", "Participants who are transferred to others";
    TransfersTab: "Overføres til", "Transferred to";
    TransfersNote: "Alle, der tilmelder sig disse mål hos skolen, overføres. Den gennemførende skole får hele taxametret.", "Everybody who enrols for these goals at the school is transferred. The executing school receives the whole taximeter.";
    Loans: "Udlånte og lånte godkendelser", "Approvals lent and borrowed";
    LoansTab: "Udlån", "Lending";
    LoansNote: "Udlånet indberettes af den skole, der låner godkendelsen ud.", "The lending is reported by the school that lends the approval.";
    HomeArea: "Kurser i en anden skoles hjemområde", "Runs in another school's home area";
    HomeAreaTab: "Hjemområder", "Home areas";
    HomeAreaNote: "Den lokale skoles samtykke er ikke noteret. Den lokale skole skal tilbydes at være med; et samtykke noteres hos sekretariatet.", "No consent of the local school is noted. The local school must be offered a part; a consent is noted by the secretariat.";
    OpenDuties: "Mål, som skolen har pligt til, og som ingen udbyder endnu", "Goals that the school must announce and nobody offers yet";
    OpenDutiesTab: "Uløste mål", "Open goals";
    ToSign: "Koordineringsaftaler, som skolen underskriver", "Coordination agreements that the school signs";
    ToSignTab: "Underskriver", "Signs";
    ClassId: "Kviknummer", "Class id";
    Announcing: "Annoncerende skole", "Announcing school";
    ExecutingCode: "Gennemf. inst.nr", "Exec. inst. no.";
    CourseDays: "Kursusdage", "Course days";
    Hours: "Tidspunkt", "Hours";
    Form: "Undervisningsform", "Form of delivery";
    CourseLanguage: "Sprog", "Language";
    Seats: "Pladser", "Seats";
    Minimum: "Mindste antal", "Minimum";
    GuaranteeYesNo: "Garanti (J/N)", "Guarantee (Y/N)";
    Deadline: "Tilmeldingsfrist", "Enrolment deadline";
    Fee: "Deltagerbetaling", "Fee";
    Prerequisites: "Forudsætninger", "Prerequisites";
    ContactMail: "Kontakt og e-mail", "Contact and e-mail";
    Link: "Link";
    YesLetter: "J", "Y";
    NoLetter: "N";
    TransferTo: "Overføres til", "Transferred to";
    Taximeter: "Taxameter til", "Taximeter to";
    FirstDate: "Datoer", "Dates";
    Lender: "Udlåner (indberetter)", "Lender (reports)";
    Borrower: "Låner og gennemfører", "Borrows and executes";
    LocalSchool: "Lokal skole uden noteret samtykke", "Local school without noted consent";
    Reason: "Årsag", "Reason";

    // Calendars.
    CalendarName: "AMU-kurser {year}, {school}", "AMU courses {year}, {school}";
    EventOwn: "{code} {title}";
    EventMirror: "Annonceres: {code} {title} ({school})", "Announced: {code} {title} ({school})";
    EventCancelled: "Aflyst: {summary}", "Cancelled: {summary}";
    EventText: "Gennemføres af {school}. {version}.", "Executed by {school}. {version}.";

    // The year's wheel.
    WheelTitle: "Årshjul for planåret {year}: {network}", "The wheel of the plan year {year}: {network}";
    WheelNote: "Frister for koordineringen af {year}. Sekretariatet kan flytte dem.", "Deadlines of the coordination of {year}. The secretariat can move them.";
    Deadlines: "Frister", "Deadlines";
    What: "Hvad", "What";
    Who: "Hvem", "Who";
    About: "Møde", "Meeting";
    Source: "Kilde", "Source";
    FormsOut: "Koordineringsskemaer sendes ud", "Coordination forms are sent";
    FormsBack: "Koordineringsskemaer er returneret", "Coordination forms are returned";
    Draft: "Planforslag og hulliste sendes ud", "Proposed plan and gap list are sent";
    Items: "Punkter til dagsordenen er afleveret", "Agenda items are in";
    Agenda: "Dagsorden er sendt ud", "The agenda is out";
    MeetingHeld: "Mødet holdes", "The meeting is held";
    Minutes: "Referat er sendt ud", "The minutes are out";
    Comments: "Kommentarer til referatet er afleveret", "Comments on the minutes are in";
    Signed: "Alle aftaler er underskrevet og hos sekretariatet", "All agreements are signed and with the secretariat";
    Secretariat: "sekretariatet", "the secretariat";
    Schools: "skolerne", "the schools";
    Everybody: "alle", "everybody";
    Host: "skolen, der holder mødet", "the school that holds the meeting";
    NextHost: "skolen, der holder næste møde", "the school that holds the next meeting";
    GroupMeeting: "Koordineringsmøde {group}", "Coordination meeting {group}";
    ForumMeeting: "Samarbejdsforum, møde {number}", "Forum, meeting {number}";
    Procedure: "forretningsorden", "rules of procedure";
    Terms: "kommissorium", "terms of reference";
    OwnPractice: "egen praksis", "own practice";
}

#[cfg(test)]
mod tests {
    use super::Word;
    use crate::domain::instance::Language;

    /// A tab of a workbook takes at most 31 characters and none of these.
    #[test]
    fn tabs_have_names_that_a_workbook_allows() {
        let tabs = [
            Word::Front,
            Word::Signatures,
            Word::GoalsAndRuns,
            Word::Agreements,
            Word::OwnRunsTab,
            Word::MirrorRunsTab,
            Word::TransfersTab,
            Word::LoansTab,
            Word::HomeAreaTab,
            Word::OpenDutiesTab,
            Word::ToSignTab,
            Word::Deadlines,
        ];
        for word in tabs {
            for language in [Language::Da, Language::En] {
                let name = word.text(language);
                assert!(name.chars().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name}");
            }
        }
    }
}
