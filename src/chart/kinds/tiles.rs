//! A tile for each prefecture of Japan, or for each of its regions, about where it lies.

use super::{Intervals, Kind};
use crate::chart::figures::{Figure, breakdowns, figure_text, mark};
use crate::chart::marks::shade::Shades;
use crate::chart::palette::Ink;
use crate::chart::sheet::{ASIDE, HEADING, Look, SMALL, Sheet};
use crate::chart::text_width::width;
use crate::decimal::parse_number;
use crate::error::Result;
use crate::language::Language;
use crate::tabulate::RowKind;

/// How far the tiles of a narrow picture reach into its margins.
const BEYOND: f64 = 10.0;

/// Places on a grid.
struct Map {
    ja: &'static str,
    en: &'static str,
    /// Column and row of each place as letters from a.
    grid: &'static str,
    columns: f64,
    rows: f64,
    /// The widest tile.
    most: f64,
}

const MAPS: [Map; 2] = [
    // In the order of the codes of JIS X 0401.
    Map {
        ja: "北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡 愛知 三重 滋賀 京都 大阪 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄",
        en: "Hokkaido Aomori Iwate Miyagi Akita Yamagata Fukushima Ibaraki Tochigi Gunma Saitama Chiba Tokyo Kanagawa Niigata Toyama Ishikawa Fukui Yamanashi Nagano Gifu Shizuoka Aichi Mie Shiga Kyoto Osaka Hyogo Nara Wakayama Tottori Shimane Okayama Hiroshima Yamaguchi Tokushima Kagawa Ehime Kochi Fukuoka Saga Nagasaki Kumamoto Oita Miyazaki Kagoshima Okinawa",
        grid: "lalblcldkckdkelfkfjfjglgkgkhjeiehegfigifhfihhghhggfgfhegghgidgcgdhchbhejeididjbiaiajakbjbkalam",
        columns: 12.0,
        rows: 13.0,
        most: 76.0,
    },
    Map {
        ja: "北海道 東北 関東 中部 近畿 中国 四国 九州",
        en: "Hokkaido Tohoku Kanto Chubu Kinki Chugoku Shikoku Kyushu",
        grid: "eaebecdcccbccdad",
        columns: 5.0,
        rows: 4.0,
        most: 110.0,
    },
];

/// A figure with the place of its tile on the map.
type Placed<'a> = (usize, Figure<'a>);

/// The figures of a panel under its heading.
type Panel<'a> = (&'a str, Vec<Placed<'a>>);

/// Which place of the map a value with its label is.
type Place = fn(&Map, &str, &str) -> Option<usize>;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "tiles",
    words: ("地域を並べたタイル地図", "Map of Japan in tiles"),
    intervals: Intervals::InTable,
    suits: |facts| suits(facts.sheet),
    why: (
        "値が日本の地域なので、およその位置に並べます。",
        "The values are places of Japan, so they stand about where they lie.",
    ),
    lay_out,
};

/// Lays out a map for each row, or one of the rows themselves.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let mut maps = MAPS
        .iter()
        .filter_map(|map| Some((map, placed(sheet, map, place)?)));
    let Some((map, panels)) = maps.next() else {
        let reason = (
            "都道府県（JISコードか名前）または地方の名前に当てはまらない値があります",
            "some values are neither prefectures (by JIS code or name) nor regions of Japan",
        );
        return Err(KIND.unsuitable(reason));
    };
    let shades = Shades::of(sheet);
    shades.legend(sheet);
    sheet.side_by_side((panels.len(), 420.0), &mut |sheet, at| {
        if let Some((heading, tiles)) = panels.get(at) {
            if panels.len() > 1 {
                sheet.paragraph(heading, &HEADING);
            }
            draw(sheet, map, tiles, &shades);
        }
        Ok(())
    })
}

/// Whether the values of the table are places of Japan by their names.
fn suits(sheet: &Sheet<'_>) -> bool {
    MAPS.iter().any(|map| placed(sheet, map, named).is_some())
}

/// The figures of each panel, if all values are places of the map.
fn placed<'a>(sheet: &Sheet<'a>, map: &Map, place: Place) -> Option<Vec<Panel<'a>>> {
    let mut panels = Vec::new();
    let breakdowns = breakdowns(sheet);
    let (first, only) = *sheet.columns.first()?;
    for group in &sheet.table.groups {
        let mut of_rows: Vec<Placed<'_>> = Vec::new();
        for row in group.rows_on_scale() {
            let Some(columns) = breakdowns.first() else {
                let value = row.value.as_deref().unwrap_or("");
                if row.kind == RowKind::Value {
                    let at = place(map, value, &row.label)?;
                    of_rows.push((at, (row, only, row.cells.get(first)?)));
                }
                continue;
            };
            let mut tiles = Vec::new();
            for (at, column) in columns {
                let value = column.value.as_deref().unwrap_or("");
                let place = place(map, value, &column.label)?;
                tiles.push((place, (row, *column, row.cells.get(*at)?)));
            }
            panels.push((row.label.as_str(), tiles));
        }
        if breakdowns.is_empty() {
            panels.push((group.label.as_str(), of_rows));
        }
    }
    let each_alone = panels.iter().all(|(_, tiles)| are_apart(tiles));
    (each_alone && breakdowns.len() <= 1).then_some(panels)
}

/// Whether there are tiles, and no two of them in the same place.
fn are_apart(tiles: &[Placed<'_>]) -> bool {
    let mut taken = 0_u64;
    for (at, _) in tiles {
        let place = 1 << at;
        if taken & place != 0 {
            return false;
        }
        taken |= place;
    }
    tiles.len() > 1
}

/// By its name.
fn named(map: &Map, value: &str, label: &str) -> Option<usize> {
    let names = map.ja.split(' ').zip(map.en.split(' '));
    for (at, (ja, en)) in names.enumerate() {
        for text in [label, value] {
            let start = text.get(..en.len()).unwrap_or("");
            if text.starts_with(ja) || start.eq_ignore_ascii_case(en) {
                return Some(at);
            }
        }
    }
    None
}

/// By its name, or by the code of a prefecture.
fn place(map: &Map, value: &str, label: &str) -> Option<usize> {
    named(map, value, label).or_else(|| {
        let code = parse_number(value.strip_prefix("JP-").unwrap_or(value))? as usize;
        (map.columns > 6.0 && (1..=47).contains(&code)).then(|| code - 1)
    })
}

/// How the names of the places stand in their tiles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Whole,
    /// The first two characters, which tell Japanese names apart.
    Short,
    /// The codes, with a list of them under the map.
    Codes,
}

/// Adds an entry to the list of what the names in the tiles stand for.
fn add(key: &mut String, entry: [&str; 3], comma: &str) {
    if !key.is_empty() {
        key.push_str(comma);
    }
    for part in entry {
        key.push_str(part);
    }
}

fn draw<'a>(sheet: &mut Sheet<'a>, map: &Map, tiles: &[Placed<'a>], shades: &Shades) {
    let language = sheet.table.language;
    // Two characters of 12 pixels need the margins of the narrowest picture.
    let beyond = if sheet.is_narrow() { BEYOND } else { 0.0 };
    let room = sheet.room() + 2.0 * beyond;
    let size = (room / map.columns).floor().min(map.most);
    let all = language.pick(map.ja, map.en);
    let fits = |text: &str| width(text, SMALL, false) <= size - 2.0;
    let names = match (all.split(' ').all(fits), language) {
        (true, _) => Names::Whole,
        (_, Language::Ja) => Names::Short,
        _ => Names::Codes,
    };
    let left = sheet.left() - beyond.min((size * map.columns - sheet.room()).max(0.0) / 2.0);
    let top = sheet.y;
    let mut key = String::new();
    let mut hidden = false;
    for (at, (row, column, cell)) in tiles {
        let mut name = all.split(' ').nth(*at).unwrap_or("").to_owned();
        match names {
            Names::Whole => {}
            Names::Short => {
                let short: String = name.chars().take(2).collect();
                if short != name {
                    add(&mut key, [&short, "＝", &name], "、");
                }
                name = short;
            }
            Names::Codes => {
                let code = (at + 1).to_string();
                add(&mut key, [&code, "\u{a0}", &name], ", ");
                name = code;
            }
        }
        let step = |letter: usize| {
            let letter = map.grid.as_bytes().get(2 * at + letter);
            f64::from(letter.map_or(0, |letter| letter.wrapping_sub(b'a'))) * size
        };
        let (x, y, side) = (left + step(0), top + step(1), size - 2.0);
        let ink = cell.estimate.map_or(Ink::Paper, |value| shades.ink(value));
        hidden |= ink == Ink::Paper;
        sheet.framed((x, y), (side, side), ink, ink.edge(Ink::Hidden));
        let figure = figure_text(sheet, cell);
        let (x, mut middle) = (x + side / 2.0, y + side / 2.0);
        if fits(&figure) && size >= 2.6 * SMALL {
            sheet.text_on(ink, (x, middle + SMALL * 0.6), figure, &ASIDE);
            middle -= SMALL * 0.6;
        } else {
            sheet.left_out += 1;
        }
        sheet.text_on(ink, (x, middle), name, &ASIDE);
        mark(sheet, row, column, cell);
    }
    sheet.y = top + size * map.rows + 4.0;
    if !key.is_empty() {
        sheet.paragraph(&key, &Look { most: 60, ..ASIDE });
    }
    if hidden {
        let words = ("枠だけのタイル：非表示", "Tiles without a fill: not shown");
        sheet.paragraph(language.pick(words.0, words.1), &ASIDE);
    }
}
