//! A tile for each prefecture of Japan, or for each of its regions, about where it lies.

use super::{Figure, breakdowns, datum, unsuitable};
use crate::chart::marks::shade::Shades;
use crate::chart::palette::Ink;
use crate::chart::scene::{Anchor, Shape};
use crate::chart::sheet::{ASIDE, HEADING, Look, SMALL, SUBHEADING, Sheet, text_at};
use crate::chart::spec::ChartKind;
use crate::chart::text_width::width;
use crate::chart::words::{cell_text, digits};
use crate::error::Result;
use crate::tabulate::{RowKind, Table};

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
        grid: "lalblcldkckdkelfkfjfjglgkgkhjeiehegfigifhfihhghhggfgfhegghgidgcgdhchbheieidedjbiaiajakbjbkalam",
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

/// Lays out a map for each row, or one of the rows themselves.
pub(super) fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let mut maps = MAPS
        .iter()
        .filter_map(|map| Some((map, placed(table, map, place)?)));
    let Some((map, panels)) = maps.next() else {
        let reason = (
            "都道府県（JISコードか名前）または地方の名前に当てはまらない値があります",
            "some values are neither prefectures (by JIS code or name) nor regions of Japan",
        );
        return Err(unsuitable(ChartKind::Tiles, reason));
    };
    let shades = Shades::of(sheet);
    shades.legend(sheet);
    sheet.side_by_side((panels.len(), 420.0), &mut |sheet, at| {
        if let Some((heading, tiles)) = panels.get(at) {
            if panels.len() > 1 {
                sheet.paragraph(heading, HEADING);
            }
            draw(sheet, map, tiles, &shades);
        }
        Ok(())
    })
}

/// Whether the values of the table are places of Japan by their names.
pub(in crate::chart) fn suits(table: &Table) -> bool {
    MAPS.iter().any(|map| placed(table, map, named).is_some())
}

/// The figures of each panel, if all values are places of the map.
fn placed<'a>(
    table: &'a Table,
    map: &Map,
    place: Place,
) -> Option<Vec<(&'a str, Vec<Placed<'a>>)>> {
    let mut panels = Vec::new();
    let breakdowns = breakdowns(table);
    for group in &table.groups {
        let rows = || group.rows.iter().filter(|row| row.kind != RowKind::Net);
        let Some(columns) = breakdowns.first() else {
            let column = table.columns.first()?;
            let mut tiles = Vec::new();
            for row in rows().filter(|row| row.kind == RowKind::Value) {
                let cell = row.cells.first()?;
                let at = place(map, row.value.as_deref(), &row.label)?;
                tiles.push((at, Figure { row, column, cell }));
            }
            panels.push((group.label.as_str(), tiles));
            continue;
        };
        for row in rows() {
            let mut tiles = Vec::new();
            for (at, column) in columns {
                let cell = row.cells.get(*at)?;
                let at = place(map, column.value.as_deref(), &column.label)?;
                tiles.push((at, Figure { row, column, cell }));
            }
            panels.push((row.label.as_str(), tiles));
        }
    }
    let apart = |tiles: &[Placed<'_>]| {
        let mut taken = [false; 64];
        let mut free = |at: usize| {
            taken
                .get_mut(at)
                .is_some_and(|taken| !std::mem::replace(taken, true))
        };
        tiles.len() > 1 && tiles.iter().all(|(at, _)| free(*at))
    };
    let each_alone = panels.iter().all(|(_, tiles)| apart(tiles));
    (each_alone && breakdowns.len() <= 1).then_some(panels)
}

/// Which place of the map a value with its label is.
type Place = fn(&Map, Option<&str>, &str) -> Option<usize>;

/// By its name.
fn named(map: &Map, value: Option<&str>, label: &str) -> Option<usize> {
    let named = |(ja, en): (&str, &str)| {
        let begins = |text: &str| {
            text.starts_with(ja)
                || (text.get(..en.len())).is_some_and(|start| start.eq_ignore_ascii_case(en))
        };
        begins(label) || value.is_some_and(begins)
    };
    let mut names = map.ja.split(' ').zip(map.en.split(' '));
    names.position(named)
}

/// By its name, or by the code of a prefecture.
fn place(map: &Map, value: Option<&str>, label: &str) -> Option<usize> {
    named(map, value, label).or_else(|| {
        let code = value?;
        let code: usize = code.strip_prefix("JP-").unwrap_or(code).parse().ok()?;
        (map.columns > 6.0 && (1..=47).contains(&code)).then(|| code - 1)
    })
}

fn draw(sheet: &mut Sheet<'_>, map: &Map, tiles: &[Placed<'_>], shades: &Shades) {
    let table = sheet.table;
    let size = (sheet.room() / map.columns).floor().min(map.most);
    let names: Vec<&str> = table.language.pick(map.ja, map.en).split(' ').collect();
    let fits = |text: &str| width(text, SMALL, false) <= size - 2.0;
    // Two characters tell all Japanese names apart; English ones give way to the codes.
    let two = |name: &str| name.chars().take(2).collect::<String>();
    let whole = names.iter().all(|name| fits(name));
    let coded = !whole && table.language == crate::Language::En;
    let (left, top) = (sheet.left(), sheet.y);
    let digits = digits(table);
    let mut key = Vec::new();
    for (at, figure) in tiles {
        let Figure { row, column, cell } = *figure;
        let name = names.get(*at).copied().unwrap_or("");
        let name = match (whole, coded) {
            (true, _) => name.to_owned(),
            (_, true) => {
                key.push(format!("{} {name}", at + 1));
                (at + 1).to_string()
            }
            _ => two(name),
        };
        let step = |letter: usize| {
            let letter = map.grid.as_bytes().get(2 * at + letter);
            f64::from(letter.map_or(0, |letter| letter.saturating_sub(b'a'))) * size
        };
        let (x, y) = (left + step(0), top + step(1));
        let ink = cell.estimate.map(|value| shades.ink(value));
        let mut shapes = match ink {
            Some(ink) => vec![Shape::between(
                (x, y),
                (x + size - 2.0, y + size - 2.0),
                ink,
            )],
            None => Vec::new(),
        };
        if ink.is_none_or(Ink::is_faint) {
            shapes.push(Shape::Outline {
                x: x + 0.5,
                y: y + 0.5,
                width: size - 3.0,
                height: size - 3.0,
                ink: if ink.is_none() {
                    Ink::Hidden
                } else {
                    Ink::Muted
                },
            });
        }
        let look = Look {
            ink: ink.map_or(Ink::Muted, Ink::label),
            ..ASIDE
        };
        let figure = cell_text(cell, table, digits);
        let lines = match fits(&figure) && size >= 2.6 * SMALL {
            true => vec![name, figure],
            false => vec![name],
        };
        let first = y + size / 2.0 - 1.0 - lines.len() as f64 * SMALL * 0.6 + SMALL * 0.9;
        for (line, text) in lines.iter().enumerate() {
            let point = (x + size / 2.0 - 1.0, first + line as f64 * SMALL * 1.2);
            shapes.push(text_at(point, Anchor::Middle, text, look));
        }
        sheet.mark(datum(table, row, column, cell), shapes);
    }
    sheet.y = top + size * map.rows + 4.0;
    if !key.is_empty() {
        sheet.paragraph(&key.join(", "), Look { most: 60, ..ASIDE });
    }
    if tiles
        .iter()
        .any(|(_, figure)| figure.cell.estimate.is_none())
    {
        let words = table
            .language
            .pick("枠だけのタイル：非表示", "Tiles without a fill: not shown");
        sheet.paragraph(words, SUBHEADING);
    }
}
