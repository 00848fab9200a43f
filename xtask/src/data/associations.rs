//! The survey of the four hospital associations, 2022: its interim and its final count.
//!
//! The final count holds the interim one: the same 476 rows and then those that came later.
//! Each batch has quotas of its own, so that both sums are the published ones. Counts that
//! were never published are plausible inventions, and the descriptor says so.

use super::codebook::{
    Category, Field, HOSPITAL, Holds, MEASURES, MEASURES_LABEL, Net, THREAT_FIELD, THREAT_NETS,
    Words, YES_NO, YES_NO_UNKNOWN, field, words,
};
use super::descriptor::{Coding, Derived, Language, Multiple, Package};
use super::hospital::{CLASSES, Days, Hospital, draw};
use super::measures;
use super::quota::{Quota, Tilt, answers, quota};
use super::random::Random;
use super::responses::Responses;
use serde_json::json;

use Tilt::{Falling, Level, Plunging, Rising};

/// One batch of answers: how many of each class came when, and what they said.
struct Batch {
    per_class: [usize; CLASSES],
    days: Days,
    threat: [Quota; 4],
    vpn: [Quota; 2],
    patched: [Quota; 2],
    /// The main reason; the first two are those that the final report puts at about half.
    reasons: [Quota; 5],
    budget_enough: [Quota; 2],
    yearly_budget: [Quota; 4],
    no_continuity_plan: Quota,
    no_backup: Quota,
    offline: [Quota; 2],
    offsite: [Quota; 2],
}

/// The 476 that had answered by 10 February.
const INTERIM: Batch = Batch {
    per_class: [148, 132, 66, 56, 34, 40],
    days: Days {
        year: 2022,
        first: (1, 31),
        last: (2, 10),
    },
    // With 197 for "somewhat" left over, 428 feel threatened.
    threat: [
        quota("1", 6, Falling),
        quota("2", 14, Falling),
        quota("3", 28, Falling),
        quota("5", 231, Rising),
    ],
    vpn: [quota("unknown", 34, Falling), quota("yes", 190, Level)],
    patched: [quota("no", 46, Plunging), quota("unknown", 20, Falling)],
    reasons: [
        quota("unaware", 13, Falling),
        quota("no_budget", 10, Level),
        quota("offline", 9, Level),
        quota("closed_network", 8, Level),
        quota("", 2, Level),
    ],
    budget_enough: [
        quota("sufficient", 67, Rising),
        quota("insufficient", 219, Level),
    ],
    yearly_budget: [
        quota("", 3, Level),
        quota("under_1m", 97, Plunging),
        quota("1m_5m", 151, Falling),
        quota("over_50m", 18, Rising),
    ],
    no_continuity_plan: quota("no", 319, Falling),
    no_backup: quota("no", 10, Plunging),
    offline: [quota("unknown", 25, Falling), quota("yes", 224, Rising)],
    offsite: [quota("unknown", 30, Falling), quota("yes", 92, Rising)],
};

/// The 668 that answered from 11 to 28 February.
const LATER: Batch = Batch {
    per_class: [226, 190, 91, 73, 42, 46],
    days: Days {
        year: 2022,
        first: (2, 11),
        last: (2, 28),
    },
    threat: [
        quota("1", 10, Falling),
        quota("2", 24, Falling),
        quota("3", 44, Falling),
        quota("5", 300, Rising),
    ],
    vpn: [quota("unknown", 52, Falling), quota("yes", 268, Level)],
    patched: [quota("no", 52, Plunging), quota("unknown", 24, Falling)],
    reasons: [
        quota("unaware", 14, Falling),
        quota("no_budget", 12, Level),
        quota("offline", 10, Level),
        quota("closed_network", 9, Level),
        quota("", 2, Level),
    ],
    budget_enough: [
        quota("sufficient", 96, Rising),
        quota("insufficient", 305, Level),
    ],
    yearly_budget: [
        quota("", 9, Level),
        quota("under_1m", 141, Plunging),
        quota("1m_5m", 208, Falling),
        quota("over_50m", 22, Rising),
    ],
    no_continuity_plan: quota("no", 441, Falling),
    no_backup: quota("no", 14, Plunging),
    offline: [quota("unknown", 37, Falling), quota("yes", 311, Rising)],
    offsite: [quota("unknown", 44, Falling), quota("yes", 130, Rising)],
};

/// The rows of the interim count.
pub(super) fn interim_responses() -> Responses {
    rows(&mut Random::seeded(20_220_210), &INTERIM)
}

/// The rows of the final count: those of the interim one, then the later ones.
pub(super) fn final_responses() -> Responses {
    interim_responses().followed_by(rows(&mut Random::seeded(20_220_228), &LATER))
}

fn rows(random: &mut Random, batch: &Batch) -> Responses {
    let hospitals = draw(random, batch.per_class, &batch.days);
    let mut rows = Responses::of(&hospitals);
    let everyone = vec![true; hospitals.len()];
    let mut ask =
        |asked: &[bool], quotas: &[Quota], rest| answers(random, &hospitals, asked, quotas, rest);
    rows.put("threat", ask(&everyone, &batch.threat, "4"));
    rows.put("vpn", ask(&everyone, &batch.vpn, "no"));
    let warned = rows.are("vpn", &["yes"]);
    rows.put("patched", ask(&warned, &batch.patched, "done"));
    let idle = rows.are("patched", &["no"]);
    rows.put("reasons_given", ask(&idle, &batch.reasons, "vendor"));
    rows.put(
        "budget_enough",
        ask(&everyone, &batch.budget_enough, "cannot_say"),
    );
    rows.put(
        "yearly_budget",
        ask(&everyone, &batch.yearly_budget, "5m_50m"),
    );
    rows.put(
        "continuity_plan",
        ask(
            &everyone,
            std::slice::from_ref(&batch.no_continuity_plan),
            "yes",
        ),
    );
    rows.put(
        "backup",
        ask(&everyone, std::slice::from_ref(&batch.no_backup), "yes"),
    );
    let copied = rows.are("backup", &["yes"]);
    rows.put("offline_backup", ask(&copied, &batch.offline, "no"));
    rows.put("offsite_backup", ask(&copied, &batch.offsite, "no"));
    add_reasons(random, &mut rows);
    measures::put(random, &hospitals, &mut rows);
    leave_training_open(random, &hospitals, &mut rows);
    rows
}

/// A third of those who named a reason name a second one; never one of the first two, whose
/// joint share was published.
fn add_reasons(random: &mut Random, rows: &mut Responses) {
    let second = |random: &mut Random, main: &str| match random.below(6) {
        0 if main != "vendor" => ";vendor",
        1 => ";no_staff",
        _ => "",
    };
    rows.change("reasons_given", |main| match main {
        "" => String::new(),
        main => format!("{main}{}", second(random, main)),
    });
}

/// A question with every kind of absence: not answered ("99") and two answers at once ("98").
fn leave_training_open(random: &mut Random, hospitals: &[Hospital], rows: &mut Responses) {
    let everyone = vec![true; hospitals.len()];
    let share = |permille: usize| hospitals.len() * permille / 1000;
    let quotas = [
        quota("99", share(35), Level),
        quota("98", share(8), Level),
        quota("yearly", share(310), Rising),
        quota("once", share(270), Level),
    ];
    rows.put(
        "staff_training",
        answers(random, hospitals, &everyone, &quotas, "never"),
    );
}

const PATCHED: &[Category] = &[
    ("done", words("対策済み", "Measures taken")),
    ("no", words("対策していない", "No measures taken")),
    ("unknown", words("わからない", "Don't know")),
];

const PATCHED_NETS: &[Net] = &[(
    "untreated",
    words(
        "対策していない・わからない（計）",
        "No measures taken or don't know (net)",
    ),
    &["no", "unknown"],
)];

const ENOUGH: &[Category] = &[
    ("insufficient", words("不足している", "Insufficient")),
    ("sufficient", words("足りている", "Sufficient")),
    ("cannot_say", words("どちらともいえない", "Can't say")),
];

const YEARLY: &[Category] = &[
    ("under_1m", words("100万円未満", "Under ¥1 million")),
    (
        "1m_5m",
        words("100万円以上500万円未満", "¥1 million to under ¥5 million"),
    ),
    (
        "5m_50m",
        words(
            "500万円以上5,000万円未満",
            "¥5 million to under ¥50 million",
        ),
    ),
    ("over_50m", words("5,000万円以上", "¥50 million or more")),
];

const YEARLY_NETS: &[Net] = &[(
    "under_5m",
    words("500万円未満（計）", "Under ¥5 million (net)"),
    &["under_1m", "1m_5m"],
)];

const REASONS: &[Category] = &[
    (
        "unaware",
        words("対策が必要だと知らなかった", "Did not know it was needed"),
    ),
    ("no_budget", words("予算がない", "No budget")),
    (
        "offline",
        words("外部と接続していない", "Not connected to the outside"),
    ),
    (
        "closed_network",
        words("閉域網で使っている", "Used on a closed network"),
    ),
    ("vendor", words("業者に任せている", "Left to the vendor")),
    ("no_staff", words("担当者がいない", "Nobody in charge")),
];

const TRAINING: &[Category] = &[
    ("yearly", words("毎年実施", "Every year")),
    ("once", words("実施したことがある", "At some time")),
    ("never", words("実施していない", "Never")),
];

fn fields() -> Vec<Field> {
    let mut fields = HOSPITAL.to_vec();
    fields.push(THREAT_FIELD);
    fields.extend([
        field(
            "vpn",
            Holds::Choice(YES_NO_UNKNOWN),
            words(
                "政府が注意を促した脆弱なVPN機器を使っていたか",
                "Used a VPN product that the government had warned of",
            ),
        )
        .noted(
            "全回答病院が回答",
            "Answered by every hospital that took part",
        ),
        field(
            "patched",
            Holds::Choice(PATCHED),
            words(
                "VPN機器の脆弱性への対策",
                "Action on the vulnerable VPN product",
            ),
        )
        .noted(
            "該当機器を使っていた病院のみに質問",
            "Asked only of hospitals that used such a product",
        ),
        field(
            "reasons_given",
            Holds::Several(REASONS),
            words(
                "対策していない理由（複数回答・連結）",
                "Reasons for not acting (joined answers)",
            ),
        )
        .noted(
            "対策していない病院のみに質問。空欄は無回答",
            "Asked only of hospitals that took no measures; a blank there is no answer",
        ),
    ]);
    fields.extend(MEASURES);
    fields.extend([
        field("staff_training", Holds::Choice(TRAINING), words("セキュリティ研修の頻度", "How often staff are trained in security"))
            .absent(&[("99", "無回答", "noAnswer"), ("98", "無効回答", "invalid")]),
        field("budget_enough", Holds::Choice(ENOUGH), words("セキュリティ予算の過不足", "Whether the security budget suffices")),
        field("yearly_budget", Holds::Scale(YEARLY), words("年間のセキュリティ予算", "Yearly security budget"))
            .noted("公表値は回答した病院に占める割合として再現", "The published share is reproduced as a share of those who answered"),
        field("continuity_plan", Holds::Choice(YES_NO), words("サイバー攻撃を想定した事業継続計画（BCP）があるか", "Continuity plan for cyber-attacks")),
        field("backup", Holds::Choice(YES_NO), words("バックアップの仕組みがあるか", "Has a backup system")),
        field("offline_backup", Holds::Choice(YES_NO_UNKNOWN), words("バックアップをネットワークから切り離して保管しているか", "Keeps a backup offline"))
            .noted("バックアップのある病院のみに質問。公表された47%は全回答に占める割合（offline_copy）", "Asked only of hospitals with backups; the published 47% is a share of all who took part (offline_copy)"),
        field("offsite_backup", Holds::Choice(YES_NO_UNKNOWN), words("バックアップを院外に保管しているか", "Stores a backup off site"))
            .noted("バックアップのある病院のみに質問", "Asked only of hospitals with backups"),
    ]);
    fields
}

fn derived() -> Vec<Derived> {
    let yes_or_else = |name, label, yes, no, condition| Derived {
        name,
        label,
        values: vec![(("yes", yes), Some(condition)), (("no", no), None)],
    };
    vec![
        yes_or_else(
            "exposed",
            words(
                "脆弱なVPN機器を対策せずに使っているか",
                "Exposed: a flagged VPN product and no action",
            ),
            words("無防備", "Exposed"),
            words("それ以外", "Not exposed"),
            json!({"vpn": "yes", "patched": "no"}),
        ),
        yes_or_else(
            "offline_copy",
            words(
                "オフラインのバックアップ（全回答に占める割合）",
                "Offline backup, of all hospitals that took part",
            ),
            words("あり", "Has one"),
            words("なし・わからない", "Has none, or does not know"),
            json!({"backup": "yes", "offline_backup": "yes"}),
        ),
        yes_or_else(
            "offsite_copy",
            words(
                "院外のバックアップ（全回答に占める割合）",
                "Off-site backup, of all hospitals that took part",
            ),
            words("あり", "Has one"),
            words("なし・わからない", "Has none, or does not know"),
            json!({"backup": "yes", "offsite_backup": "yes"}),
        ),
    ]
}

const INTERIM_SOURCES: &[(&str, &str)] = &[
    ("The Japan News, 2022-02-18", ""),
    ("読売新聞 (Yomiuri Shimbun), 2022-02-15", ""),
    ("日本経済新聞 (Nikkei), 2022-02-18", ""),
];

const FINAL_SOURCES: &[(&str, &str)] = &[
    ("CBnews, 2022-03-25", ""),
    ("The Japan News, 2022-02-18", ""),
];

/// The interim count, as The Japan News, Yomiuri and Nikkei reported it.
pub(super) fn interim() -> Package {
    package(
        "hospitals-2022-interim",
        words(
            "病院のサイバーセキュリティ調査 2022年（中間集計）",
            "Hospital cybersecurity survey 2022 (interim count)",
        ),
        INTERIM_SOURCES,
        "2022-02-10",
    )
}

/// The final count, as CBnews reported it.
pub(super) fn final_count() -> Package {
    package(
        "hospitals-2022-final",
        words(
            "病院のサイバーセキュリティ調査 2022年（最終集計）",
            "Hospital cybersecurity survey 2022 (final count)",
        ),
        FINAL_SOURCES,
        "2022-02-28",
    )
}

fn package(
    name: &'static str,
    title: Words,
    sources: &'static [(&'static str, &'static str)],
    end: &'static str,
) -> Package {
    Package {
        language: Language::Ja,
        name,
        title,
        description: words(
            "四病院団体協議会の加盟病院を対象にした2022年の調査を題材とした合成データ。公表された割合に合わせてあり、公表されていない設問・内訳・回答日の分布は創作である。実在の病院の回答は含まない。",
            "Synthetic data after the 2022 survey of the member hospitals of four associations. The published shares are met; questions, breakdowns and the spread of dates that were not published are invented. No row is the answer of a real hospital.",
        ),
        sources,
        publisher: None,
        fields: fields(),
        synthetic: Some(super::SYNTHETIC),
        population: (
            5596,
            words(
                "四病院団体協議会の加盟病院",
                "Member hospitals of the four associations",
            ),
        ),
        sample: (5596, "census"),
        fieldwork: Some(("2022-01-31", end)),
        design: None,
        bases: vec![
            ("patched", json!({"vpn": "yes"})),
            ("offline_backup", json!({"backup": "yes"})),
            ("offsite_backup", json!({"backup": "yes"})),
        ],
        nets: vec![
            ("threat", THREAT_NETS),
            ("patched", PATCHED_NETS),
            ("yearly_budget", YEARLY_NETS),
        ],
        scored: vec!["threat"],
        multiple: vec![
            Multiple {
                name: "measures",
                label: MEASURES_LABEL,
                coding: Coding::Columns(MEASURES.map(|field| field.name).to_vec()),
                base: None,
            },
            Multiple {
                name: "reasons",
                label: words(
                    "対策していない理由（複数回答）",
                    "Reasons for not acting (multiple answers)",
                ),
                coding: Coding::Joined("reasons_given"),
                base: Some(json!({"patched": "no"})),
            },
        ],
        derived: derived(),
    }
}
