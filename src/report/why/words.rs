//! The words of "why" and "why not", in Danish and English.

use crate::domain::words::catalogue;

catalogue! {
    WhyWord;

    // A run, and its lines.
    Goal: "{code} {title}";
    Place: "{at}, uge {week} (start {date})", "{at}, week {week} (start {date})";
    Run: "  Kursus {number}: {place}", "  Run {number}: {place}";
    Because: "    Valgt fordi: {reasons}.", "    Chosen because: {reasons}.";
    Next: "    Næstbedst (foreløbig, alle andre kurser bliver): {place}: {effects}.", "    Next best (preliminary, all other runs stay): {place}: {effects}.";
    Confirmed: "    Næstbedst (bekræftet, andre kurser må flytte): {place}: {effects}.", "    Next best (confirmed, other runs may move): {place}: {effects}.";
    ConfirmedSame: "    Bekræftet: det er også det næstbedste, når andre kurser må flytte.", "    Confirmed: it is the next best where other runs may move, too.";
    NoNext: "    Næstbedst (foreløbig): intet andet sted er der plads, så længe alle andre kurser bliver.", "    Next best (preliminary): there is no room anywhere else while all other runs stay.";
    NoNextFixed: "    Næstbedst: rækken lader ikke andre steder eller uger åbne.", "    Next best: the row leaves no other place or week open.";
    NoneConfirmed: "    Næstbedst: der er heller ikke fundet et andet sted, når andre kurser må flytte.", "    Next best: no other place was found even where other runs may move.";
    Changes: "    Det ændrer det: {changes}.", "    What would change it: {changes}.";
    Moved: "flytter {count} andre kurser ({runs})", "moves {count} other runs ({runs})";
    MovedOne: "flytter 1 andet kursus ({runs})", "moves 1 other run ({runs})";
    MovedRun: "{code} {title} til {place}", "{code} {title} to {place}";
    RunAt: "{code} {title}: {place}";
    Gone: "{count:kursus|kurser} falder væk ({runs})", "{count:run falls|runs fall} away ({runs})";
    Added: "{count:kursus|kurser} kommer til ({runs})", "{count:run is|runs are} added ({runs})";
    AndOthers: "og {count} mere", "and {count} more";
    Without: "uden dette kursus; målets andre kurser bliver", "without this run; the goal's other runs stay";
    SumWorse: "alt i alt vejer det som {n} kursister færre", "all in all it weighs like {n} participants fewer";
    SumBetter: "alt i alt vejer det som {n} kursister flere", "all in all it weighs like {n} participants more";
    NoEffect: "planen bliver lige så god", "the plan is just as good";
    SmallEffect: "planen bliver lidt ringere", "the plan gets slightly worse";
    SmallGain: "planen bliver lidt bedre", "the plan gets slightly better";

    // Reasons.
    ByForm: "skolen har tilbudt det ({row})", "the school offered it ({row})";
    ByLock: "det er låst ({row})", "it is locked ({row})";
    Row: "{file} linje {line}: {text}", "{file} line {line}: {text}";
    OnlySchool: "eneste mulige skole", "the only possible school";
    NowhereElse: "intet andet sted er der plads", "there is no room anywhere else";
    AsGood: "et andet sted ville være lige så godt", "another place would be just as good";

    // What would change it.
    ChangeForm: "skolen trækker rækken tilbage ({row})", "the school withdraws the row ({row})";
    ChangeLock: "låsen ophæves (amuplan locks lift; {row})", "the lock is lifted (amuplan locks lift; {row})";
    ChangeOnly: "en anden skole får godkendelse, udstyr eller åbne dage til målet", "another school gets an approval, the equipment or open days for the goal";
    ChangeKeep: "en lås (amuplan locks add MAPPE keep {code} --site {site} --week {week} --by HVEM --reason HVORFOR)", "a lock (amuplan locks add FOLDER keep {code} --site {site} --week {week} --by WHO --reason WHY)";
    ChangeForbid: "og en lås, så det er dette af målets kurser, der flytter (amuplan locks add MAPPE forbid {code} --site {site} --week {week} --by HVEM --reason HVORFOR)", "and a lock, so that it is this run of the goal that moves (amuplan locks add FOLDER forbid {code} --site {site} --week {week} --by WHO --reason WHY)";
    ChangeRefusal: "{school} svarer, at den ikke kan", "{school} answers that it cannot";
    ChangeRoom: "et andet sted får et lokale eller undervisere mere", "another place gets one more room or more teachers";

    // Differences in natural units; good and bad for the plan that is spoken of.
    GoodHeld: "{n} flere kursister på kurser, der gennemføres", "{n} more participants in runs that are held";
    BadHeld: "{n} færre kursister på kurser, der gennemføres", "{n} fewer participants in runs that are held";
    GoodHeldSlightly: "lidt flere kursister på kurser, der gennemføres", "slightly more participants in runs that are held";
    BadHeldSlightly: "lidt færre kursister på kurser, der gennemføres", "slightly fewer participants in runs that are held";
    GoodAccess: "{n} kursist-km kortere rejse", "{n} participant-km less travel";
    BadAccess: "{n} kursist-km længere rejse", "{n} participant-km more travel";
    GoodAccessSlightly: "lidt kortere rejse", "slightly less travel";
    BadAccessSlightly: "lidt længere rejse", "slightly more travel";
    GoodSpread: "målet er inden for rækkevidde af {n} % flere indbyggere", "the goal is within reach of {n} % more inhabitants";
    BadSpread: "målet er inden for rækkevidde af {n} % færre indbyggere", "the goal is within reach of {n} % fewer inhabitants";
    GoodShare: "udbuddet er jævnere fordelt i landet eller mellem skolerne", "courses are spread more evenly over the country or the schools";
    BadShare: "udbuddet er skævere fordelt i landet eller mellem skolerne", "courses are spread less evenly over the country or the schools";
    GoodLoad: "{n} kursusdage mindre over den ligelige andel", "{n} course days less above the fair share";
    BadLoad: "{n} kursusdage mere over den ligelige andel", "{n} course days more above the fair share";
    GoodLoadShape: "belastningen er jævnere", "the load is more even";
    BadLoadShape: "belastningen er skævere", "the load is less even";
    GoodDate: "en bedre dato (ugedag, sæson, lukkedage)", "a better date (weekday, season, closed days)";
    BadDate: "en ringere dato (ugedag, sæson, lukkedage)", "a worse date (weekday, season, closed days)";
    GoodWish: "skolen har sagt, at den kan", "the school said that it can";
    BadWish: "en skole eller uge, som ingen har ønsket", "a school or week that nobody wished for";
    GoodStability: "sidste års udbyder", "last year's provider";
    BadStability: "ikke sidste års udbyder", "not last year's provider";
    GoodGuarantee: "større sikkerhed med garantikurser", "more certainty by guarantee courses";
    BadGuarantee: "mindre sikkerhed med garantikurser", "less certainty by guarantee courses";

    // A goal without a run.
    Agreed: "Målet har intet kursus: det er dækket af aftalen med {school} ({reference}).", "The goal has no run: it is covered by the agreement with {school} ({reference}).";
    GapLine: "HUL: {reason}", "GAP: {reason}";
    CauseLine: "  Skolerne: {causes}", "  The schools: {causes}";
    CureLine: "  Det hjælper: {cure}", "  What would help: {cure}";
}
