//! Progress on the terminal while a solve runs: a line in words, or JSON lines for programs.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::cli::complain;
use crate::domain::instance::Language;
use crate::solve::progress::{Phase, Progress, relative_gap};

/// Shortest time between two JSON lines, or two lines where there is no terminal.
const PAUSE: Duration = Duration::from_secs(1);
const PAUSE_IN_A_FILE: Duration = Duration::from_secs(10);

/// Shows progress on standard error.
pub struct Display {
    json: bool,
    language: Language,
    bar: ProgressBar,
    last: Option<Instant>,
}

impl Display {
    /// A display in the language; with `json`, one JSON object a line.
    pub fn new(json: bool, language: Language) -> Self {
        let bar = if json { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        Self { json, language, bar, last: None }
    }

    /// Shows the state, not more often than people or programs can use.
    pub fn show(&mut self, progress: Progress) {
        let hidden = self.bar.is_hidden();
        let pause = match (self.json, hidden) {
            (true, _) => PAUSE,
            (false, true) => PAUSE_IN_A_FILE,
            (false, false) => Duration::from_millis(100),
        };
        if self.last.is_some_and(|last| last.elapsed() < pause) {
            return;
        }
        self.last = Some(Instant::now());
        if self.json {
            complain(&as_json(progress));
        } else if hidden {
            complain(&self.words(progress));
        } else {
            self.bar.set_message(self.words(progress));
            self.bar.tick();
        }
    }

    /// Clears the line.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn words(&self, p: Progress) -> String {
        let seconds = p.elapsed.as_secs();
        let phase = phase_name(p.phase, self.language);
        let (Some(gaps), Some(value), Some(bound)) = (p.gaps, p.value, p.bound) else {
            return format!("{seconds:>4} s  {phase}");
        };
        let percent = format!("{:.2}", 100.0 * relative_gap(value, bound));
        match self.language {
            Language::Da => format!(
                "{seconds:>4} s  {phase}: {gaps} mål mangler plads, værdi {}, ingen plan kan nå over {} (højst {} % bedre)",
                value / 1000,
                bound / 1000,
                percent.replace('.', ",")
            ),
            Language::En => format!(
                "{seconds:>4} s  {phase}: {gaps} goals without a place, value {}, no plan can exceed {} (at most {percent} % better)",
                value / 1000,
                bound / 1000
            ),
        }
    }
}

fn phase_name(phase: Phase, language: Language) -> &'static str {
    match (phase, language) {
        (Phase::Bound, Language::Da) => "beregner grænsen",
        (Phase::Bound, Language::En) => "computing the bound",
        (Phase::Construct, Language::Da) => "lægger en første plan",
        (Phase::Construct, Language::En) => "building a first plan",
        (Phase::Improve, Language::Da) => "forbedrer planen",
        (Phase::Improve, Language::En) => "improving the plan",
        (Phase::Exact, Language::Da) => "løser den lille model helt",
        (Phase::Exact, Language::En) => "solving the small model exactly",
    }
}

fn as_json(p: Progress) -> String {
    let phase = match p.phase {
        Phase::Bound => "bound",
        Phase::Construct => "construct",
        Phase::Improve => "improve",
        Phase::Exact => "exact",
    };
    let gap = p.value.zip(p.bound).map(|(value, bound)| relative_gap(value, bound));
    json!({
        "elapsed": p.elapsed.as_secs_f64(), "phase": phase, "gaps": p.gaps, "value": p.value, "bound": p.bound, "gap": gap,
    })
    .to_string()
}
