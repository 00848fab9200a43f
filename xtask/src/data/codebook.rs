//! The questions of a package, each said once, in Japanese and in English side by side.

/// A text in both languages.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) ja: &'static str,
    pub(super) en: &'static str,
}

/// Shorthand, for tables of labels.
pub(super) const fn words(ja: &'static str, en: &'static str) -> Words {
    Words { ja, en }
}

/// A value and its label.
pub(super) type Category = (&'static str, Words);

/// What a column holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    Text,
    Date,
    Integer,
    Number,
    /// One of these, in no order.
    Choice(&'static [Category]),
    /// One of these, from the lowest to the highest.
    Scale(&'static [Category]),
    /// Several of these, joined with semicolons.
    Several(&'static [Category]),
}

impl Holds {
    pub(super) fn categories(self) -> &'static [Category] {
        match self {
            Self::Choice(list) | Self::Scale(list) | Self::Several(list) => list,
            Self::Text | Self::Date | Self::Integer | Self::Number => &[],
        }
    }
}

/// One column of responses.csv.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) title: Words,
    pub(super) holds: Holds,
    /// What a reader must know of its base, where it needs saying.
    pub(super) note: Option<Words>,
    /// Codes beside the empty cell that stand for no usable answer: value, label, kind.
    pub(super) absent: &'static [(&'static str, &'static str, &'static str)],
}

/// A column with nothing to add.
pub(super) const fn field(name: &'static str, holds: Holds, title: Words) -> Field {
    Field {
        name,
        title,
        holds,
        note: None,
        absent: &[],
    }
}

impl Field {
    pub(super) const fn noted(mut self, ja: &'static str, en: &'static str) -> Self {
        self.note = Some(words(ja, en));
        self
    }

    pub(super) const fn absent(
        mut self,
        codes: &'static [(&'static str, &'static str, &'static str)],
    ) -> Self {
        self.absent = codes;
        self
    }
}

/// Values taken together: name, label, values.
pub(super) type Net = (&'static str, Words, &'static [&'static str]);

const YES: Category = ("yes", words("はい", "Yes"));
const NO: Category = ("no", words("いいえ", "No"));
const UNKNOWN: Category = ("unknown", words("わからない", "Don't know"));

pub(super) const YES_NO: &[Category] = &[YES, NO];
pub(super) const YES_NO_UNKNOWN: &[Category] = &[YES, NO, UNKNOWN];

/// One option of a multiple choice spread over columns.
pub(super) const TICK: &[Category] = &[
    ("1", words("選択", "Selected")),
    ("0", words("非選択", "Not selected")),
];

const BEDS: &[Category] = &[
    ("20-99", words("20～99床", "20–99 beds")),
    ("100-199", words("100～199床", "100–199 beds")),
    ("200-299", words("200～299床", "200–299 beds")),
    ("300-399", words("300～399床", "300–399 beds")),
    ("400-499", words("400～499床", "400–499 beds")),
    ("500+", words("500床以上", "500 beds or more")),
];

const FOUNDER: &[Category] = &[
    ("national", words("国・独立行政法人等", "National")),
    (
        "public",
        words("都道府県・市町村", "Prefectural or municipal"),
    ),
    (
        "semi_public",
        words(
            "日赤・済生会・厚生連等",
            "Red Cross, Saiseikai, Koseiren and the like",
        ),
    ),
    (
        "medical_corporation",
        words("医療法人", "Medical corporation"),
    ),
    (
        "other",
        words(
            "学校法人・社会福祉法人・その他",
            "School, welfare and other corporations",
        ),
    ),
];

const REGION: &[Category] = &[
    (
        "hokkaido_tohoku",
        words("北海道・東北", "Hokkaido and Tohoku"),
    ),
    ("kanto", words("関東", "Kanto")),
    ("chubu", words("中部", "Chubu")),
    ("kinki", words("近畿", "Kinki")),
    (
        "chugoku_shikoku",
        words("中国・四国", "Chugoku and Shikoku"),
    ),
    ("kyushu_okinawa", words("九州・沖縄", "Kyushu and Okinawa")),
];

const THREAT: &[Category] = &[
    ("1", words("まったく感じない", "Not at all")),
    ("2", words("あまり感じない", "Not very much")),
    ("3", words("どちらともいえない", "Neither")),
    ("4", words("ある程度感じる", "Somewhat")),
    ("5", words("大いに感じる", "Very much")),
];

/// Nets of the threat scale; its scores are its values.
pub(super) const THREAT_NETS: &[Net] = &[
    (
        "feels",
        words("脅威を感じる（計）", "Feel threatened (net)"),
        &["4", "5"],
    ),
    (
        "does_not_feel",
        words("脅威を感じない（計）", "Do not feel threatened (net)"),
        &["1", "2"],
    ),
];

/// The day of the answer.
pub(super) const RESPONDED: Field = field(
    "responded",
    Holds::Date,
    words("回答日", "Date of response"),
);

/// Who answered: the same columns in every package of hospitals.
pub(super) const HOSPITAL: [Field; 6] = [
    RESPONDED,
    field(
        "beds_class",
        Holds::Scale(BEDS),
        words("病床規模", "Hospital size (beds)"),
    ),
    field(
        "founder",
        Holds::Choice(FOUNDER),
        words("設立主体", "Founder"),
    ),
    field("region", Holds::Choice(REGION), words("地域", "Region")),
    field("beds", Holds::Integer, words("病床数", "Number of beds")),
    field(
        "it_staff",
        Holds::Integer,
        words("情報システム担当者数", "Number of IT staff"),
    )
    .noted("無回答は「999」", "999 stands for no answer")
    .absent(&[("999", "無回答", "noAnswer")]),
];

/// The threat scale, answered by everyone.
pub(super) const THREAT_FIELD: Field = field(
    "threat",
    Holds::Scale(THREAT),
    words(
        "サイバー攻撃の脅威を感じるか",
        "Feel threatened by cyber-attacks",
    ),
)
.noted(
    "全回答病院が回答",
    "Answered by every hospital that took part",
);

/// What is done against attacks: one column for each option.
pub(super) const MEASURES: [Field; 7] = [
    field(
        "measure_antivirus",
        Holds::Choice(TICK),
        words("ウイルス対策ソフトの更新", "Anti-virus kept up to date"),
    ),
    field(
        "measure_policy",
        Holds::Choice(TICK),
        words("情報セキュリティ規程の整備", "Written security policy"),
    ),
    field(
        "measure_training",
        Holds::Choice(TICK),
        words("職員への研修", "Staff training"),
    ),
    field(
        "measure_segments",
        Holds::Choice(TICK),
        words("ネットワークの分離", "Separated networks"),
    ),
    field(
        "measure_mfa",
        Holds::Choice(TICK),
        words("二要素認証", "Two-factor authentication"),
    ),
    field(
        "measure_logs",
        Holds::Choice(TICK),
        words("ログの監視", "Log monitoring"),
    ),
    field(
        "measure_drill",
        Holds::Choice(TICK),
        words("攻撃を想定した訓練", "Attack drills"),
    ),
];

/// What the multiple choice over `MEASURES` is called.
pub(super) const MEASURES_LABEL: Words = words(
    "実施しているセキュリティ対策（複数回答）",
    "Security measures taken (multiple answers)",
);
