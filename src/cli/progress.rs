//! Progress on the terminal while a solve runs: a line in words, or JSON lines for programs.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::cli::complain;
use crate::cli::words::Word;
use crate::domain::instance::Language;
use crate::report::text::decimal;
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
        let (seconds, phase) = (format!("{:>4}", p.elapsed.as_secs()), phase_name(p.phase).text(self.language));
        let (Some(gaps), Some(value), Some(bound)) = (p.gaps, p.value, p.bound) else {
            return Word::Begun.fill(self.language, &[("seconds", &seconds), ("phase", phase)]);
        };
        let percent = decimal(self.language, &format!("{:.2}", 100.0 * relative_gap(value, bound)));
        let (gaps, value, bound) = (gaps.to_string(), (value / 1000).to_string(), (bound / 1000).to_string());
        let values = [
            ("seconds", seconds.as_str()),
            ("phase", phase),
            ("gaps", &gaps),
            ("value", &value),
            ("bound", &bound),
            ("percent", &percent),
        ];
        Word::Under.fill(self.language, &values)
    }
}

fn phase_name(phase: Phase) -> Word {
    match phase {
        Phase::Bound => Word::PhaseBound,
        Phase::Construct => Word::PhaseConstruct,
        Phase::Improve => Word::PhaseImprove,
        Phase::Exact => Word::PhaseExact,
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
