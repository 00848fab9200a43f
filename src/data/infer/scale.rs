//! The order of a question's answers, where they are those of a usual scale.

use super::band::{Start, band_of, rate_of};
use super::degree::degree_of;
use super::find::{after_any, between, digits_first, words};
use super::lexicon::plain;
use super::number::value_of;

/// Scales that are told by their words alone: one a line, levels parted by `|`, and words for the
/// same level by `,`.
const LISTED: &[&str] = &[
    "always|almost always,nearly always,usually,very often,most of the time|often,frequently,regularly|sometimes,occasionally,about half the time|rarely,seldom,not often,once in a while|hardly ever,almost never,very rarely|never",
    "いつも,常に,必ず|たいてい,ほとんどいつも|よくある,よく,頻繁に,しばしば,頻繁にある|ときどき,時々,時々ある,ときどきある|たまに,たまにある|めったにない,あまりない,ほとんどない|全くない,まったくない,一度もない,ない,しない",
    "excellent|very good|good|fair,average,okay,ok,acceptable|poor,bad|very poor,very bad,terrible",
    "a great deal|a lot,quite a lot,quite a bit,very much|a moderate amount,a fair amount,some,somewhat,moderately|a little,a little bit,slightly,not much,only a little,very little|none,none at all,not at all,nothing",
    "very high|high|medium,moderate,average,middle|low|very low",
    "very large|large|medium|small|very small",
    "no schooling|elementary school,primary school|less than high school,less than high school degree,some high school|high school,high school degree,high school graduate,high school diploma,ged,high school or ged|some college,some college or associate degree,some college or associate's degree,some college no degree,vocational,trade school|associate,associate degree,associate's degree|bachelor,bachelor degree,bachelor's degree,bachelor's,college graduate,college degree|graduate degree,postgraduate,postgraduate degree,master,master's,master's degree,master degree|doctorate,doctoral degree,doctorate degree,phd,professional degree",
    "小学校|中学校,中学|高校,高等学校|専門学校,専修学校|短大,短期大学,高専,短大・高専,高専・短大|大学,四年制大学|大学院,修士|博士",
    "rare|medium rare|medium|medium well|well,well done",
    "大|中|小",
    "高|中|低",
    "上|中の上|中,中の中|中の下|下",
];

/// The answers of a question put in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// The places of the answers, from the first to the last.
    pub(super) places: Vec<usize>,
    /// What told the order.
    pub(super) by: OrderedBy,
}

/// What told an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrderedBy {
    Degree,
    Band,
    Rate,
    Listed,
}

/// Where an answer stands on a scale, of which there may be several of a kind.
type Way = fn(&str, usize) -> Option<Start>;

/// The order of these answers, if all of them are of one scale.
pub(super) fn order_of(values: &[&str]) -> Option<Order> {
    let ways: [(OrderedBy, Way); 4] = [
        (OrderedBy::Listed, listed),
        (OrderedBy::Rate, |value, _| rate_of(value)),
        (OrderedBy::Degree, graded),
        (OrderedBy::Band, |value, _| band_of(value)),
    ];
    for (by, way) in ways {
        // Two degrees of one thing may be its opposites, as yes and no are.
        let fewest = if by == OrderedBy::Degree { 3 } else { 2 };
        for scale in 0..if by == OrderedBy::Listed {
            LISTED.len()
        } else {
            1
        } {
            let found = placed(values, scale, way).filter(|_| values.len() >= fewest);
            if let Some(places) = found {
                return Some(Order { places, by });
            }
        }
    }
    None
}

/// The places of the answers from the least to the greatest, where each has another position.
fn placed(values: &[&str], scale: usize, way: Way) -> Option<Vec<usize>> {
    let mut positions = Vec::with_capacity(values.len());
    let mut is_marked = false;
    for value in values {
        let start = way(unnumbered(value), scale)?;
        is_marked |= start.is_marked;
        positions.push(start.at);
    }
    let places = crate::data::ascending(&positions);
    let mut before = None;
    for place in &places {
        let here = positions.get(*place).copied();
        if here == before {
            return None;
        }
        before = here;
    }
    is_marked.then_some(places)
}

fn listed(value: &str, scale: usize) -> Option<Start> {
    let value = plain(value);
    let mut bare = value.as_str();
    for end in ["卒業", "修了", "卒"] {
        bare = bare.strip_suffix(end).unwrap_or(bare);
    }
    let mut at = 0.0;
    for level in words(LISTED.get(scale)?) {
        if between(level, b',').any(|word| word == bare) {
            return Some(Start {
                at,
                is_marked: true,
            });
        }
        at += 1.0;
    }
    None
}

fn graded(value: &str, _: usize) -> Option<Start> {
    let degree = degree_of(value)?;
    Some(Start {
        at: f64::from(-degree.at),
        is_marked: degree.is_graded,
    })
}

/// The number that an answer begins with, as `1. はい` or `②いいえ` do, and the rest.
pub(super) fn numbered(value: &str) -> Option<(f64, &str)> {
    let first = value.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        let number = u32::from(first) - u32::from('①') + 1;
        let text = value.get(first.len_utf8()..)?.trim();
        return Some((f64::from(number), text));
    }
    let (number, rest) = digits_first(value);
    let text = after_any(rest, ".|．|:|：|)|）|、|_")?.trim();
    let is_text = !text.is_empty() && !text.starts_with(|letter: char| letter.is_ascii_digit());
    let number = value_of(number).filter(|_| is_text && number.len() <= 2)?;
    Some((number, text))
}

/// An answer without the number that it begins with.
pub(super) fn unnumbered(value: &str) -> &str {
    numbered(value).map_or(value, |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::order_of;

    fn ordered<'v>(values: &[&'v str]) -> Option<Vec<&'v str>> {
        let order = order_of(values)?;
        Some(
            order
                .places
                .into_iter()
                .map(|place| values[place])
                .collect(),
        )
    }

    #[test]
    fn usual_scales_are_put_in_order() {
        for scale in [
            &["Always", "Often", "Sometimes", "Rarely", "Never"][..],
            &["Excellent", "Good", "Fair", "Poor"],
            &[
                "Less than high school degree",
                "High school degree",
                "Some college or Associate degree",
                "Bachelor degree",
                "Graduate degree",
            ],
            &["中学校卒", "高校卒", "短大・高専卒", "大学卒", "大学院修了"],
            &[
                "1. とてもそう思う",
                "2. そう思う",
                "3. どちらともいえない",
                "4. そう思わない",
            ],
            &["18-29", "30-44", "45-60", "> 60"],
            &["毎日", "週に1回", "月に1回", "年に数回", "しない"],
        ] {
            let mut shuffled = scale.to_vec();
            shuffled.reverse();
            shuffled.rotate_left(1);
            assert_eq!(ordered(&shuffled).as_deref(), Some(scale));
        }
    }

    #[test]
    fn what_has_no_order_gets_none() {
        for values in [
            &["Male", "Female"][..],
            &["Yes", "No"],
            &["はい", "いいえ"],
            &["東京都", "大阪府", "京都府"],
            &["Lottery A", "Lottery B"],
            &["利用している", "検討中", "利用していない"],
            &["Pacific", "Mountain", "New England"],
            &["Han", "Greedo", "I don't understand this question"],
            &["Good", "Good "],
        ] {
            assert_eq!(ordered(values), None, "{values:?}");
        }
    }
}
