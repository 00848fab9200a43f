//! Degrees of agreement, satisfaction and the like, by what their words are made of: a word
//! that carries the judgement, one that strengthens or weakens it, and a negation.
//!
//! A list of every scale in use would be longer and never complete.

use super::find::{has_word, holds_any, is_ascii, is_listed};
use super::lexicon::plain;

/// A degree, and what was found in the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Degree {
    /// The more of it the higher; 0 is the middle.
    pub(super) at: i32,
    /// Whether a word strengthens or weakens it, or says that it is the middle.
    pub(super) is_graded: bool,
}

/// The degree that a text tells, if it tells one.
pub(super) fn degree_of(text: &str) -> Option<Degree> {
    let text = plain(text);
    match is_ascii(&text) {
        true => english(&text),
        false => japanese(&text),
    }
}

const MIDDLE: &str = "neither|neutral|indifferent|undecided|same|unchanged|nor|mixed";
const FOR: &str = "agree|satisfied|likely|favorable|favorably|favourable|favourably|important|support|approve|good|positive|positively|confident|comfortable|willing|easy|interested|useful|helpful|effective|safe|happy|concerned|worried|better|increase|increased|trust|true|more|higher|familiar|liberal|yes|well|serious|clear|often|like|fair|optimistic|recommend|improved|prepared|aware|closely|fan";
const AGAINST: &str = "disagree|dissatisfied|unsatisfied|unlikely|unfavorable|unfavorably|unfavourable|unfavourably|unimportant|oppose|disapprove|bad|poor|negative|negatively|uncomfortable|unwilling|difficult|hard|uninterested|useless|unhelpful|ineffective|unsafe|unhappy|unconcerned|worse|decrease|decreased|distrust|false|less|lower|unfamiliar|conservative|no|badly|poorly|unclear|dislike|unfair|pessimistic|worsened|unprepared|unaware";
const DEGREES: [(i32, &str); 5] = [
    (6, "extremely|completely|absolutely|totally|entirely|fully"),
    (5, "very|strongly|highly|definitely|much|great|a lot"),
    (3, "fairly|quite|mostly|generally"),
    (
        2,
        "somewhat|moderately|rather|probably|mildly|tend|partly|lean",
    ),
    (1, "slightly|little|bit"),
];

fn english(text: &str) -> Option<Degree> {
    let says = |list: &str| has_word(text, b"'", &|word| is_listed(list, word));
    if says(MIDDLE) {
        return Some(MIDDLING);
    }
    let size = size_of(&DEGREES, &says);
    if says("not") {
        let at = match () {
            () if says("all") => -6,
            () if size.is_some() || says("too|so|really|that") => -2,
            () if says(FOR) => -4,
            () => return None,
        };
        return Some(Degree {
            at,
            is_graded: true,
        });
    }
    let sign = match (says(AGAINST), says(FOR), size) {
        (true, false, _) => -1,
        (false, true, _) | (false, false, Some(_)) => 1,
        _ => return None,
    };
    Some(Degree {
        at: sign * size.unwrap_or(4),
        is_graded: size.is_some(),
    })
}

const MIDDLING: Degree = Degree {
    at: 0,
    is_graded: true,
};

/// How much the first word found in these lists weighs.
fn size_of(lists: &[(i32, &str)], says: &dyn Fn(&str) -> bool) -> Option<i32> {
    for (size, list) in lists {
        if says(list) {
            return Some(*size);
        }
    }
    None
}

const CENTRE: &str = "どちらとも|どちらでも|ふつう|普通|変わらない|同じ|中立|中間";
const GOOD: &str = "思|満足|賛成|良|よい|よかった|好|あては|当ては|感じ|関心|興味|知|必要|重要|期待|信頼|支持|理解|不安|心配|十分|充分|高|多|増|ある|利用|使|そう|安全|安心|役立|しやす|やすい|つよ|影響|困って|できる|できた";
const BAD: &str = "不満|反対|悪|わるい|嫌|低|減|不十分|不支持|不要|危険|少な|しにく|にくい|難し";
const GRADES: [(i32, &str); 5] = [
    (
        6,
        "非常に|とても|大変|たいへん|強く|大いに|おおいに|全く|まったく|完全に|極めて|きわめて|全然",
    ),
    (5, "かなり|よく|ほとんど|十分に|大幅に|すごく"),
    (3, "おおむね|概ね|だいたい"),
    (2, "どちらかと|やや|まあ|多少|ある程度|比較的|いくらか"),
    (1, "少し|すこし|わずか|若干"),
];

fn japanese(text: &str) -> Option<Degree> {
    let says = |list: &str| holds_any(text, list);
    if says(CENTRE) {
        return Some(MIDDLING);
    }
    let size = size_of(&GRADES, &says);
    let is_bad = says(BAD);
    // 少ない holds a negation that is none.
    let is_negated = says("なかった|ません") || says("ない") && !text.ends_with("少ない");
    let is_hardly = says("あまり|それほど");
    let is_judged = is_bad || says(GOOD) || is_negated && size.is_some();
    if !is_judged {
        return None;
    }
    let at = match is_negated && is_hardly {
        true => 2,
        false => size.unwrap_or(4),
    };
    Some(Degree {
        at: if is_bad == is_negated { at } else { -at },
        is_graded: size.is_some() || is_hardly,
    })
}

#[cfg(test)]
mod tests {
    use super::degree_of;

    #[track_caller]
    fn fall(values: &[&str]) {
        let degrees: Vec<i32> = values
            .iter()
            .map(|value| degree_of(value).unwrap().at)
            .collect();
        assert!(
            degrees.is_sorted_by(|a, b| a > b),
            "{values:?}: {degrees:?}"
        );
    }

    #[test]
    fn english_degrees_fall_from_for_to_against() {
        fall(&[
            "Strongly agree",
            "Agree",
            "Somewhat agree",
            "Neither agree nor disagree",
            "Somewhat disagree",
            "Disagree",
            "Strongly disagree",
        ]);
        fall(&[
            "Very satisfied",
            "Somewhat satisfied",
            "Neutral",
            "Somewhat dissatisfied",
            "Very dissatisfied",
        ]);
        fall(&[
            "Extremely important",
            "Very important",
            "Moderately important",
            "Slightly important",
            "Not at all important",
        ]);
        fall(&[
            "Very favorably",
            "Somewhat favorably",
            "Neither favorably nor unfavorably (neutral)",
            "Somewhat unfavorably",
            "Very unfavorably",
        ]);
        fall(&[
            "Very concerned",
            "Somewhat concerned",
            "Not too concerned",
            "Not at all concerned",
        ]);
        fall(&[
            "Much better",
            "Better",
            "About the same",
            "Worse",
            "Much worse",
        ]);
        assert_eq!(degree_of("Female"), None);
    }

    #[test]
    fn japanese_degrees_fall_from_for_to_against() {
        fall(&[
            "とてもそう思う",
            "そう思う",
            "ややそう思う",
            "どちらともいえない",
            "あまりそう思わない",
            "そう思わない",
            "まったくそう思わない",
        ]);
        fall(&["満足", "やや満足", "どちらでもない", "やや不満", "不満"]);
        fall(&[
            "賛成",
            "どちらかといえば賛成",
            "どちらかといえば反対",
            "反対",
        ]);
        fall(&["非常に良い", "良い", "普通", "悪い", "非常に悪い"]);
        fall(&[
            "大いに不安",
            "ある程度不安",
            "あまり不安ではない",
            "まったく不安ではない",
        ]);
        fall(&["増えた", "変わらない", "減った"]);
        fall(&[
            "当てはまる",
            "やや当てはまる",
            "あまり当てはまらない",
            "当てはまらない",
        ]);
        assert_eq!(degree_of("東京都"), None);
    }
}
