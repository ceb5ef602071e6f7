//! Every text that people read stands in Danish and in English. This is the one place that knows how: how the two stand
//! side by side, how one is chosen, and how values come into it.
//!
//! - `catalogue!` makes a list of texts with names, kept next to the code of a room. Values come in by name: `{school}`,
//!   numbers with their noun as `{count:skole|skoler}`.
//! - `say!` makes one sentence where it is needed, in both languages, from variables of the code around it. It is for
//!   findings: each is said once, by the check that finds it.
//!
//! The compiler judges both ([`pair`]): no language is missing, the two differ, and they have the same places to fill
//! in. A text that is truly the same in both is written once. `tests/words.rs` finds all of them and judges values and words.

pub mod pair;
pub mod system;

use super::instance::Language;

/// The same sentence in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// Danish.
    pub da: String,
    /// English.
    pub en: String,
}

impl Text {
    /// What needs no language: a name, a code, a place in a file.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { da: text.clone(), en: text }
    }

    /// The text in one language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Da => &self.da,
            Language::En => &self.en,
        }
    }

    /// Texts one after the other, with `between` between them.
    #[must_use]
    pub fn joined(texts: &[Self], between: &str) -> Self {
        let one = |language| texts.iter().map(|t| t.text(language)).collect::<Vec<_>>().join(between);
        Self { da: one(Language::Da), en: one(Language::En) }
    }
}

/// A [`Text`] from two format strings, Danish first. What is named after a semicolon is a text itself, and comes in in its language.
macro_rules! say {
    ($da:literal, $en:literal $(; $($text:ident),+)?) => {{
        const _: () = assert!(
            $crate::domain::words::pair::is_pair($da, $en),
            "{}",
            concat!("Danish and English, with the same {places}, and Text::same where both are the same: ", $da)
        );
        $crate::domain::words::Text {
            da: {
                $($(let $text = &$text.da;)+)?
                format!($da)
            },
            en: {
                $($(let $text = &$text.en;)+)?
                format!($en)
            },
        }
    }};
}
pub(crate) use say;

/// An enum of texts, each `Key: "Danish", "English";`, or `Key: "both";` where both are the same.
macro_rules! catalogue {
    ($name:ident; $($key:ident: $da:literal $(, $en:literal)?;)+) => {
        /// A text of the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, clippy::enum_variant_names, reason = "the texts below say what each is")]
        pub enum $name {
            $($key,)+
        }

        #[allow(dead_code, reason = "not every list needs all of it")]
        impl $name {
            /// All texts, in the order of the catalogue.
            pub const ALL: &'static [$name] = &[$($name::$key,)+];

            /// The text in one language.
            #[must_use]
            pub fn text(self, language: $crate::domain::instance::Language) -> &'static str {
                let (da, en) = match self {
                    $($name::$key => {
                        const PAIR: (&str, &str) = $crate::domain::words::catalogue!(@pair $name $key $da $(, $en)?);
                        PAIR
                    })+
                };
                match language {
                    $crate::domain::instance::Language::Da => da,
                    $crate::domain::instance::Language::En => en,
                }
            }

            /// The text in both languages, as it stands.
            #[must_use]
            pub fn both(self) -> $crate::domain::words::Text {
                let [da, en] = $crate::domain::instance::Language::ALL.map(|language| self.text(language).to_owned());
                $crate::domain::words::Text { da, en }
            }

            /// The text with each `{name}` replaced by its value.
            #[must_use]
            pub fn fill(self, language: $crate::domain::instance::Language, values: &[(&str, &str)]) -> String {
                $crate::domain::words::filled(self.text(language), values)
            }
        }
    };
    (@pair $name:ident $key:ident $both:literal) => {{
        assert!(
            $crate::domain::words::pair::is_text($both),
            "{}",
            concat!(stringify!($name), "::", stringify!($key), " says nothing")
        );
        ($both, $both)
    }};
    (@pair $name:ident $key:ident $da:literal, $en:literal) => {{
        assert!(
            $crate::domain::words::pair::is_pair($da, $en),
            "{}",
            concat!(
                stringify!($name), "::", stringify!($key),
                ": Danish and English, with the same {places}; a text that is the same in both is written once"
            )
        );
        ($da, $en)
    }};
}
pub(crate) use catalogue;

/// The text with each `{name}` replaced by its value; values are never read as names. A name without a value stays in sight.
/// `{count:skole|skoler}` is a number with its noun: `1 skole`, `2 skoler`.
#[must_use]
pub fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        let (key, nouns) = name.split_once(':').map_or((name, None), |(key, nouns)| (key, nouns.split_once('|')));
        match (values.iter().find(|(known, _)| *known == key), nouns) {
            (Some((_, value)), None) => out.push_str(value),
            (Some((_, value)), Some((one, many))) => out.extend([*value, " ", if *value == "1" { one } else { many }]),
            (None, _) => out.extend(["{", name, "}"]),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{Text, filled};
    use crate::domain::instance::Language;

    #[test]
    fn values_are_filled_in_once_and_never_read_as_places() {
        assert_eq!(
            filled("lånt af {school}, {school}", &[("school", "Skole {school}")]),
            "lånt af Skole {school}, Skole {school}"
        );
        let schools = |count: &str| filled("{count:skole|skoler} i {count}", &[("count", count)]);
        assert_eq!(["0", "1", "21"].map(schools), ["0 skoler i 0", "1 skole i 1", "21 skoler i 21"]);
        assert_eq!([filled("ingen {", &[]), filled("{a} {b}", &[("b", "x")])], ["ingen {", "{a} x"]);
    }

    #[test]
    fn texts_within_a_sentence_come_in_their_language() {
        let (goal, week) = (40_001, 12);
        let when = say!("uge {week}", "week {week}");
        let text = say!("{goal} i {when}", "{goal} in {when}"; when);
        assert_eq!([text.da, text.en], ["40001 i uge 12", "40001 in week 12"]);
    }

    #[test]
    fn texts_are_joined_in_each_language() {
        let texts = [Text { da: "ja".into(), en: "yes".into() }, Text::same("x")];
        let joined = Text::joined(&texts, ", ");
        assert_eq!([joined.text(Language::Da), joined.text(Language::En)], ["ja, x", "yes, x"]);
    }
}
