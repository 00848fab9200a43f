//! Shares in words: "about one in ten", 「およそ10に1つ」.
//!
//! Words round harder than digits, so they must not round falsely: "about one in ten"
//! is said only of a share within 7% of a tenth. A share that lies near no such
//! fraction is placed between two of them, which is true however it is read.

use crate::decimal::power_of_ten;
use crate::language::Language;
use crate::tabulate::number_text::{count, percent};

/// How far a share may lie from 1/k, relative to it, to be called "about one in k".
const NEAR_ONE_IN: f64 = 0.07;
/// How far a share may lie from another fraction, in absolute terms, to be called by it.
const NEAR_FRACTION: f64 = 0.02;

/// A fraction that has a name of its own besides "one in k".
struct Fraction {
    share: f64,
    en: &'static str,
    ja: &'static str,
}

/// In the order of their shares; one half stands first as the lower neighbour of 3/5.
const FRACTIONS: [Fraction; 9] = [
    Fraction::new(3.0 / 10.0, "three in ten", "3割"),
    Fraction::new(2.0 / 5.0, "two in five", "4割"),
    Fraction::new(1.0 / 2.0, "half", "半数"),
    Fraction::new(3.0 / 5.0, "three in five", "6割"),
    Fraction::new(2.0 / 3.0, "two in three", "3分の2"),
    Fraction::new(7.0 / 10.0, "seven in ten", "7割"),
    Fraction::new(3.0 / 4.0, "three in four", "4分の3"),
    Fraction::new(4.0 / 5.0, "four in five", "8割"),
    Fraction::new(9.0 / 10.0, "nine in ten", "9割"),
];

impl Fraction {
    const fn new(share: f64, en: &'static str, ja: &'static str) -> Self {
        Self { share, en, ja }
    }
}

/// Puts a share into words. Nobody and everybody stay percents.
pub(super) fn one_in(share: f64, language: Language) -> String {
    if share <= 0.0 || share >= 1.0 {
        return percent(share, 0);
    }
    about_one_in(share, language)
        .or_else(|| about_fraction(share, language))
        .unwrap_or_else(|| between(share, language))
}

fn about_one_in(share: f64, language: Language) -> Option<String> {
    let k = round_number(1.0 / share);
    let near = (share * k - 1.0).abs() <= NEAR_ONE_IN;
    (near && k >= 2.0).then(|| one_in_text(k, language))
}

// Ten and more are said in round numbers: 32.3 is "one in 32" but 102 is "one in 100".
fn round_number(inverse: f64) -> f64 {
    let step = match inverse {
        small if small < 20.0 => 1.0,
        middling if middling < 100.0 => 5.0,
        large => power_of_ten(large) / 2.0,
    };
    let rounded = (inverse / step).round() * step;
    if (rounded / inverse - 1.0).abs() <= NEAR_ONE_IN {
        rounded
    } else {
        inverse.round()
    }
}

fn one_in_text(k: f64, language: Language) -> String {
    if k < 2.5 {
        return language.pick("およそ半数".into(), "about half".into());
    }
    language.fill(
        "およそ{0}に1つ",
        "about one in {1}",
        &[&count(k), &in_words(k)],
    )
}

fn in_words(k: f64) -> String {
    const WORDS: [&str; 8] = [
        "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    (3..)
        .zip(WORDS)
        .find(|(number, _)| (f64::from(*number) - k).abs() < 0.5)
        .map_or_else(|| count(k), |(_, word)| word.into())
}

fn about_fraction(share: f64, language: Language) -> Option<String> {
    FRACTIONS
        .iter()
        .filter(|fraction| (share - fraction.share).abs() <= NEAR_FRACTION)
        .min_by(|a, b| distance(share, a).total_cmp(&distance(share, b)))
        .map(|fraction| language.fill("およそ{0}", "about {1}", &[&fraction.ja, &fraction.en]))
}

fn distance(share: f64, fraction: &Fraction) -> f64 {
    (share - fraction.share).abs()
}

fn between(share: f64, language: Language) -> String {
    if share < 0.5 {
        return between_unit_fractions(share, language);
    }
    let below = FRACTIONS
        .iter()
        .rev()
        .find(|fraction| fraction.share < share);
    let above = FRACTIONS.iter().find(|fraction| fraction.share > share);
    match (below, above) {
        (Some(below), Some(above)) => language.pick(
            strong_or_weak(share, below, above),
            format!("between {} and {}", below.en, above.en),
        ),
        _ => language.pick("9割超".into(), "more than nine in ten".into()),
    }
}

// 強 is "and a little more", 弱 "not quite": whichever fraction is nearer gives the name.
fn strong_or_weak(share: f64, below: &Fraction, above: &Fraction) -> String {
    if distance(share, below) <= distance(share, above) {
        format!("{}強", below.ja)
    } else {
        format!("{}弱", above.ja)
    }
}

fn between_unit_fractions(share: f64, language: Language) -> String {
    let above = (1.0 / share).floor();
    let below = above + 1.0;
    let nearer_below = share * below <= 1.0 / (share * above);
    let half = |k: f64| {
        if k < 2.5 {
            "半数".to_owned()
        } else {
            format!("{k}分の1")
        }
    };
    let ja = if nearer_below {
        format!("{}強", half(below))
    } else {
        format!("{}弱", half(above))
    };
    let one_in = |k: f64| {
        if k < 2.5 {
            "half".to_owned()
        } else {
            format!("one in {}", in_words(k))
        }
    };
    let en = format!("between {} and {}", one_in(below), one_in(above));
    language.pick(ja, en)
}

#[cfg(test)]
mod tests {
    use super::one_in;
    use crate::language::Language::{En, Ja};

    #[track_caller]
    fn says(share: f64, en: &str, ja: &str) {
        assert_eq!(one_in(share, En), en, "{share}");
        assert_eq!(one_in(share, Ja), ja, "{share}");
    }

    #[test]
    fn near_a_whole_number_it_is_one_in_that_number() {
        says(46.0 / 476.0, "about one in ten", "およそ10に1つ");
        says(0.24, "about one in four", "およそ4に1つ");
        says(0.34, "about one in three", "およそ3に1つ");
        says(0.484, "about half", "およそ半数");
        says(0.0101, "about one in 100", "およそ100に1つ");
        says(0.0003, "about one in 3,500", "およそ3,500に1つ");
    }

    #[test]
    fn other_fractions_have_their_own_names() {
        says(190.0 / 476.0, "about two in five", "およそ4割");
        says(428.0 / 476.0, "about nine in ten", "およそ9割");
        says(0.65, "about two in three", "およそ3分の2");
        says(0.75, "about three in four", "およそ4分の3");
    }

    #[test]
    fn near_nothing_it_lies_between_two() {
        says(0.275, "between one in four and one in three", "4分の1強");
        says(0.36, "between one in three and half", "3分の1強");
        says(0.44, "between one in three and half", "半数弱");
        says(0.56, "between half and three in five", "6割弱");
        says(0.84, "between four in five and nine in ten", "8割強");
        says(0.97, "more than nine in ten", "9割超");
    }

    #[test]
    fn nobody_and_everybody_are_percents() {
        says(0.0, "0%", "0%");
        says(1.0, "100%", "100%");
    }

    #[test]
    fn what_is_called_about_one_in_k_is_near_it() {
        for step in 1..1000 {
            let share = f64::from(step) / 1000.0;
            let text = one_in(share, Ja);
            let Some(k) = text
                .strip_prefix("およそ")
                .and_then(|t| t.strip_suffix("に1つ"))
            else {
                continue;
            };
            let k: f64 = k.replace(',', "").parse().unwrap();
            assert!((share * k - 1.0).abs() <= 0.07, "{share} is called {text}");
        }
    }
}
