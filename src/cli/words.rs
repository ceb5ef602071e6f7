//! What the commands say on the terminal ([`Word`]), and the texts of their help and of errors of usage ([`Help`]).

use crate::domain::words::catalogue;

catalogue! {
    Word;

    // Folders and files.
    FolderUnreadable: "{path}: planlægningsmappen kan ikke læses: {reason}. Angiv den mappe, som plan.toml ligger i.", "{path}: the planning folder cannot be read: {reason}. Give the folder that holds plan.toml.";
    IsFile: "{path}: det er en fil; angiv en mappe med -o", "{path}: this is a file; give a folder with -o";
    IsPlanFolder: "{path}: i den mappe ligger en plan; angiv en anden mappe med -o", "{path}: a plan lies in that folder; give another folder with -o";
    IsPlanningFolder: "{path}: det er en planlægningsmappe; angiv en anden mappe med -o", "{path}: this is a planning folder; give another folder with -o";
    Unreadable: "{path}: kan ikke læses: {reason}", "{path}: cannot be read: {reason}";
    NoPlanHere: "{path}: her ligger ingen plan (hverken plan.csv, result.json eller andre af dens filer)", "{path}: no plan folder: it holds none of plan.csv, result.json ...";
    UnknownProfile: "--profile {name}: hverken en indbygget profil ({known}) eller en fil, der kan læses ({reason})", "--profile {name}: neither a built-in profile ({known}) nor a file that can be read ({reason})";
    WrongProfile: "--profile {name}: {reason}";
    // check
    Sound: "Mappen kan planlægges: {year}, {schools:skole|skoler}, {sites:afdeling|afdelinger}, {goals:mål|mål}, {duties:pligt|pligter}; {warnings:advarsel|advarsler}.", "The folder can be planned: {year}, {schools:school|schools}, {sites:site|sites}, {goals:goal|goals}, {duties:duty|duties}; {warnings:warning|warnings}.";
    // plan
    PlanNotWritten: "{path}: planen kunne ikke skrives: {reason}", "{path}: the plan could not be written: {reason}";
    NoPlanThere: "{path}: planen kan ikke skrives her: {reason}", "{path}: no plan can be written there: {reason}";
    Disagreement: "Efterprøvningen og beregningen er ikke enige; intet er skrevet. Det er en fejl i programmet: meld den, og vedlæg planlægningsmappen.", "The verifier disagrees with the solver; nothing is written. Please report this with the planning folder.";
    NoPlanYet: "Stoppet, før der var fundet en plan med plads til alle faste kurser; intet er skrevet. Giv mere tid med --time-limit. Uden plads endnu:", "Stopped before a plan was found that holds all fixed runs; nothing is written. Give more time with --time-limit. Without a place yet:";
    FixedClash: "Kurserne i disse rækker kan ikke alle gennemføres (lokaler, undervisere, grænser, datoer). Ret en af dem:", "The fixed runs that these rows ask for cannot all be held (rooms, teachers, limits, dates). Change one of them:";
    NoRoomBy: "Disse rækker levner tilsammen ikke plads til dem; hver af dem er en del af modstriden:", "Together these rows leave no room for them; each is part of the contradiction:";
    NoRoomUnknown: "Hvilke lukkedage, lokaler og grænser der ikke levner plads, blev ikke afgjort inden for tiden.", "Which closures, rooms and limits leave no room was not settled in time.";
    FixedRow: "  {file} linje {line}: {text}", "  {file} line {line}: {text}";
    // Scenarios.
    ScenarioUnreadable: "--scenario {path}: filen kan ikke læses: {reason}", "--scenario {path}: the file cannot be read: {reason}";
    ScenarioWrong: "Scenariet »{name}« ({file}) kan ikke planlægges:", "The scenario \"{name}\" ({file}) cannot be planned:";
    ScenarioMissing: "Planen er lavet med scenariet »{name}«, som ikke findes i mappen scenarios. Læg det tilbage, eller angiv dets fil med --scenario til verify.", "The plan was made with the scenario \"{name}\", which is not in the folder scenarios. Put it back, or give its file with --scenario to verify.";
    NoScenarios: "{path}: mappen har ingen scenarier; læg dem som TOML-filer i mappen scenarios", "{path}: the folder has no scenarios; put them as TOML files into the folder scenarios";
    ScenarioNamedBase: "{file}: navnet basis bruges til planen uden scenarie; giv filen et andet navn", "{file}: the name basis is that of the plan without a scenario; give the file another name";
    ScenarioPlanned: "Scenariet »{name}« er planlagt.", "The scenario \"{name}\" is planned.";
    // compare
    NotComparable: "{path}: kan ikke sammenlignes: {reason}", "{path}: cannot be compared: {reason}";
    OtherYear: "Planen »{name}« er for {year}, den første for {first}; kun planer for samme år kan sammenlignes.", "The plan \"{name}\" is for {year}, the first one for {first}; only plans of one year can be compared.";
    OtherNetwork: "Planen »{name}« er for netværket »{network}«, den første for »{first}«; kun planer for samme netværk kan sammenlignes.", "The plan \"{name}\" is for the network \"{network}\", the first one for \"{first}\"; only plans of one network can be compared.";
    ComparisonNotWritten: "{path}: sammenligningen kunne ikke skrives: {reason}", "{path}: the comparison could not be written: {reason}";
    ComparisonWritten: "Skrevet: sammenligning.xlsx og dens tabeller som CSV i {path}.", "Written: sammenligning.xlsx and its tables as CSV in {path}.";
    NoAlternative: "Ingen markant anderledes plan er højst {within} % ringere uden flere huller.", "No markedly different plan is at most {within} % worse without more gaps.";
    AlternativeGains: "{name}: samlet værdi {percent} % højere; forventede kursister {before} -> {after}; mål med andre skoler: {goals}", "{name}: total value {percent} % higher; expected participants {before} -> {after}; goals with other schools: {goals}";
    AlternativeIs: "{name}: samlet værdi {percent} % lavere; forventede kursister {before} -> {after}; mål med andre skoler: {goals}", "{name}: total value {percent} % lower; expected participants {before} -> {after}; goals with other schools: {goals}";
    Lightened: "; mest lettet: {school} (kursusdage {days}, kurser {runs})", "; most relieved: {school} (course days {days}, runs {runs})";
    Burdened: "; mest kommer til hos {school} (kursusdage {days}, kurser {runs})", "; most is added at {school} (course days {days}, runs {runs})";
    WayImpossible: "skemaer og låse levner ingen plan", "forms and locks leave no plan";
    WayNotFound: "ingen plan fundet inden for grænserne", "no plan found within the limits";
    WayRejected: "planen kunne ikke efterprøves; det er en fejl i programmet: meld den, og vedlæg planlægningsmappen", "the plan could not be verified; please report this with the planning folder";
    WayGaps: "vises ikke, den åbner {gaps:hul|huller} mere", "not shown, it opens {gaps:more gap|more gaps}";
    WayLoses: "vises ikke, dens samlede værdi er {percent} % lavere", "not shown, its total value is {percent} % lower";
    WayTooLike: "vises ikke, kun {goals} mål har andre skoler end i planen på bordet; grænsen for markant anderledes er {percent} % af målene", "not shown, only {goals:goal has|goals have} other schools than in the plan on the table; the threshold for markedly different is {percent} % of the goals";
    WayNotShown: "vises ikke, for lig en af de viste, eller der vises tre allerede ({goals} mål har andre skoler end i planen på bordet)", "not shown, too like one that is shown, or three are shown already ({goals:goal has|goals have} other schools than in the plan on the table)";
    LightenHead: "Mindst én kursusdag færre hos {school}, som bærer mest i forhold til sin ligelige andel ({before} dage, så {after}): ", "At least one course day fewer at {school}, which carries most for its fair share ({before} days, then {after}): ";
    LightenGaps: "åbner {gaps:hul|huller}; ", "opens {gaps:gap|gaps}; ";
    LightenCosts: "koster højst {percent} % af planens samlede værdi (forventede kursister {before} -> {after})", "costs at most {percent} % of the total value (expected participants {before} -> {after})";
    LightenGains: "koster intet: planens samlede værdi bliver {percent} % højere (forventede kursister {before} -> {after})", "costs nothing: the total value becomes {percent} % higher (expected participants {before} -> {after})";
    LightenLess: "; hvor mere må ændres, kun {percent} % ({name})", "; where more may change, only {percent} % ({name})";
    LightenHidden: ", vises ikke", ", not shown";
    LightenFree: "; hvor mere må ændres, koster det intet ({name})", "; where more may change, it costs nothing ({name})";
    LightenKeep: "Skal det gælde, så sæt max_course_days til {days} for skolen i schools.csv, og lav en ny plan med amuplan replan.", "To make it so, set max_course_days to {days} for the school in schools.csv, and make a new plan with amuplan replan.";
    LightenGoals: "; {goals} mål er anderledes", "; {goals:goal is|goals are} different";
    LightenLeast: ", mindst {percent} %", ", at least {percent} %";
    CannotLighten: "{school} bærer mest i forhold til sin ligelige andel ({before} dage), og der kan ikke blive en kursusdag færre: skemaer og låse holder dem fast.", "{school} carries most for its fair share ({before} days), and there can be no course day fewer: forms and locks fix them.";
    NotLightened: "Der blev ikke fundet en plan med færre kursusdage hos {school}, som bærer mest i forhold til sin ligelige andel ({before} dage).", "No plan was found with fewer course days at {school}, which carries most for its fair share ({before} days).";
    LightenImpossible: "kan ikke: skemaer og låse holder dem fast", "cannot be: forms and locks fix them";
    LightenUnknown: "ingen plan fundet", "no plan found";
    // robustness
    DrawnYears: "Planen i {draws} tilfældige år, målt og ikke til at styre efter (startværdi {seed}):", "The plan in {draws} drawn years, measured and nothing to steer by (seed {seed}):";
    NormalYear: "som ventet", "as expected";
    LowYear: "20 % færre kursister", "20 % fewer participants";
    HighYear: "20 % flere kursister", "20 % more participants";
    DrawnYear: "  {year}: {held} af {runs} kurser gennemføres ({low} til {high} i 9 af 10 år) med {people} kursister", "  {year}: {held} of {runs} runs are held ({low} to {high} in 9 of 10 years) with {people} participants";
    NoFragile: "Ingen kurser er skrøbelige: alle gennemføres i mindst halvdelen af årene som ventet.", "No run is fragile: each is held in at least half of the years as expected.";
    Fragile: "Skrøbelige kurser, gennemført i under halvdelen af årene som ventet: {count}", "Fragile runs, held in less than half of the years as expected: {count}";
    FragileRun: "  {percent} %: {goal} {title}, {school} den {date} (mindst {min})", "  {percent} %: {goal} {title}, {school} on {date} (at least {min})";
    MoreFragile: "  … og {count} mere (alle: --json)", "  … and {count} more (all: --json)";

    // Progress of plan.
    PhaseBound: "beregner grænsen", "computing the bound";
    PhaseConstruct: "lægger en første plan", "building a first plan";
    PhaseImprove: "forbedrer planen", "improving the plan";
    PhaseExact: "løser den lille model helt", "solving the small model exactly";
    Begun: "{seconds} s  {phase}";
    Under: "{seconds} s  {phase}: {gaps} mål mangler plads, værdi {value}, ingen plan kan nå over {bound} (afstand {percent} %)", "{seconds} s  {phase}: {gaps} goals without a place, value {value}, no plan can exceed {bound} (distance {percent} %)";

    // verify
    Accepted: "Efterprøvet: planen i {path} holder alle regler; værdi {value}, bevist grænse {bound}.", "Verified: the plan in {path} keeps all rules; value {value}, proven bound {bound}.";
    Rejected: "AFVIST: planen i {path} holder ikke alle regler, eller dens filer passer ikke sammen ({count} fejl).", "REJECTED: the plan in {path} breaks rules, or its files do not agree ({count} violations).";
    MoreViolations: "... og {count} mere", "... and {count} more";

    // forms
    FormsNotWritten: "{path}: skemaerne kunne ikke skrives: {reason}", "{path}: the forms could not be written: {reason}";
    FormsWritten: "{count:skema|skemaer} i {path}, ét til hver medlemsskole, der er godkendt til noget i planen:", "{count:form|forms} in {path}, one for each member school that is approved for anything in the plan:";
    FormsNotFor: "Uden skema, fordi skolen ikke er godkendt til noget i planen: {schools}", "Without a form, as the school is approved for nothing in the plan: {schools}";
    FolderTaken: "Mappen {path} er ikke tom: vælg en ny", "The folder {path} is not empty: choose a new one";
    FormWritten: "  {file}: {goals} mål, {prefilled} udfyldt på forhånd", "  {file}: {goals:goal|goals}, {prefilled} filled in already";
    ReturnedUnreadable: "{path}: mappen med de returnerede skemaer kan ikke læses: {reason}", "{path}: the folder of returned forms cannot be read: {reason}";
    NothingImported: "Intet er skrevet. Ret skemaerne (eller flyt dem væk), og kør igen.", "Nothing is written. Correct the forms (or move them away), and run again.";
    Imported: "{forms:skema|skemaer} læst, {rows} svar; beholdt fra skoler uden nyt skema: {kept} svar. Skrevet: {path}. Kør nu amuplan check.", "{forms:form|forms} read, {rows:answer|answers}; kept of schools without a new form: {kept:answer|answers}. Written: {path}. Now run amuplan check.";

    // papers
    PapersNotWritten: "{path}: papirerne kunne ikke skrives: {reason}", "{path}: the papers could not be written: {reason}";
    PapersWritten: "{count:papir|papirer} i {path}. Koordineringsaftaler klar til underskrift: {ready}; udkast med åbne huller: {drafts}.", "{count:paper|papers} in {path}. Coordination agreements ready for signature: {ready}; drafts with open gaps: {drafts}.";
    PapersAway: "Kurser i en anden skoles hjemområde uden noteret samtykke: {count}; se skolernes ark.", "Runs in another school's home area without noted consent: {count}; see the school sheets.";
    PapersNeeds: "Behov fra partnere: {met} af {needs} er dækket af kurser; se partnerark.", "Needs of partners: {met} of {needs} are met by runs; see the partner sheets.";
    NoEarlierPlan: "{path}: kan ikke bruges som tidligere plan: {reason}", "{path}: cannot serve as the earlier plan: {reason}";
    ChangesTold: "Ændringslog fra planversion {from}: {asked:ændring|ændringer} efter ønske og {followed:anden|andre} (aendringslog.docx).", "Change log from plan version {from}: {asked:change|changes} that were asked for and {followed:other|others} (aendringslog.docx).";
    NoDifference: "Ændringslog fra planversion {from}: ingen forskel (aendringslog.docx).", "Change log from plan version {from}: no difference (aendringslog.docx).";

    // replan, undo
    NoPlanOnTable: "{path}: kan ikke bruges som planen på bordet: {reason}", "{path}: cannot serve as the plan on the table: {reason}";
    NothingChanged: "Planen på bordet holder stadig: ingen ændringer.", "The plan on the table still holds: no changes.";
    ScenarioDropped: "Planen på bordet er lavet med scenariet »{name}«; den nye plan laves af planlægningsmappen, som den er. Skal scenariet gælde, så skriv det ind i mappens filer først.", "The plan on the table was made with the scenario \"{name}\"; the new plan is made of the planning folder as it is. Where the scenario is to hold, write it into the files of the folder first.";
    ChangesCounted: "{all:ændring|ændringer}: {asked} ønsket, {followed} fulgte med.", "{all:change|changes}: {asked} asked for, {followed} followed.";
    AskedHeading: "Ønsket:", "Asked for:";
    FollowedHeading: "Fulgte med:", "Followed:";
    LeastProven: "Bevist: ingen plan kan nøjes med en mindre samlet ændring end det nødvendige ({needed} point: anden skole 3, anden afdeling 2, anden dato eller garanti 1, kursus mere eller mindre 3).", "Proven: no plan gets by with a smaller change than was necessary here ({needed} points: another school 3, another site 2, another date or guarantee 1, a run more or less 3).";
    LeastOpen: "Nødvendig ændring {needed} point; under {least} kan det ikke gøres, men det er ikke bevist, at {needed} er det mindste (anden skole 3, anden afdeling 2, anden dato eller garanti 1, kursus mere eller mindre 3).", "Necessary change {needed} points; less than {least} cannot do, but that {needed} is the least is not proven (another school 3, another site 2, another date or guarantee 1, a run more or less 3).";
    MoreChanged: "Af hensyn til værdien er mere ændret: {cost} point i alt mod {needed} nødvendige.", "More was changed for the sake of the value: {cost} points in all, {needed} were necessary.";
    GapsNow: "Huller: {before} før, {after} nu.", "Gaps: {before} before, {after} now.";
    ReplanStopped: "Beregningen stoppede ved tidsgrænsen ({seconds} sekunder) eller blev afbrudt; mere tid (--time-limit) giver måske færre ændringer.", "The search stopped at the time limit ({seconds} seconds) or was interrupted; more time (--time-limit) may give fewer changes.";
    PriceOfCalm: "Værdi {value} (planen før: {before}, med de tal og regler, der gjaldt da); en helt ny plan kan højst være {percent} % bedre.", "Value {value} (the plan before: {before}, by the figures and rules of that time); an entirely new plan can be at most {percent} % better.";
    Replanned: "Ny plan i {path}, efterprøvet, på {seconds} s. Fortryd: amuplan fortryd {folder} {path}", "New plan in {path}, verified, in {seconds} s. To take it back: amuplan undo {folder} {path}";
    NothingToUndo: "{path}: der er intet at fortryde", "{path}: there is nothing to undo";
    Undone: "Fortrudt: planen i {path} er igen {version}. Flere trin tilbage: {left}.", "Undone: the plan in {path} is {version} again. Steps left: {left}.";
    UndoneInputs: "Sat tilbage i {folder}: {files}. Det, der lå der, er gemt i {kept}.", "Put back in {folder}: {files}. What was there is kept in {kept}.";
    UndoneWithout: "Hvilke filer planen blev lavet af, er ikke gemt; {folder} er ikke rørt.", "The files that the plan was made from were not kept; {folder} is untouched.";
    // explain
    NoSuchGoal: "Målet {code} er ikke med i planen. Skriv målkoden, som den står i goals.csv.", "The goal {code} is not in scope. Write its code as goals.csv does.";
    NoSuchSchool: "Skolen {school} findes ikke. Skriv dens id eller navn, som det står i schools.csv.", "There is no school {school}. Write its id or name as schools.csv does.";
    NoSuchWeek: "Planåret har ingen uge {week}. Skriv ugens nummer, fx 12.", "The plan year has no week {week}. Write its number, e.g. 12.";
    PlanUnfit: "Planen passer ikke længere til planlægningsmappen; lav den igen med amuplan plan.", "The plan no longer fits the planning folder; make it again with amuplan plan.";

    // locks
    NoLocks: "Der er ingen låse.", "There are no locks.";
    LockKeep: "  linje {line}: {by} fastholder {goal} ({place}), {at}: {reason}", "  line {line}: {by} keeps {goal} ({place}), {at}: {reason}";
    LockForbid: "  linje {line}: {by} forbyder {goal} ({place}), {at}: {reason}", "  line {line}: {by} forbids {goal} ({place}), {at}: {reason}";
    LockAdded: "Låsen er skrevet i locks.csv: {lock}. Lav en ny plan med amuplan replan.", "The lock is written in locks.csv: {lock}. Make a new plan with amuplan replan.";
    LockRefused: "Låsen er ikke skrevet; linje {line} i locks.csv ville være dens. Ophæv eller ret en af rækkerne ovenfor, eller giv låsen et andet sted eller en anden uge.", "The lock is not written; line {line} of locks.csv would be its own. Lift or correct one of the rows above, or give the lock another place or week.";
    LocksNotWritten: "{path}: locks.csv kunne ikke skrives: {reason}", "{path}: locks.csv could not be written: {reason}";
    LockNeedsOwner: "Skriv, hvem der låser (--by), og hvorfor (--reason).", "Say who locks (--by) and why (--reason).";
    FolderChanged: "Planlægningsmappen er ændret, siden planen blev lavet ({files}). Lav en ny plan (amuplan replan), eller tag ændringen tilbage.", "The planning folder has changed since the plan was made ({files}). Make a new plan (amuplan replan), or take the change back.";
    LiftWhich: "Skriv, hvilke låse der skal ophæves: et mål, eller --by.", "Say which locks to lift: a goal, or --by.";
    NoSuchLock: "Ingen lås passer; intet er ændret. Se dem med amuplan locks list.", "No lock fits; nothing was changed. See them with amuplan locks list.";
    LocksLifted: "Låse ophævet: {count}; tilbage: {left}. Lav en ny plan med amuplan replan.", "Locks lifted: {count}; left: {left}. Make a new plan with amuplan replan.";

    // generate, export-model
    FolderNotWritten: "{path}: mappen kunne ikke skrives: {reason}", "{path}: the folder could not be written: {reason}";
    Generated: "{path}: {count} filer med opdigtede tal (startværdi {seed})", "{path}: {count} files, synthetic (seed {seed})";
    ModelNotWritten: "{path}: modellen kunne ikke skrives: {reason}", "{path}: the model could not be written: {reason}";
    ModelWritten: "{path}: {columns} kolonner, {rows} rækker", "{path}: {columns} columns, {rows} rows";
}

catalogue! {
    Help;

    About: "Planlægger et netværks AMU-kurser for et år, med en bevist grænse for, hvor meget bedre en plan kunne være", "Plans the yearly AMU courses of a network of schools, with a proven bound";

    // Commands.
    Check: "Viser alle fejl i en planlægningsmappe", "Report everything that is wrong with a planning folder";
    Plan: "Laver en efterprøvet plan med en bevist grænse", "Make a verified plan with a proven bound";
    Scenarios: "Planlægger mappen, som den er og som hvert scenarie gør den, og sammenligner planerne", "Plan the folder as it is and as every scenario makes it, and compare the plans";
    Compare: "Sætter planer for samme år ved siden af hinanden", "Put plans of one year side by side";
    Alternatives: "Laver markant anderledes planer, der er næsten lige så gode", "Make markedly different plans that are nearly as good";
    Robustness: "Viser, hvor mange af planens kurser der gennemføres i tilfældige år, og hvilke der er skrøbelige", "Tell how many of the plan's runs are held in drawn years, and which are fragile";
    Replan: "Laver en ny plan af planen på bordet, efter at mappen er ændret: så lidt som muligt flyttes", "Make a new plan from the one on the table after the folder was changed: as little as possible moves";
    Undo: "Sætter planen og filerne tilbage, som de var før sidste omplan", "Put plan and files back as they were before the last replan";
    Verify: "Efterprøver en plan ud fra filerne alene", "Judge a plan folder against the planning folder, from the files alone";
    Forms: "Sender skemaer ud til skolerne og læser dem ind igen", "Send forms out to the schools, and take them back";
    FormsExport: "Skriver et skema (.xlsx) til hver medlemsskole", "Write one form (.xlsx) per member school";
    FormsImport: "Læser de returnerede skemaer ind i forms.csv", "Read the forms that came back into forms.csv";
    Papers: "Skriver de papirer, som skolerne underskriver og arbejder efter", "Write the papers that the schools sign and work from, out of a verified plan";
    Explain: "Forklarer, hvorfor et mål ligger, hvor det gør, og hvad der ellers var bedst", "Explain why a goal runs where it does, and what would be next best";
    Locks: "Viser, tilføjer og ophæver låse med ejer og begrundelse", "Show, add and lift locks with owner and reason";
    LocksList: "Viser låsene i locks.csv", "Show the locks of locks.csv";
    LocksAdd: "Tilføjer en lås, hvis den ikke modsiger andre rækker", "Add a lock, unless it contradicts other rows";
    LocksLift: "Ophæver låse; andres låse bliver stående", "Lift locks; those of others stay";
    Generate: "Skriver en opdigtet planlægningsmappe af realistisk størrelse", "Write a synthetic planning folder of realistic size";
    ExportModel: "Skriver hele modellen dag for dag som MPS-fil til andre programmer", "Write the complete programme by day as MPS for other solvers";
    HelpCommand: "Viser denne hjælp eller hjælpen til en kommando", "Print this help, or that of a command";

    // Arguments and options.
    Folder: "Planlægningsmappen", "The planning folder";
    PlanFolder: "Planens mappe", "The plan folder";
    Stability: "Hvor meget der holdes fast: 4 kun det nødvendige ændres; 3 til 0 mere, hvis det bringer mere end 4, 1, 0,25 eller 0 kursister pr. point", "How much is kept: 4 only what must changes; 3 to 0 more, where it brings more than 4, 1, 0.25 or 0 participants a point";
    AtMost: "Højst så mange kurser mere ændres af hensyn til værdien: viser, hvad ændringer kan købe", "So many runs more may change for the sake of the value: shows what changes buy";
    PlanOnTable: "Mappen med planen på bordet", "The folder of the plan on the table";
    ReplanOut: "Mappen til den nye plan; må være den samme", "The folder for the new plan; may be the same";
    Goal: "Målkoden, fx 48937", "The code of the goal, e.g. 48937";
    LockKind: "keep fastholder, forbid forbyder", "keep or forbid";
    LockSchool: "Skolen, som id eller navn", "The school, by id or name";
    LockSite: "Afdelingen, som id eller navn", "The site, by id or name";
    LockDate: "Startdatoen, fx 15-03-2027", "The start date, e.g. 2027-03-15";
    LockWeek: "Startugen, fx 12", "The week of the start, e.g. 12";
    LockGuarantee: "Kurset skal være et garantikursus", "The run is to be a guarantee course";
    LockBy: "Hvem der låser", "Who locks";
    LockReason: "Hvorfor der låses", "Why it is locked";
    LockToday: "Den dag, låsen er besluttet; ellers i dag", "The day on which it was decided; else today";
    LiftBy: "Kun låse fra denne ejer", "Only locks of this owner";
    LiftSchool: "Kun låse på denne skole, som id eller navn", "Only locks at this school, by id or name";
    LiftDate: "Kun låse på denne startdato", "Only locks on this start date";
    WhyNot: "Hvorfor ikke på den skole i den uge: reglen, kurserne i vejen, eller hvad der ville blive ringere", "Why not at that school in that week: the rule, the runs in the way, or what would get worse";
    PlanOut: "Mappen til planen", "The folder for the plan";
    Profile: "En indbygget profil eller en TOML-fil; ellers den, plan.toml nævner", "A built-in profile, or a TOML file; else that of plan.toml";
    ProfileOfPlan: "Planens profil, hvis den ikke er en af de indbyggede", "The profile of the plan, where it is not a built-in one";
    Scenario: "Planlæg mappen, som scenariet i denne fil gør den, fx MAPPE/scenarios/faerre-lokaler.toml", "Plan the folder as the scenario in this file makes it, e.g. FOLDER/scenarios/fewer-rooms.toml";
    ScenarioOfPlan: "Filen med planens scenarie, hvis den ikke ligger i mappen scenarios", "The file of the plan's scenario, where it is not in the folder scenarios";
    Draws: "Tilfældige år af hver slags", "Drawn years of each kind";
    DrawSeed: "Startværdi; den samme startværdi giver de samme år", "Seed; the same seed gives the same years";
    ScenariosOut: "Mappen til planerne, én mappe til hver, og sammenligningen", "The folder for the plans, a folder for each, and the comparison";
    AlternativesOut: "Mappen til alternativerne, én mappe til hver, og sammenligningen", "The folder for the plans, a folder for each, and their comparison";
    Within: "Så meget ringere må en plan højst være, i procent af værdien", "How much worse a plan may be, in percent of the value";
    PlanFolders: "Planernes mapper; de andre sammenlignes med den første", "The plan folders; the others are compared with the first";
    ComparisonDir: "En mappe til sammenligningen som xlsx og CSV", "A folder for the comparison as xlsx and CSV";
    TimeLimitEach: "Stop hver plan efter så mange sekunder med den bedste indtil da", "Stop each plan after so many seconds with the best so far";
    TimeLimit: "Stop efter så mange sekunder med den bedste plan indtil da", "Stop after so many seconds of solving with the best plan so far";
    Gap: "Stop, når ingen plan kan være bedre med mere end denne andel", "Stop when no plan can be better by more than this share";
    WorkLimit: "Stop efter så mange millioner regneskridt: det samme på alle maskiner", "Stop after so many million elementary steps: the same on every machine";
    Threads: "Tråde, ellers alle processorer; resultatet afhænger ikke af det", "Threads, all processors if absent; the result does not depend on it";
    Seed: "Søgningens startværdi; ellers den i plan.toml", "Seed of the search; else that of plan.toml";
    FormsDir: "En ny mappe til skemaerne", "A new folder for the forms";
    Returned: "Mappen med de returnerede skemaer", "The folder with the forms that came back";
    AnswersDir: "En mappe til svaroversigten som CSV og xlsx", "A folder for the table of answers (svaroversigt) as CSV and xlsx";
    PapersDir: "Mappen til papirerne; papirer fra en tidligere plan dér erstattes, men ikke dem, nogen har rettet i", "The folder for the papers; papers of an earlier plan there are replaced, but not those that somebody worked in";
    Today: "Den dag, opfølgningen laves for, fx 15-03-2027; ellers i dag. Kun hvor status.csv findes", "The day that the follow-up is made for, e.g. 2027-03-15; else today. Only where status.csv is there";
    Since: "En tidligere plans mappe for samme år: skriv ændringsloggen fra den til denne plan (aendringslog)", "An earlier plan folder of the same year: write the change log (aendringslog) from it to this plan";
    Preset: "Netværkets størrelse: demo (5 skoler), esoe (13 skoler, ca. 800 mål), region (ca. 25 skoler), national (86 skoler, ca. 3.000 mål)", "Size of the network: demo (5 schools), esoe (13 schools, about 800 goals), region (about 25 schools), national (86 schools, about 3,000 goals)";
    GeneratorSeed: "Startværdi; den samme startværdi giver de samme filer", "Seed; the same seed gives the same bytes";
    Tightness: "Hvor stor en del af lokalerne de nødvendige kurser fylder, 0,2 til 1", "Share of the room-days that the needed runs fill, 0.2 to 1";
    NewFolder: "Den nye planlægningsmappe", "The new planning folder";
    MpsFile: "MPS-filen", "The MPS file";
    OfCommand: "Kommandoen", "The command";
    JsonFindings: "Skriv fejl og advarsler som JSON", "Print the findings as JSON";
    JsonPlan: "Skriv resultat og fremdrift som JSON", "Print result and progress as JSON";
    JsonResult: "Skriv resultatet som JSON", "Print the result as JSON";
    Language: "Sproget på skærmen, da eller en; ellers det, plan.toml nævner", "Language of the terminal, da or en; else that of plan.toml";
    ShowHelp: "Vis hjælpen", "Print help";
    ShowVersion: "Vis programmets version", "Print the version";
    // What stands for a value.
    FolderValue: "MAPPE", "FOLDER";
    PlanFolderValue: "PLAN", "OUT";
    NewPlanValue: "NY_PLAN", "OUT2";
    DirValue: "UDMAPPE", "DIR";
    SinceValue: "GAMMEL_PLAN", "OLD_OUT";
    ReturnedValue: "SKEMAER", "FORMS";
    FileValue: "FIL", "FILE";
    ProfileValue: "PROFIL", "PROFILE";
    ScenarioValue: "SCENARIE", "SCENARIO";
    SecondsValue: "SEKUNDER", "SECONDS";
    MillionsValue: "MILLIONER", "MILLIONS";
    ShareValue: "ANDEL", "SHARE";
    GoalValue: "MÅL", "GOAL";
    LockValue: "LÅS", "LOCK";
    SchoolValue: "SKOLE", "SCHOOL";
    SiteValue: "AFDELING", "SITE";
    WeekValue: "UGE", "WEEK";
    OwnerValue: "HVEM", "WHO";
    ReasonValue: "HVORFOR", "WHY";
    NumberValue: "TAL", "N";
    PercentValue: "PROCENT", "PERCENT";
    DateValue: "DATO", "DATE";
    PresetValue: "NAVN", "NAME";
    CommandValue: "KOMMANDO", "COMMAND";
    LanguageValue: "SPROG", "LANGUAGE";

    // The page around them.
    Usage: "Brug:", "Usage:";
    Commands: "Kommandoer", "Commands";
    Arguments: "Argumenter", "Arguments";
    Options: "Tilvalg", "Options";
    OptionsHere: "[TILVALG]", "[OPTIONS]";
    Default: "{help} [standard: {value}]", "{help} [default: {value}]";
    Alias: "{help} (også: {alias})", "{help} (also: {alias})";
    MoreHelp: "Mere hjælp: {command} --help", "More help: {command} --help";

    // Errors of usage.
    Error: "fejl: {what}", "error: {what}";
    UnknownCommand: "kommandoen »{name}« findes ikke", "there is no command \"{name}\"";
    UnknownArgument: "»{name}« kendes ikke her", "\"{name}\" is not known here";
    DidYouMean: "{what} (mente du {name}?)", "{what} (did you mean {name}?)";
    Missing: "der mangler: {names}", "missing: {names}";
    NoCommand: "der mangler en kommando", "a command is missing";
    NoValue: "der mangler en værdi efter {argument}", "a value is missing after {argument}";
    WrongValue: "{argument}: »{value}« kan ikke bruges", "{argument}: \"{value}\" cannot be used";
    WrongValueWhy: "{argument}: »{value}« {reason}", "{argument}: \"{value}\" {reason}";
    OneOf: "{what}; vælg {values}", "{what}; choose {values}";
    Twice: "{argument} står der to gange", "{argument} is given twice";
    NotText: "et argument kan ikke læses som tekst", "an argument cannot be read as text";
    Odd: "kommandolinjen kan ikke forstås", "the command line cannot be understood";
    NotWhole: "er ikke et helt tal fra 0", "is not a whole number from 0";
    NotThreads: "er ikke et helt tal fra 1 til 1024", "is not a whole number from 1 to 1024";
    NotDraws: "er ikke et helt tal fra 1 til 100000", "is not a whole number from 1 to 100000";
    NotShare: "ligger ikke mellem 0 og 1 (fx 0,01)", "does not lie between 0 and 1 (e.g. 0.01)";
    NotTightness: "ligger ikke mellem 0,2 og 1", "does not lie between 0.2 and 1";
    NotDate: "er ikke en dato (fx 15-03-2027 eller 2027-03-15)", "is not a date (e.g. 2027-03-15 or 15-03-2027)";
    NotStability: "er ikke et helt tal fra 0 til 4", "is not a whole number from 0 to 4";
    NotPercent: "er ikke et helt tal fra 0 til 100", "is not a whole number from 0 to 100";
    NotLanguage: "er hverken da eller en", "is neither da nor en";
}
