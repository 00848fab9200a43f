//! The inks of a chart: a role each, with its colour in light, in dark and on paper.

/// What a colour is for. A page overrides each by the custom property `--chosa-` and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// The ground that the chart stands on.
    Paper,
    /// Text and intervals.
    Text,
    /// Text of less weight.
    Muted,
    /// Grid lines and tracks' outlines.
    Rule,
    /// The empty part of a bar that stands for a whole.
    Track,
    /// Bars and dots.
    Bar,
    /// One of the kinds of an unordered question.
    Kind(usize),
    /// A step of an ordered question, from 0 (low) to 6 (high).
    Step(usize),
    /// One side of a middle or the other, from 0 (far on the left) to 6 (far on the right).
    Lean(usize),
    /// One of several lines.
    Line(usize),
    /// Text on a colour that is light in every theme, or dark in every theme.
    OnLight,
    /// Text on a dark colour.
    OnDark,
    /// A figure that is not shown.
    Hidden,
    /// Nothing.
    None,
}

/// One colour in three settings.
pub(super) struct Tint {
    /// Its name without `--chosa-`.
    pub(super) name: &'static str,
    /// On a light page.
    pub(super) light: &'static str,
    /// On a dark page.
    pub(super) dark: &'static str,
    /// Whether it stands out too little from the paper in light or in dark.
    is_faint: bool,
    /// Whether light text stands out more from it than dark text.
    is_dark: bool,
}

const fn tint(name: &'static str, light: &'static str, dark: &'static str) -> Tint {
    Tint {
        name,
        light,
        dark,
        is_faint: false,
        is_dark: false,
    }
}

impl Tint {
    const fn faint(self) -> Self {
        Self {
            is_faint: true,
            ..self
        }
    }

    const fn dark(self) -> Self {
        Self {
            is_dark: true,
            ..self
        }
    }
}

// Segments keep one colour in both settings, so that the text inside them keeps its contrast.
const KINDS: [Tint; 8] = [
    tint("kind-1", "#184a85", "#184a85").faint().dark(),
    tint("kind-2", "#f0b429", "#f0b429").faint(),
    tint("kind-3", "#259461", "#259461"),
    tint("kind-4", "#dc5fa4", "#dc5fa4"),
    tint("kind-5", "#7a2d12", "#7a2d12").faint().dark(),
    tint("kind-6", "#8cc8ee", "#8cc8ee").faint(),
    tint("kind-7", "#3e4145", "#3e4145").faint().dark(),
    tint("kind-8", "#d9d5c7", "#d9d5c7").faint(),
];
const STEPS: [Tint; 7] = [
    tint("step-1", "#dcebf5", "#dcebf5").faint(),
    tint("step-2", "#b5d4ea", "#b5d4ea").faint(),
    tint("step-3", "#86b8dc", "#86b8dc").faint(),
    tint("step-4", "#6aa3ce", "#6aa3ce").faint(),
    tint("step-5", "#2f74b0", "#2f74b0").dark(),
    tint("step-6", "#1c5488", "#1c5488").faint().dark(),
    tint("step-7", "#0f3560", "#0f3560").faint().dark(),
];

const LEANS: [Tint; 7] = [
    tint("lean-1", "#8a3f0a", "#8a3f0a").faint().dark(),
    tint("lean-2", "#d98236", "#d98236").faint(),
    tint("lean-3", "#f3cda6", "#f3cda6").faint(),
    tint("lean-4", "#d8d8d6", "#d8d8d6").faint(),
    tint("lean-5", "#b5d4ea", "#b5d4ea").faint(),
    tint("lean-6", "#5a9fd4", "#5a9fd4").faint(),
    tint("lean-7", "#1c5488", "#1c5488").faint().dark(),
];
const LINES: [Tint; 5] = [
    tint("line-1", "#1b3c7f", "#53a1f5").dark(),
    tint("line-2", "#b4530a", "#f0a24b").dark(),
    tint("line-3", "#098263", "#79c8aa").dark(),
    tint("line-4", "#783d6b", "#d99dcb").dark(),
    tint("line-5", "#2b2d2f", "#e3e5e8").dark(),
];

const PAPER: Tint = tint("paper", "#ffffff", "#14181d").faint();
const INK: Tint = tint("ink", "#1b1f24", "#eef1f4").dark();
const MUTED: Tint = tint("muted", "#545c66", "#aeb7c1").dark();
const RULE: Tint = tint("rule", "#d5dae0", "#3a424c").faint();
const TRACK: Tint = tint("track", "#e9edf1", "#2b323a").faint();
const BAR: Tint = tint("bar", "#4f93cf", "#3f83c0");
const ON_LIGHT: Tint = tint("on-light", "#14181d", "#14181d").faint().dark();
const ON_DARK: Tint = tint("on-dark", "#ffffff", "#ffffff").faint();
const HIDDEN: Tint = tint("hidden", "#767e88", "#8d96a1");

/// Every tint there is, for a file that carries its own style.
pub(super) const ALL: [&[Tint]; 5] = [
    &[
        PAPER, INK, MUTED, RULE, TRACK, BAR, ON_LIGHT, ON_DARK, HIDDEN,
    ],
    &KINDS,
    &STEPS,
    &LEANS,
    &LINES,
];

impl Ink {
    /// The colour; `None` for no paint at all.
    pub(super) fn tint(self) -> Option<&'static Tint> {
        match self {
            Self::Paper => Some(&PAPER),
            Self::Text => Some(&INK),
            Self::Muted => Some(&MUTED),
            Self::Rule => Some(&RULE),
            Self::Track => Some(&TRACK),
            Self::Bar => Some(&BAR),
            Self::OnLight => Some(&ON_LIGHT),
            Self::OnDark => Some(&ON_DARK),
            Self::Hidden => Some(&HIDDEN),
            Self::None => None,
            Self::Kind(at) => KINDS.get(at % KINDS.len()),
            Self::Step(at) => STEPS.get(at.min(STEPS.len() - 1)),
            Self::Lean(at) => LEANS.get(at.min(LEANS.len() - 1)),
            Self::Line(at) => LINES.get(at % LINES.len()),
        }
    }

    /// The outline of a segment of this ink: `edge` where it needs one to stand out from the
    /// paper, in light or in dark.
    pub(super) fn edge(self, edge: Self) -> Self {
        match self.tint() {
            Some(tint) if tint.is_faint => edge,
            _ => Self::None,
        }
    }

    /// The ink of a text that stands on this one: whichever contrasts more.
    pub(super) fn label(self) -> Self {
        match self {
            Self::Track => return Self::Text,
            Self::Paper => return Self::Muted,
            _ => {}
        }
        match self.tint() {
            Some(tint) if tint.is_dark => Self::OnDark,
            _ => Self::OnLight,
        }
    }
}

/// The inks of `count` answers: ordered ones from light to dark, others apart from each other.
pub(super) fn series(count: usize, ordered: bool) -> Vec<Ink> {
    let mut inks = Vec::new();
    for at in 0..count {
        inks.push(match ordered {
            true if count > 1 => Ink::Step(at * (STEPS.len() - 1) / (count - 1)),
            true => Ink::Step(4),
            false => Ink::Kind(at),
        });
    }
    inks
}

/// The inks of `count` steps to both sides of a middle, which an even number of steps has none of.
pub(super) fn leaning(count: usize) -> Vec<Ink> {
    let half = (count / 2).max(1);
    let mut inks = Vec::new();
    for at in 0..count {
        let from_right = count - 1 - at;
        inks.push(Ink::Lean(if at < from_right {
            at * 3 / half
        } else if at > from_right {
            6 - from_right * 3 / half
        } else {
            3
        }));
    }
    inks
}

#[cfg(test)]
mod tests {
    use super::{
        ALL, BAR, HIDDEN, INK, Ink, KINDS, LEANS, LINES, MUTED, ON_DARK, ON_LIGHT, PAPER, STEPS,
    };

    fn channels(hex: &str) -> [f64; 3] {
        [1, 3, 5].map(|at| {
            let byte = hex
                .get(at..at + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok());
            let share = f64::from(byte.unwrap_or(0)) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn luminance(hex: &str) -> f64 {
        let [red, green, blue] = channels(hex);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(a: f64, b: f64) -> f64 {
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn each_colour_is_as_faint_and_as_dark_as_is_said() {
        for tint in ALL.iter().flat_map(|tints| tints.iter()) {
            let to = |ink, paper| contrast(luminance(ink), luminance(paper));
            let faint = to(tint.light, PAPER.light) < 3.0 || to(tint.dark, PAPER.dark) < 3.0;
            assert_eq!(tint.is_faint, faint, "{}", tint.name);
            let dark = to(tint.light, ON_DARK.light) > to(tint.light, ON_LIGHT.light);
            assert_eq!(tint.is_dark, dark, "{}", tint.name);
        }
    }

    #[test]
    fn text_reaches_4_5_to_1_on_paper_and_in_every_segment() {
        for pick in [|t: &super::Tint| t.light, |t: &super::Tint| t.dark] {
            for line in &LINES {
                assert!(contrast(luminance(pick(line)), luminance(pick(&PAPER))) >= 3.0);
            }
            for text in [&INK, &MUTED] {
                assert!(contrast(luminance(pick(text)), luminance(pick(&PAPER))) >= 4.5);
            }
            assert!(contrast(luminance(pick(&BAR)), luminance(pick(&PAPER))) >= 3.0);
            assert!(contrast(luminance(pick(&HIDDEN)), luminance(pick(&PAPER))) >= 3.0);
        }
        let steps = (0..7).flat_map(|at| [Ink::Step(at), Ink::Lean(at)]);
        let segments = (0..8).map(Ink::Kind).chain(steps);
        for ink in segments {
            let (ground, text) = (ink.tint().unwrap(), ink.label().tint().unwrap());
            let reached = contrast(luminance(ground.light), luminance(text.light));
            assert!(reached >= 4.5, "{} {reached}", ground.name);
        }
    }

    /// Viénot, Brettel and Mollon's (1999) matrices for protan and deutan vision, and
    /// Brettel's plane for tritan, in linear RGB.
    const DEFICIENCIES: [[[f64; 3]; 3]; 3] = [
        [
            [0.11238, 0.88762, 0.0],
            [0.11238, 0.88762, 0.0],
            [0.00401, -0.00401, 1.0],
        ],
        [
            [0.29275, 0.70725, 0.0],
            [0.29275, 0.70725, 0.0],
            [-0.02234, 0.02234, 1.0],
        ],
        [
            [1.01277, 0.13548, -0.14826],
            [-0.01243, 0.86812, 0.14431],
            [0.07589, 0.80500, 0.11911],
        ],
    ];

    fn lab(rgb: [f64; 3]) -> [f64; 3] {
        let [r, g, b] = rgb.map(|c| c.clamp(0.0, 1.0));
        let f = |t: f64| {
            if t > 0.008_856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn seen(hex: &str, deficiency: &[[f64; 3]; 3]) -> [f64; 3] {
        let rgb = channels(hex);
        lab(deficiency.map(|row| row.iter().zip(rgb).map(|(weight, c)| weight * c).sum()))
    }

    /// How far apart two colours are for whom they are closest.
    fn closest(one: &str, other: &str) -> f64 {
        let mut closest = f64::MAX;
        for deficiency in &DEFICIENCIES {
            let pairs = seen(one, deficiency)
                .into_iter()
                .zip(seen(other, deficiency));
            let squares: f64 = pairs.map(|(one, other)| (one - other).powi(2)).sum();
            closest = closest.min(squares.sqrt());
        }
        closest
    }

    #[test]
    fn colours_differ_for_the_three_common_colour_vision_deficiencies() {
        for tone in [
            |tint: &super::Tint| tint.light,
            |tint: &super::Tint| tint.dark,
        ] {
            // Ordered colours meet their neighbours alone, all others may meet any.
            for (palette, any, least) in [
                (&KINDS[..], true, 15.0),
                (&LINES[..], true, 15.0),
                (&STEPS[..], false, 8.0),
                (&LEANS[..], false, 12.0),
            ] {
                for (at, one) in palette.iter().enumerate() {
                    let others = if any { palette.len() } else { 1 };
                    for other in palette.iter().skip(at + 1).take(others) {
                        let distance = closest(tone(one), tone(other));
                        assert!(distance > least, "{} {} {distance}", one.name, other.name);
                    }
                }
            }
        }
    }

    #[test]
    fn red_and_green_alike_would_be_seen_to_be_so() {
        assert!(closest("#b06000", "#7a7a00") < 15.0);
        assert!(closest("#1f5fa8", "#0b6e5b") < 15.0);
    }

    #[test]
    fn the_names_of_lines_are_text() {
        for line in &LINES {
            for (ink, paper) in [(line.light, PAPER.light), (line.dark, PAPER.dark)] {
                assert!(
                    contrast(luminance(ink), luminance(paper)) >= 4.5,
                    "{}",
                    line.name
                );
            }
        }
    }
}
