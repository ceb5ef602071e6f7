//! The words of "why not", in Danish and English.

use crate::domain::words::catalogue;

catalogue! {
    NotWord;

    Ask: "Hvorfor ikke {school} i uge {week}?", "Why not {school} in week {week}?";
    Here: "  Der ligger det: {place}.", "  It is there: {place}.";
    Possible: "  Det kan lade sig gøre ({place}): {effects}.", "  It is possible ({place}): {effects}.";
    Ruled: "  {site}{rule}.";
    AtSite: "{site}: ";
    FullRooms: "  Der er fuldt. Mindst i vejen er der den {date} på {site}, hvor {what} optaget af:", "  It is full. Least is in the way on {date} at {site}, where {what} taken by:";
    NobodyThere: "  Der er ikke lokaler eller undervisere nok; lettest den {date} på {site}, hvor {what} brugt op.", "  There are not enough rooms or teachers; closest on {date} at {site}, where {what} used up.";
    Rooms: "lokalerne er", "the rooms are";
    Teachers: "underviserne er", "the teachers are";
    Both: "lokaler og undervisere er", "rooms and teachers are";
    UserLine: "    {code} {title} ({place}{fixed})";
    Fixed: "; efter {rows}", "; because of {rows}";
    TickSchool: "      anden skole: {place}{enough}", "      another school: {place}{enough}";
    TickSame: "      samme skole: {place}{enough}", "      the same school: {place}{enough}";
    TickNone: "      kan ikke flytte af vejen, når alle andre kurser bliver", "      cannot move out of the way while all other runs stay";
    Enough: " (det giver plads)", " (that makes room)";
    NotEnough: " (det alene giver ikke plads)", " (that alone makes no room)";
    MoreUsers: "    og {count} andre kurser", "    and {count} other runs";
    Together: "  Fundet ved at flytte flere: {place}: {effects}.", "  Found by moving several: {place}: {effects}.";
    NotTogether: "  Der er ikke fundet plads ved at flytte flere kurser (ikke bevist).", "  No room was found by moving several runs (not proven).";

    // Rules.
    Outside: "skolen er ikke medlem; den kan kun dække målet med en aftale", "the school is no member; it can only cover the goal by an agreement";
    Unapproved: "skolen har ingen godkendelse til FKB {fkbs}", "the school has no approval for FKB {fkbs}";
    Or: " eller ", " or ";
    Refused: "skolen har svaret nej ({rows})", "the school answered no ({rows})";
    Line: "{file} linje {line}", "{file} line {line}";
    NoDays: "ingen åbne dage i ugen, og kurset varer {needed}{closed}", "no open day in the week, and the course takes {needed}{closed}";
    OneDay: "kun 1 åben dag i ugen, og kurset varer {needed}{closed}", "only 1 open day in the week, and the course takes {needed}{closed}";
    Days: "kun {open} åbne dage i ugen, og kurset varer {needed}{closed}", "only {open} open days in the week, and the course takes {needed}{closed}";
    ClosedDays: " (lukket {days})", " (closed {days})";
    Stretch: "{from} til {to}", "{from} to {to}";
    Holiday: "{date}: helligdag", "{date}: public holiday";
    Customary: "{date}: fast lukkedag", "{date}: customary closed day";
    ByRow: "{date}: closures.csv linje {line}{reason}", "{date}: closures.csv line {line}{reason}";
    NoRooms: "{date}: ingen lokaler i capacity.csv", "{date}: no rooms in capacity.csv";
    NoRoomsRow: "{date}: ingen lokaler, capacity.csv linje {line}", "{date}: no rooms, capacity.csv line {line}";
    Gap: "kurset ville møde en uge uden åbne dage", "the course would meet a week without an open day";
    YearEnd: "kurset ville slutte efter planåret", "the course would end after the plan year";
    Approval: "ingen godkendelse dækker alle kursets dage", "no approval covers all days of the course";
    Archived: "målet er arkiveret fra {date}", "the goal is archived from {date}";
    Locked: "låst ({rows})", "locked ({rows})";
    FixedElsewhere: "målets kurser ligger fast af svar eller låse ({rows}); en lås her beder om et kursus mere, hvis der er plads", "the goal's runs are fixed by answers or locks ({rows}); a lock here asks for one more, if there is room";
    Window: "målets kurser skal ligge spredt over året, og de andre giver ikke plads i den uge", "the goal's runs are kept apart in the year, and the others leave no place in that week";
    Limit: "skolens grænse på {days} kursusdage om året er nået", "the school's limit of {days} course days a year is reached";
    Cap: "skolens grænse på {count} garantikurser er nået", "the school's limit of {count} guarantee courses is reached";
}
