//! Real responses: a stratified sample of California's public schools, from R's `survey`.

use super::codebook::{Category, Field, Holds, field, words};
use super::descriptor::{Language, Package};
use crate::project;
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::process::Command;

/// Writes the CSV anew through R; needed only when its columns change.
pub(super) fn export() -> Result<()> {
    let status = Command::new("Rscript")
        .arg(project::path("xtask/src/data/schools.R"))
        .arg(project::path(
            "www/site/data/schools-california/responses.csv",
        ))
        .status()
        .context("R is not there: `apt-get install r-cran-survey` brings it and the data")?;
    if !status.success() {
        bail!("R could not export the schools: is the package r-cran-survey installed?");
    }
    Ok(())
}

const STYPE: &[Category] = &[
    ("E", words("小学校", "Elementary school")),
    ("M", words("中学校", "Middle school")),
    ("H", words("高校", "High school")),
];

const YES_NO: &[Category] = &[("Yes", words("はい", "Yes")), ("No", words("いいえ", "No"))];

fn fields() -> Vec<Field> {
    vec![
        field(
            "stype",
            Holds::Choice(STYPE),
            words("学校種別", "School type"),
        ),
        field(
            "sname",
            Holds::Text,
            words("学校名（公開情報）", "School name (public record)"),
        ),
        field("snum", Holds::Text, words("学校番号", "School number")),
        field("dname", Holds::Text, words("学区名", "District")),
        field("cname", Holds::Text, words("郡名", "County")),
        field(
            "api99",
            Holds::Integer,
            words("学力指数1999年", "Academic Performance Index 1999"),
        ),
        field(
            "api00",
            Holds::Integer,
            words("学力指数2000年", "Academic Performance Index 2000"),
        ),
        field(
            "target",
            Holds::Integer,
            words("指数の改善目標", "Growth target of the index"),
        ),
        field(
            "sch_wide",
            Holds::Choice(YES_NO),
            words(
                "学校全体の目標を達成したか",
                "Met its school-wide growth target",
            ),
        ),
        field(
            "comp_imp",
            Holds::Choice(YES_NO),
            words(
                "比較可能な改善目標を達成したか",
                "Met its comparable improvement target",
            ),
        ),
        field(
            "both",
            Holds::Choice(YES_NO),
            words("両方の目標を達成したか", "Met both targets"),
        ),
        field(
            "awards",
            Holds::Choice(YES_NO),
            words("報奨の対象か", "Eligible for awards"),
        ),
        field(
            "meals",
            Holds::Integer,
            words(
                "給食補助を受ける生徒の割合（%）",
                "Pupils eligible for subsidized meals (%)",
            ),
        ),
        field(
            "ell",
            Holds::Integer,
            words("英語学習者の割合（%）", "English language learners (%)"),
        ),
        field(
            "enroll",
            Holds::Integer,
            words("在籍者数", "Pupils enrolled"),
        ),
        field(
            "api_stu",
            Holds::Integer,
            words("受験者数", "Pupils tested"),
        ),
        field(
            "avg_ed",
            Holds::Number,
            words(
                "保護者の平均学歴（1～5）",
                "Average education of parents (1–5)",
            ),
        ),
        field(
            "pw",
            Holds::Number,
            words("抽出ウェイト", "Sampling weight"),
        ),
        field(
            "fpc",
            Holds::Integer,
            words("層の学校数", "Schools in the stratum"),
        ),
    ]
}

/// The descriptor of the sample.
pub(super) fn package() -> Package {
    Package {
        language: Language::En,
        name: "schools-california",
        title: words(
            "カリフォルニア州の公立学校の学力指数 2000年",
            "Academic performance of California's public schools, 2000",
        ),
        description: words(
            "公立学校6,194校から学校種別に層化抽出した200校。合成ではない、学校に関する公開の記録である。",
            "200 of 6,194 public schools, sampled at random within school type. Not synthetic: public records of schools.",
        ),
        sources: &[(
            "California Department of Education, Academic Performance Index 2000, as distributed in the R package survey (api data)",
            "",
        )],
        publisher: Some(
            "カリフォルニア州教育局「学力指数 2000年」（R のパッケージ survey が収める api データ）",
        ),
        fields: fields(),
        synthetic: None,
        population: (
            6194,
            words("カリフォルニア州の公立学校", "Public schools in California"),
        ),
        sample: (200, "probability"),
        fieldwork: None,
        design: Some(json!({"weight": "pw", "strata": ["stype"], "fpc": ["fpc"]})),
        bases: Vec::new(),
        nets: Vec::new(),
        scored: Vec::new(),
        multiple: Vec::new(),
        derived: Vec::new(),
    }
}
