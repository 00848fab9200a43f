//! The ministry's survey: a chain of questions, each asked of those who said yes to the one
//! before, in two waves. How many hospitals answered is invented, and the descriptor says so.

use super::codebook::{
    Category, Field, HOSPITAL, Holds, MEASURES, MEASURES_LABEL, Net, THREAT_FIELD, THREAT_NETS,
    YES_NO, YES_NO_UNKNOWN, field, words,
};
use super::descriptor::{Coding, Derived, Language, Multiple, Package};
use super::hospital::{CLASSES, Days, draw};
use super::measures;
use super::quota::{Quota, Tilt, answers, quota};
use super::random::Random;
use super::responses::Responses;
use serde_json::json;

use Tilt::{Falling, Level, Plunging, Rising};

/// One year's survey. A wave's answers are a quarter or a fifth of about 8,300 hospitals.
struct Wave {
    year: &'static str,
    seed: u64,
    per_class: [usize; CLASSES],
    days: Days,
    /// How many hospitals of the register one answer stands for.
    weight: &'static str,
    threat: [Quota; 4],
    records: Quota,
    backup: [Quota; 2],
    offline: [Quota; 2],
    generations: Quota,
    protected: Quota,
}

const FIRST: Wave = Wave {
    year: "2022",
    seed: 2022,
    per_class: [560, 520, 230, 170, 90, 90],
    days: Days {
        year: 2022,
        first: (1, 24),
        last: (3, 4),
    },
    weight: "5",
    threat: [
        quota("1", 34, Falling),
        quota("2", 90, Falling),
        quota("3", 140, Falling),
        quota("5", 690, Rising),
    ],
    records: quota("yes", 1079, Rising),
    backup: [
        quota("none", 43, Plunging),
        quota("two_or_more", 600, Rising),
    ],
    offline: [quota("unknown", 104, Falling), quota("yes", 466, Rising)],
    generations: quota("yes", 839, Rising),
    protected: quota("yes", 539, Rising),
};

const SECOND: Wave = Wave {
    year: "2023",
    seed: 2023,
    per_class: [700, 650, 290, 210, 112, 113],
    days: Days {
        year: 2023,
        first: (1, 27),
        last: (3, 8),
    },
    weight: "4",
    threat: [
        quota("1", 30, Falling),
        quota("2", 84, Falling),
        quota("3", 150, Falling),
        quota("5", 960, Rising),
    ],
    records: quota("yes", 1473, Rising),
    backup: [
        quota("none", 29, Plunging),
        quota("two_or_more", 869, Rising),
    ],
    offline: [quota("unknown", 115, Falling), quota("yes", 708, Rising)],
    generations: quota("yes", 1126, Rising),
    protected: quota("yes", 939, Rising),
};

/// The rows of both waves.
pub(super) fn responses() -> Responses {
    rows(&FIRST).followed_by(rows(&SECOND))
}

fn rows(wave: &Wave) -> Responses {
    let random = &mut Random::seeded(wave.seed);
    let hospitals = draw(random, wave.per_class, &wave.days);
    let mut rows = Responses::of(&hospitals);
    let everyone = vec![true; hospitals.len()];
    for (name, cell) in [
        ("wave", wave.year),
        ("weight", wave.weight),
        ("registered", "8300"),
    ] {
        rows.put(name, vec![cell.to_owned(); hospitals.len()]);
    }
    let mut ask =
        |asked: &[bool], quotas: &[Quota], rest| answers(random, &hospitals, asked, quotas, rest);
    rows.put("threat", ask(&everyone, &wave.threat, "4"));
    rows.put(
        "records",
        ask(&everyone, std::slice::from_ref(&wave.records), "no"),
    );
    let electronic = rows.are("records", &["yes"]);
    rows.put("backup", ask(&electronic, &wave.backup, "one"));
    let copied = rows.are("backup", &["one", "two_or_more"]);
    rows.put("offline_backup", ask(&copied, &wave.offline, "no"));
    rows.put(
        "generations",
        ask(&copied, std::slice::from_ref(&wave.generations), "no"),
    );
    rows.put(
        "protected",
        ask(&copied, std::slice::from_ref(&wave.protected), "no"),
    );
    let without = rows.are("offline_backup", &["no"]);
    let share = |permille: usize| without.iter().filter(|asked| **asked).count() * permille / 1000;
    let reasons = [
        quota("", share(60), Level),
        quota("no_budget;no_staff", share(140), Falling),
        quota("no_budget", share(270), Falling),
        quota("vendor", share(180), Level),
        quota("unaware", share(110), Falling),
    ];
    rows.put("reasons_given", ask(&without, &reasons, "no_staff"));
    measures::put(random, &hospitals, &mut rows);
    rows
}

const WAVE: &[Category] = &[
    (
        "2022",
        words("2022年調査（前年）", "2022 (the year before)"),
    ),
    ("2023", words("2023年調査", "2023")),
];

const BACKUP: &[Category] = &[
    ("two_or_more", words("二つ以上作成", "Two or more")),
    ("one", words("一つ作成", "One")),
    ("none", words("作成していない", "None")),
];

const BACKUP_NETS: &[Net] = &[(
    "makes",
    words("作成している（計）", "Makes backups (net)"),
    &["two_or_more", "one"],
)];

const REASONS: &[Category] = &[
    ("no_budget", words("予算がない", "No budget")),
    ("no_staff", words("担当者がいない", "Nobody in charge")),
    ("vendor", words("業者に任せている", "Left to the vendor")),
    (
        "unaware",
        words("必要だと知らなかった", "Did not know it was needed"),
    ),
];

fn fields() -> Vec<Field> {
    let mut fields = vec![field("wave", Holds::Scale(WAVE), words("調査年", "Wave"))];
    fields.extend(HOSPITAL);
    fields.extend([
        THREAT_FIELD,
        field(
            "records",
            Holds::Choice(YES_NO),
            words("電子カルテを使っているか", "Uses electronic records"),
        )
        .noted(
            "全回答病院が回答",
            "Answered by every hospital that took part",
        ),
        field(
            "backup",
            Holds::Choice(BACKUP),
            words(
                "電子カルテのバックアップ",
                "Backups of the electronic records",
            ),
        )
        .noted(
            "電子カルテを使う病院のみに質問",
            "Asked only of hospitals with electronic records",
        ),
        field(
            "offline_backup",
            Holds::Choice(YES_NO_UNKNOWN),
            words("オフラインのバックアップがあるか", "Keeps a backup offline"),
        )
        .noted(
            "バックアップを作成する病院のみに質問",
            "Asked only of hospitals that make backups",
        ),
        field(
            "generations",
            Holds::Choice(YES_NO),
            words(
                "バックアップを世代管理しているか",
                "Keeps several generations of backups",
            ),
        )
        .noted(
            "バックアップを作成する病院のみに質問",
            "Asked only of hospitals that make backups",
        ),
        field(
            "protected",
            Holds::Choice(YES_NO),
            words(
                "バックアップに漏えい対策をしているか",
                "Protects backups from leaks",
            ),
        )
        .noted(
            "バックアップを作成する病院のみに質問",
            "Asked only of hospitals that make backups",
        ),
        field(
            "reasons_given",
            Holds::Several(REASONS),
            words(
                "オフライン保管をしない理由（複数回答・連結）",
                "Reasons for keeping no offline copy (joined answers)",
            ),
        )
        .noted(
            "オフライン保管をしていない病院のみに質問。空欄は無回答",
            "Asked only of hospitals without an offline copy; a blank there is no answer",
        ),
    ]);
    fields.extend(MEASURES);
    fields.push(field("weight", Holds::Number, words("ウェイト", "Weight")));
    fields.push(field(
        "registered",
        Holds::Integer,
        words("登録病院数（概数）", "Registered hospitals (about)"),
    ));
    fields
}

/// The two waves in one package, so that a table can set them side by side.
pub(super) fn package() -> Package {
    let copied = || json!({"backup": ["one", "two_or_more"]});
    Package {
        language: Language::Ja,
        name: "ministry-2023",
        title: words(
            "病院における医療情報システムの調査 2023年と前年",
            "Ministry survey of hospital information systems, 2023 and the year before",
        ),
        description: words(
            "厚生労働省の調査を題材とした合成データ。公表された割合に合わせてあり、回答数（2022年1,660、2023年2,075）・回答日・公表されていない設問と内訳は創作である。母集団は各回約8,300病院で、二回分を延べ数で数える。",
            "Synthetic data after the ministry's survey. The published shares are met; the number of answers (1,660 in 2022, 2,075 in 2023), the dates, and questions and breakdowns that were not published are invented. About 8,300 hospitals were asked each time; the two times are counted together.",
        ),
        sources: &[(
            "厚生労働省「病院における医療情報システムのサイバーセキュリティ対策に係る調査」速報, 2023-03-17（ワーキンググループ資料 2023-03-23）",
            "",
        )],
        publisher: Some(
            "Ministry of Health, Labour and Welfare, survey of hospital cybersecurity, preliminary results of 2023-03-17",
        ),
        fields: fields(),
        synthetic: Some(super::SYNTHETIC),
        population: (
            16_600,
            words(
                "医療機関等情報支援システムに登録する病院（2回の延べ数）",
                "Hospitals registered with the ministry's reporting system (two waves counted together)",
            ),
        ),
        sample: (16_600, "census"),
        fieldwork: Some(("2022-01-24", "2023-03-08")),
        design: Some(json!({"weight": "weight", "strata": ["wave"], "fpc": ["registered"]})),
        bases: vec![
            ("backup", json!({"records": "yes"})),
            ("offline_backup", copied()),
            ("generations", copied()),
            ("protected", copied()),
        ],
        nets: vec![("threat", THREAT_NETS), ("backup", BACKUP_NETS)],
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
                    "オフライン保管をしない理由（複数回答）",
                    "Reasons for keeping no offline copy (multiple answers)",
                ),
                coding: Coding::Joined("reasons_given"),
                base: Some(json!({"offline_backup": "no"})),
            },
        ],
        derived: vec![Derived {
            name: "exposed",
            label: words(
                "電子カルテを使うがオフラインの控えがないか",
                "Exposed: electronic records without an offline copy",
            ),
            values: vec![
                (
                    ("yes", words("無防備", "Exposed")),
                    Some(json!({"records": "yes", "not": {"offline_backup": "yes"}})),
                ),
                (("no", words("それ以外", "Not exposed")), None),
            ],
        }],
    }
}
