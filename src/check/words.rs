//! The words around findings; what a finding says stands at its check.

use crate::domain::words::catalogue;

catalogue! {
    Word;

    Error: "FEJL", "ERROR";
    Clash: "MODSTRID", "CLASH";
    Warning: "ADVARSEL", "WARNING";
    Line: "linje", "line";
    Do: "Gør", "Do";
    More: "… og {count} mere af {code} (alle: --json)", "… and {count} more of {code} (all: --json)";
    Errors: "{count:fejl|fejl}", "{count:error|errors}";
    Clashes: "{count:modsigelse|modsigelser}", "{count:clash|clashes}";
    Warnings: "{count:advarsel|advarsler}", "{count:warning|warnings}";
}
