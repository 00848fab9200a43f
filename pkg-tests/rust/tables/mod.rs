//! Tables to draw, made by hand: their intervals are plausible, not computed.

use chosa::Language;
use chosa::stats::IntervalMethod;
use chosa::tabulate::{
    AnswerKind, Base, BaseKind, Cell, Column, IntervalUsed, Measure, Percent, Reason, ReasonCode,
    Row, RowDifference, RowGroup, RowKind, Source, Table,
};

fn base(label: &str, n: usize) -> Base {
    Base {
        label: label.into(),
        n,
        weighted: n as f64,
        effective_n: Some(n as f64),
        kind: BaseKind::Answered,
    }
}

fn cell(n: usize, base_n: usize) -> Cell {
    let share = n as f64 / base_n as f64;
    let half = 1.96 * (share * (1.0 - share) / base_n as f64).sqrt();
    Cell {
        n: Some(n),
        base_n,
        estimate: Some(share),
        low: Some((share - half).max(0.0)),
        high: Some((share + half).min(1.0)),
        ..Cell::default()
    }
}

fn row(value: &str, label: &str, kind: RowKind, cells: Vec<Cell>) -> Row {
    Row {
        value: Some(value.into()),
        label: label.into(),
        kind,
        cells,
        differences: Vec::new(),
    }
}

fn column(question: Option<&str>, question_label: &str, label: &str, n: usize) -> Column {
    Column {
        question: question.map(Into::into),
        question_label: question_label.into(),
        value: question.map(|_| label.into()),
        label: label.into(),
        base: base("", n),
        letter: None,
    }
}

fn table(language: Language, title: &str, columns: Vec<Column>, group: RowGroup) -> Table {
    let n = columns.first().map_or(0, |column| column.base.n);
    Table {
        title: title.into(),
        language,
        measure: Measure::Share,
        percent: Percent::Column,
        interval: IntervalUsed {
            method: IntervalMethod::Wilson,
            level: 0.95,
        },
        base: base(
            language.pick(
                "この設問に答えた病院",
                "hospitals that answered this question",
            ),
            n,
        ),
        columns,
        groups: vec![group],
        method: language
            .pick(
                "単純無作為抽出とみなした割合。区間はWilson法。",
                "Shares as of a simple random sample; Wilson intervals.",
            )
            .into(),
        warnings: Vec::new(),
        source: Source {
            title: language
                .pick(
                    "病院のサイバーセキュリティ調査",
                    "Hospital cyber security survey",
                )
                .into(),
            publisher: language.pick("病院団体", "Hospital associations").into(),
            fieldwork: "2022-01-31 – 2022-02-10".into(),
            synthetic: Some(
                language
                    .pick(
                        "公表値に合わせて作った合成データです。",
                        "Synthetic responses calibrated to the published figures.",
                    )
                    .into(),
            ),
        },
    }
}

fn group(label: &str, kind: AnswerKind, rows: Vec<Row>, n: usize) -> RowGroup {
    RowGroup {
        question: "q".into(),
        label: label.into(),
        kind,
        base: base("", n),
        rows,
        tests: Vec::new(),
    }
}

fn total(language: Language, n: usize) -> Column {
    column(None, "", language.pick("全体", "Total"), n)
}

/// Of 190 warned: 124 acted, 46 did nothing, 20 did not know.
pub(crate) fn one_question(language: Language, kind: AnswerKind) -> Table {
    let title = language.pick(
        "警告されたVPN装置への対応",
        "Action on the VPN product that the government warned of",
    );
    let labels = [
        language.pick("すべての機器で対応した", "Yes, all devices"),
        language.pick("対応していない", "No action"),
        language.pick(
            "わからない（確認中を含む）",
            "Does not know, or is still looking into it",
        ),
    ];
    let rows = labels.iter().zip([124, 46, 20]).enumerate();
    let rows = rows
        .map(|(at, (label, n))| row(&at.to_string(), label, RowKind::Value, vec![cell(n, 190)]));
    let group = group(title, kind, rows.collect(), 190);
    table(language, title, vec![total(language, 190)], group)
}

const BEDS: [&str; 6] = ["20–99", "100–199", "200–299", "300–399", "400–499", "500+"];

fn bed_columns(language: Language, bases: &[usize]) -> Vec<Column> {
    let label = language.pick("病床数", "Beds");
    let beds = BEDS.iter().zip(bases.iter().skip(1)).map(|(beds, n)| {
        column(
            Some("beds"),
            label,
            &language.pick(format!("{beds}床"), (*beds).to_owned()),
            *n,
        )
    });
    std::iter::once(total(language, bases[0]))
        .chain(beds)
        .collect()
}

const BASES: [usize; 7] = [476, 140, 150, 70, 50, 31, 35];

/// An ordered question of five answers by bed size.
pub(crate) fn hospitals(language: Language) -> Table {
    let title = language.pick(
        "サイバー攻撃を脅威と感じるか",
        "How threatened hospitals feel by cyber attacks",
    );
    let labels = match language {
        Language::Ja => [
            "まったく感じない",
            "あまり感じない",
            "どちらともいえない",
            "感じる",
            "とても感じる",
        ],
        Language::En => ["Not at all", "Not much", "Neither", "Somewhat", "Very much"],
    };
    let shares = [0.02, 0.03, 0.06, 0.40, 0.49];
    let rows = labels.iter().enumerate().map(|(at, label)| {
        let cells = BASES.iter().enumerate().map(|(place, n)| {
            let drift = place as f64 * 0.01;
            let share = match at {
                3 => shares[3] - drift,
                4 => shares[4] + drift,
                _ => shares[at],
            };
            cell((share * *n as f64).round() as usize, *n)
        });
        row(&at.to_string(), label, RowKind::Value, cells.collect())
    });
    let group = group(title, AnswerKind::Ordered, rows.collect(), 476);
    let mut table = table(language, title, bed_columns(language, &BASES), group);
    complete(&mut table);
    table
}

/// Lets the last row take what rounding left over.
fn complete(table: &mut Table) {
    let rows = &mut table.groups[0].rows;
    let (last, others) = rows.split_last_mut().unwrap();
    for (at, target) in last.cells.iter_mut().enumerate() {
        let taken: usize = others.iter().filter_map(|row| row.cells[at].n).sum();
        *target = cell(target.base_n - taken, target.base_n);
    }
}

/// The same with a net for each side, and by how much they differ.
pub(crate) fn with_nets(mut table: Table) -> Table {
    let language = table.language;
    let rows = &mut table.groups[0].rows;
    let together = |rows: &[Row]| -> Vec<Cell> {
        let n = |at: usize| rows.iter().filter_map(|row| row.cells[at].n).sum();
        let cells = (0..rows[0].cells.len()).map(|at| cell(n(at), rows[0].cells[at].base_n));
        cells.collect()
    };
    let (low, high) = (together(&rows[..2]), together(&rows[3..]));
    let net = |name, label: &str, cells| row(name, label, RowKind::Net, cells);
    let labels = language.pick(
        ["感じない（計）", "感じる（計）"],
        ["Not threatened", "Threatened"],
    );
    let differences = low
        .iter()
        .zip(&high)
        .enumerate()
        .map(|(column, (low, high))| {
            let estimate = low.estimate.unwrap() - high.estimate.unwrap();
            RowDifference {
                column,
                other_column: None,
                other_row: Some(6),
                estimate,
                se: 0.02,
                df: 475.0,
                low: estimate - 0.04,
                high: estimate + 0.04,
                p: 1e-9,
                adjusted_p: 1e-9,
            }
        });
    let differences: Vec<RowDifference> = differences.collect();
    rows.push(net("low", labels[0], low));
    rows.push(net("high", labels[1], high));
    rows[5].differences = differences;
    table
}

/// Several questions with the same scale, without a breakdown.
pub(crate) fn battery(language: Language) -> Table {
    let mut table = hospitals(language);
    table.columns.truncate(1);
    let labels = match language {
        Language::Ja => [
            "サイバー攻撃を脅威と感じる",
            "対策の予算が足りないと感じる",
            "地域の病院との連携が進んでいると感じる",
        ],
        Language::En => [
            "Feels threatened by cyber attacks",
            "Finds the budget for measures too small",
            "Finds that hospitals of the area work well together",
        ],
    };
    let counts = [
        [10, 14, 29, 190, 233],
        [20, 60, 96, 180, 120],
        [90, 150, 130, 76, 30],
    ];
    let first = table.groups[0].clone();
    table.groups.clear();
    for (label, counts) in labels.iter().zip(counts) {
        let mut group = first.clone();
        (group.question, group.label) = ((*label).into(), (*label).into());
        for (row, n) in group.rows.iter_mut().zip(counts) {
            row.cells = vec![cell(n, 476)];
        }
        table.groups.push(group);
    }
    table
}

/// A yes or no by bed size.
pub(crate) fn crosstab(language: Language) -> Table {
    let title = language.pick("事業継続計画がある病院", "Hospitals with a continuity plan");
    let counts = [157, 30, 42, 25, 22, 16, 22];
    let cells = BASES
        .iter()
        .zip(counts)
        .map(|(n, count)| cell(count, *n))
        .collect();
    let rows = vec![row(
        "yes",
        language.pick("ある", "Has one"),
        RowKind::Value,
        cells,
    )];
    table(
        language,
        title,
        bed_columns(language, &BASES),
        group(title, AnswerKind::Single, rows, 476),
    )
}

/// 5,596 → 476 → 190 → 46.
pub(crate) fn trail(language: Language) -> Table {
    let title = language.pick("誰の何割か", "Of whom, and how many");
    let labels = match language {
        Language::Ja => [
            "調査を依頼した病院",
            "回答した病院",
            "政府が警告したVPN装置を使う",
            "対応していない",
        ],
        Language::En => [
            "hospitals asked",
            "answered",
            "use a VPN product that the government warned of",
            "took no action",
        ],
    };
    let steps = [(5596, 5596), (476, 5596), (190, 476), (46, 190)];
    let rows = labels.iter().zip(steps).enumerate();
    let rows = rows.map(|(at, (label, (n, of)))| {
        row(&at.to_string(), label, RowKind::Step, vec![cell(n, of)])
    });
    let columns = vec![column(
        None,
        "",
        language.pick("前の段階に占める割合", "Share of the step before"),
        5596,
    )];
    table(
        language,
        title,
        columns,
        group(title, AnswerKind::Trail, rows.collect(), 5596),
    )
}

/// `table` with one cell hidden and one flagged.
pub(crate) fn with_reason(mut table: Table) -> Table {
    let language = table.language;
    let label = language.pick("回答が5件に満たない", "fewer than 5 respondents");
    let reason = |code| {
        Some(Reason {
            code,
            label: label.into(),
        })
    };
    let (hidden, small) = (6, 5);
    let row = &mut table.groups[0].rows[3];
    row.cells[hidden] = Cell {
        base_n: 35,
        flag: reason(ReasonCode::Suppressed),
        ..Cell::default()
    };
    row.cells[small].flag = reason(ReasonCode::SmallBase);
    table
}

/// A share in each of some years.
pub(crate) fn waves(language: Language, years: &[u32]) -> Table {
    let title = language.pick("オフラインのバックアップ", "Backups kept offline");
    let label = language.pick("調査年", "Year");
    let mut columns = vec![total(language, 4000)];
    columns.extend(years.iter().map(|year| {
        let name = language.pick(format!("{year}年"), year.to_string());
        column(Some("wave"), label, &name, 800)
    }));
    let labels = match language {
        Language::Ja => ["ある", "一部にある", "ない", "わからない"],
        Language::En => ["Yes, all of them", "Some of them", "None", "Does not know"],
    };
    let rows = labels.iter().enumerate().map(|(at, label)| {
        let cells = (0..=years.len()).map(|year| {
            let drift = [18, 4, -14, -8][at] * year as i64;
            cell(([340, 190, 180, 90][at] + drift) as usize, 800)
        });
        row(&at.to_string(), label, RowKind::Value, cells.collect())
    });
    let group = group(title, AnswerKind::Single, rows.collect(), 4000);
    table(language, title, columns, group)
}

/// Ages by sex.
pub(crate) fn ages(language: Language) -> Table {
    let title = language.pick("回答者の年齢と性別", "Age and sex of those who answered");
    let mut columns = vec![total(language, 1900)];
    for (name, n) in [
        (language.pick("男性", "Men"), 900),
        (language.pick("女性", "Women"), 1000),
    ] {
        columns.push(column(Some("sex"), language.pick("性別", "Sex"), name, n));
    }
    let ages = ["18–29", "30–39", "40–49", "50–59", "60–69", "70+"];
    let counts = [120, 150, 190, 170, 150, 120];
    let rows = ages.iter().zip(counts).map(|(age, n)| {
        let label = language.pick(format!("{age}歳"), (*age).to_owned());
        let cells = vec![cell(2 * n + 10, 1900), cell(n, 900), cell(n + 10, 1000)];
        row(age, &label, RowKind::Value, cells)
    });
    table(
        language,
        title,
        columns,
        group(title, AnswerKind::Ordered, rows.collect(), 1900),
    )
}

const PREFECTURES: &str = "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県";
const REGIONS: &str = "北海道 東北地方 関東地方 中部地方 近畿地方 中国地方 四国地方 九州・沖縄";

/// A yes by prefecture, or by region.
pub(crate) fn places(language: Language, regions: bool) -> Table {
    let title = language.pick("事業継続計画がある病院", "Hospitals with a continuity plan");
    let label = language.pick("所在地", "Where they are");
    let names = if regions { REGIONS } else { PREFECTURES };
    let mut columns = vec![total(language, 4700)];
    columns.extend(
        names
            .split(' ')
            .map(|name| column(Some("place"), label, name, 100)),
    );
    let cells = (0..columns.len()).map(|at| cell(12 + (at * 37) % 53, 100));
    let row = row(
        "yes",
        language.pick("ある", "Has one"),
        RowKind::Value,
        cells.collect(),
    );
    table(
        language,
        title,
        columns,
        group(title, AnswerKind::Single, vec![row], 4700),
    )
}

fn one_column(language: Language, title: &str, kind: AnswerKind, rows: Vec<Row>) -> Table {
    let group = group(title, kind, rows, 476);
    table(language, title, vec![total(language, 476)], group)
}

/// A number in classes.
pub(crate) fn classes(language: Language) -> Table {
    let counts = [64, 118, 102, 71, 49, 34, 22, 16];
    let rows = counts.iter().enumerate().map(|(at, n)| {
        let label = format!("{}–{}", at * 100, at * 100 + 99);
        row(
            &(at * 100).to_string(),
            &label,
            RowKind::Value,
            vec![cell(*n, 476)],
        )
    });
    let title = language.pick("病床数", "Beds");
    one_column(language, title, AnswerKind::Ordered, rows.collect())
}

/// What had come in by each day.
pub(crate) fn cumulative(language: Language) -> Table {
    let counts = [52, 101, 139, 188, 240, 262, 275, 341, 402, 451, 476];
    let rows = counts.iter().enumerate().map(|(at, n)| {
        let label = match (language, at) {
            (Language::Ja, 0) => "2022年1月31日".to_owned(),
            (Language::Ja, _) => format!("2022年2月{at}日"),
            (Language::En, 0) => "31 January 2022".to_owned(),
            (Language::En, _) => format!("{at} February 2022"),
        };
        row(&at.to_string(), &label, RowKind::Value, vec![cell(*n, 476)])
    });
    let title = language.pick("回答の受付日", "When answers came in");
    one_column(language, title, AnswerKind::Multiple, rows.collect())
}

/// Quantiles of a number by bed size.
pub(crate) fn quantiles(language: Language) -> Table {
    let title = language.pick("情報システムの担当者数", "Staff for information systems");
    let rows = [(10, 0.5), (25, 1.0), (50, 2.0), (75, 4.5), (90, 8.0)].map(|(at, value)| {
        let cells = BASES.iter().enumerate().map(|(place, n)| {
            let value = value * (1.0 + place as f64 * 0.3);
            Cell {
                n: Some(*n),
                base_n: *n,
                estimate: Some(value),
                low: Some(value * 0.8),
                high: Some(value * 1.25),
                ..Cell::default()
            }
        });
        let label = language.pick(format!("{at}%点"), format!("{at}% quantile"));
        Row {
            value: None,
            ..row("", &label, RowKind::Summary, cells.collect())
        }
    });
    let columns = bed_columns(language, &BASES);
    let mut table = table(
        language,
        title,
        columns,
        group(title, AnswerKind::Number, rows.into(), 476),
    );
    table.measure = Measure::Median;
    table
}

/// Which measures were taken together.
pub(crate) fn combinations(language: Language) -> Table {
    let (logs, mfa, backup) = match language {
        Language::Ja => ("ログの監視", "多要素認証", "オフラインのバックアップ"),
        Language::En => (
            "Logs are watched",
            "Multi-factor authentication",
            "Backups kept offline",
        ),
    };
    let none = language.pick("どれも選ばない", "None of them");
    let other = language.pick("その他の組み合わせ", "Other combinations");
    let rows = [
        ("c", backup.to_owned(), 131),
        ("b＋c", format!("{mfa} ＋ {backup}"), 96),
        ("", none.to_owned(), 88),
        ("a＋b＋c", format!("{logs} ＋ {mfa} ＋ {backup}"), 61),
        ("a＋c", format!("{logs} ＋ {backup}"), 50),
        ("b", mfa.to_owned(), 31),
        ("…", other.to_owned(), 19),
    ];
    let rows = rows.map(|(value, label, n)| row(value, &label, RowKind::Value, vec![cell(n, 476)]));
    let title = language.pick("実施している対策", "Measures taken");
    one_column(language, title, AnswerKind::Single, rows.into())
}

/// `table` with marks of significance.
pub(crate) fn with_marks(mut table: Table) -> Table {
    for (at, column) in table.columns.iter_mut().enumerate().skip(1) {
        column.letter = Some(char::from(b'A' + at as u8 - 1).to_string());
    }
    for row in &mut table.groups[0].rows {
        if let Some(cell) = row.cells.get_mut(1) {
            cell.against_total = Some(-1);
        }
        if let Some(cell) = row.cells.get_mut(6) {
            cell.against_total = Some(1);
            cell.higher_than = vec!["A".into(), "B".into()];
        }
    }
    table
}

/// Labels as an enemy, or a spreadsheet, would write them.
pub(crate) fn hostile(language: Language) -> Table {
    let labels = [
        "<script>alert(1)</script>".to_owned(),
        "\"quotes\" & 'apostrophes'".to_owned(),
        "control\u{0}\u{7}\u{1b}[31m\u{202e}reversed".to_owned(),
        "שלום עולם".to_owned(),
        "長".repeat(2000),
        "x".repeat(2000),
        "👩‍👩‍👧 e\u{301} ﾊﾝｶｸ Ελλάδα Россия".to_owned(),
        String::new(),
    ];
    let rows = labels.iter().enumerate();
    let rows = rows.map(|(at, label)| row(label, label, RowKind::Value, vec![cell(10 * at, 100)]));
    let group = group("<b>", AnswerKind::Multiple, rows.collect(), 100);
    table(
        language,
        "]]> \u{1}<title> & more",
        vec![total(language, 100)],
        group,
    )
}

/// A question of so many answers.
pub(crate) fn many(language: Language, answers: usize) -> Table {
    let (title, answer) = language.pick(("多い選択肢", "選択肢"), ("Many answers", "Answer "));
    let rows = (0..answers).map(|at| {
        let label = format!("{answer}{at}");
        let cells = vec![cell(answers - at, 200)];
        row(&at.to_string(), &label, RowKind::Value, cells)
    });
    let group = group(title, AnswerKind::Multiple, rows.collect(), 200);
    table(language, title, vec![total(language, 200)], group)
}

/// Answers that differ clearly by group, but for two that do not.
pub(crate) fn clear() -> Table {
    let mut columns = vec![total(Language::En, 3000)];
    for name in ["North", "Middle", "South"] {
        columns.push(column(Some("part"), "Part of the country", name, 1000));
    }
    let counts = [
        [1500, 100, 500, 900],
        [1150, 800, 300, 50],
        [350, 100, 200, 50],
    ];
    let rows = ["First", "Second", "Third"].iter().zip(counts);
    let rows = rows.map(|(label, counts)| {
        let cells = counts.iter().enumerate();
        let cells = cells.map(|(at, n)| cell(*n, if at == 0 { 3000 } else { 1000 }));
        row(label, label, RowKind::Value, cells.collect())
    });
    let group = group("Answers", AnswerKind::Ordered, rows.collect(), 3000);
    table(Language::En, "Answers", columns, group)
}

/// The rows of `table` as the columns of a breakdown.
pub(crate) fn turned(mut table: Table) -> Table {
    let group = &mut table.groups[0];
    let others = group.rows.split_off(1);
    for other in others {
        table.columns.push(Column {
            value: other.value,
            ..column(Some("turned"), &group.label, &other.label, 100)
        });
        group.rows[0].cells.extend(other.cells);
    }
    table
}

/// Nobody gave any of the answers.
pub(crate) fn all_zero(language: Language) -> Table {
    let title = language.pick("すべてゼロ", "All zero");
    let rows = ["a", "b"].map(|name| row(name, name, RowKind::Value, vec![cell(0, 100)]));
    let group = group(title, AnswerKind::Multiple, rows.into(), 100);
    table(language, title, vec![total(language, 100)], group)
}

/// Totals of 1e15.
pub(crate) fn huge(language: Language) -> Table {
    let (title, unit) = language.pick(("予算", "円"), ("Budget", "Yen"));
    let rows = [1e15, 3.5].map(|value| {
        let cell = Cell {
            n: Some(9),
            base_n: 9,
            estimate: Some(value),
            low: Some(value * 0.9),
            high: Some(value * 1.1),
            ..Cell::default()
        };
        row("yen", unit, RowKind::Summary, vec![cell])
    });
    let group = group(title, AnswerKind::Number, rows.into(), 9);
    let mut table = table(language, title, vec![total(language, 9)], group);
    table.measure = Measure::Total;
    table
}
