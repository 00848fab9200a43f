//! Replicate weights and margins in the words of the method sentence.

use super::number_text::count;
use super::study::Study;
use crate::design::ReplicateMethod;
use crate::language::Language;
use crate::text::joined;

/// "weights raked to Type of school and Awards", "80 replicate weights (jackknife)".
pub(super) fn weighting_text(study: &Study, language: Language) -> Vec<String> {
    let mut parts = Vec::new();
    for calibration in study.design.calibrations() {
        parts.push(margins_text(study, calibration.names(), language));
    }
    if let Some(replicates) = study.design.replicates() {
        let n = count(replicates.count() as f64);
        let name = method_text(replicates.method(), language);
        parts.push(language.pick(
            format!("複製ウェイト{n}組（{name}）"),
            format!("{n} replicate weights ({name})"),
        ));
    }
    parts
}

fn margins_text(study: &Study, names: &[String], language: Language) -> String {
    let labels: Vec<&str> = (names.iter())
        .map(|name| {
            let question = study.responses.question(name);
            question.map_or(name.as_str(), |question| question.label.text(language))
        })
        .collect();
    let en = if labels.len() == 1 {
        "post-stratified by"
    } else {
        "weights raked to"
    };
    language.pick(
        format!(
            "「{}」の母集団構成に合わせてウェイトを調整",
            joined(&labels, "」「")
        ),
        format!("{en} “{}”", joined(&labels, "”, “")),
    )
}

fn method_text(method: ReplicateMethod, language: Language) -> &'static str {
    let (ja, en) = match method {
        ReplicateMethod::Brr => ("釣り合い型半標本法", "balanced half-samples"),
        ReplicateMethod::Fay => ("Fay法", "Fay's half-samples"),
        ReplicateMethod::Jk1 | ReplicateMethod::Jkn => ("ジャックナイフ法", "jackknife"),
        ReplicateMethod::Bootstrap => ("ブートストラップ法", "bootstrap"),
        ReplicateMethod::SuccessiveDifference => ("逐次差分法", "successive differences"),
        ReplicateMethod::Other => ("調査元の方法", "the survey's own"),
    };
    language.pick(ja, en)
}
