//! One figure: from a selected set and its base to a cell of the table.

use super::group_base::{counted, ticks};
use super::policy::SMALL_BASE;
use super::request::{IntervalOptions, Measure};
use super::study::Study;
use super::table::{Cell, Reason, ReasonCode};
use crate::data::Mask;
use crate::design::People;
use crate::error::{ErrorKind, Result};
use crate::language::Language;
use crate::stats::{
    CountedShare, Estimate, GroupLayout, IntervalMethod, Intervals, QuantileRule, counted_share,
    mean, net_promoter, quantile, ratio, share_of_selections, total, total_of_people,
};

/// What every cell of a table has in common.
pub(super) struct CellMaker<'a> {
    /// The survey.
    pub study: &'a Study,
    /// Where the people of the table are in the design; `None` where no shares are asked for,
    /// or where each respondent's score is needed.
    pub layout: Option<&'a GroupLayout<'a>>,
    /// The interval that was asked for.
    pub interval: IntervalOptions,
    /// The intervals of its level.
    pub intervals: &'a Intervals,
    /// The language of the reasons.
    pub language: Language,
}

/// Who gave the row's answer, and whose figure it is.
struct Counts {
    members: People,
    base: People,
}

impl CellMaker<'_> {
    /// The share of `base` that is in `selected`.
    pub(super) fn share(&self, selected: &Mask, base: &Mask) -> Result<Cell> {
        let design = &self.study.design;
        self.judged_share(counted_share(design, self.layout, selected, base))
    }

    /// A share that is counted already.
    pub(super) fn judged_share(&self, counted: CountedShare) -> Result<Cell> {
        let CountedShare {
            members,
            base,
            share,
        } = counted;
        self.judged(share, Counts { members, base }, IntervalMethod::Beta)
    }

    /// The mean of `values` over `base`, or their net promoter score.
    pub(super) fn mean(&self, values: &[f64], base: &Mask, measure: Measure) -> Result<Cell> {
        let estimator = match measure {
            Measure::Nps => net_promoter,
            _ => mean,
        };
        let estimate = estimator(&self.study.design, values, base);
        self.cell(estimate, base, base, IntervalMethod::Wald)
    }

    /// The sum of `above` by that of `below`, over `base`.
    pub(super) fn ratio(&self, above: &[f64], below: &[f64], base: &Mask) -> Result<Cell> {
        let estimate = ratio(&self.study.design, above, below, base);
        self.cell(estimate, base, base, IntervalMethod::Wald)
    }

    /// The sum of `values` over `base`, in the population.
    pub(super) fn total(&self, values: &[f64], base: &Mask) -> Result<Cell> {
        self.cell(
            total(&self.study.design, values, base),
            base,
            base,
            IntervalMethod::Wald,
        )
    }

    /// The share of all ticks by `base` that `own`, of them, made of some options. Its counts
    /// are of ticks; it is marked where few people made them.
    pub(super) fn selections(
        &self,
        (options, own): (&[&Mask], &Mask),
        (all, base): (&[&Mask], &Mask),
    ) -> Result<Cell> {
        let design = &self.study.design;
        if self.interval.method == Some(IntervalMethod::Exact) {
            let method = IntervalMethod::Exact.name().to_owned();
            return Err(ErrorKind::MethodNotForMeasure { method }.into());
        }
        let (own, all) = (ticks(options, own), ticks(all, base));
        let estimate = share_of_selections(design, &own, &all, base);
        let mut cell = self.cell(estimate, base, base, IntervalMethod::Beta)?;
        self.count(&mut cell, &own);
        (cell.base_n, cell.base_weighted) = counted(&all, design.weights());
        if cell.flag.is_none() && base.count() < SMALL_BASE {
            cell.flag = Some(reason(ReasonCode::SmallBase, self.language));
        }
        Ok(cell)
    }

    /// How many of some options each of `base` chose on average, or all of the population
    /// together.
    pub(super) fn ticks(&self, options: &[&Mask], base: &Mask, measure: Measure) -> Result<Cell> {
        let values = ticks(options, base);
        let wald = CellMaker {
            interval: IntervalOptions {
                method: (self.interval.method).filter(|method| *method == IntervalMethod::None),
                ..self.interval
            },
            ..*self
        };
        let mut cell = match measure {
            Measure::Total => wald.total(&values, base)?,
            _ => wald.mean(&values, base, measure)?,
        };
        self.count(&mut cell, &values);
        Ok(cell)
    }

    fn count(&self, cell: &mut Cell, ticks: &[f64]) {
        let (n, weighted) = counted(ticks, self.study.design.weights());
        cell.n = Some(n);
        cell.weighted = cell.weighted.map(|_| weighted);
    }

    /// How many people in the population are in `selected`.
    pub(super) fn people(&self, selected: &Mask, base: &Mask) -> Result<Cell> {
        let members = selected.and(base);
        let estimate = total_of_people(&self.study.design, &members);
        self.cell(estimate, &members, base, IntervalMethod::Wald)
    }

    /// The value that the share `at` of `base` does not pass, with Woodruff's interval.
    pub(super) fn quantile(&self, values: &[f64], base: &Mask, at: f64) -> Result<Cell> {
        let design = &self.study.design;
        let level = self.interval.level;
        if let Some(method) = self
            .interval
            .method
            .filter(|method| !matches!(method, IntervalMethod::Wald | IntervalMethod::None))
        {
            let method = method.name().to_owned();
            return Err(ErrorKind::MethodNotForMeasure { method }.into());
        }
        let found = quantile(design, values, base, at, level, QuantileRule::default())?;
        let mut cell = self.cell(
            found.map(|found| found.estimate),
            base,
            base,
            IntervalMethod::Wald,
        )?;
        let has_interval = self.interval.method != Some(IntervalMethod::None);
        let shown = found.filter(|_| has_interval && cell.estimate.is_some());
        let range = shown.and_then(|found| found.interval);
        cell.low = range.map(|range| range.low);
        cell.high = range.map(|range| range.high);
        Ok(cell)
    }

    fn cell(
        &self,
        estimate: Option<Estimate>,
        members: &Mask,
        base: &Mask,
        usual: IntervalMethod,
    ) -> Result<Cell> {
        let [members, base] = [members, base].map(|set| self.study.people(set));
        self.judged(estimate, Counts { members, base }, usual)
    }

    /// The estimate with its interval and its counts, or the reason why there is none.
    fn judged(
        &self,
        estimate: Option<Estimate>,
        counts: Counts,
        usual: IntervalMethod,
    ) -> Result<Cell> {
        let Counts { members, base } = counts;
        let mut cell = Cell {
            n: Some(members.n),
            weighted: Some(members.weighted),
            base_n: base.n,
            base_weighted: base.weighted,
            ..Cell::default()
        };
        let Some(estimate) = estimate else {
            cell.flag = Some(reason(ReasonCode::NoBase, self.language));
            return Ok(cell);
        };
        if base.n < self.study.responses.descriptor.survey.policy.minimum_base {
            cell.weighted = None;
            cell.flag = Some(reason(ReasonCode::MinimumBase, self.language));
            return Ok(cell);
        }
        let method = self.interval.method.unwrap_or(usual);
        let range = self.intervals.of(&estimate, method)?;
        cell.estimate = Some(estimate.value);
        if method == IntervalMethod::None {
            return Ok(cell);
        }
        cell.se = estimate.se;
        cell.df = estimate.df;
        cell.low = range.map(|range| range.low);
        cell.high = range.map(|range| range.high);
        cell.deff = estimate.deff;
        cell.effective_n = estimate.effective_n;
        if cell.se.is_none() {
            cell.flag = Some(reason(ReasonCode::NoVariance, self.language));
        }
        Ok(cell)
    }
}

/// A rule with its words.
pub(super) fn reason(code: ReasonCode, language: Language) -> Reason {
    let (ja, en) = match code {
        ReasonCode::NoBase => ("該当者がいません", "nobody stands under this figure"),
        ReasonCode::NoVariance => (
            "人数が足りず、誤差を推定できません",
            "too few respondents to estimate the error",
        ),
        ReasonCode::Suppressed => (
            "人数が少ないため伏せています",
            "hidden: too few respondents",
        ),
        ReasonCode::SuppressedComplement => (
            "伏せた値が逆算されないよう、あわせて伏せています",
            "hidden so that a hidden neighbour can't be worked out",
        ),
        ReasonCode::NotInSurvey => ("この調査にはありません", "not in this survey"),
        ReasonCode::MinimumBase => (
            "母数が少ないため、示していません",
            "not shown: too small a base",
        ),
        ReasonCode::SmallEffectiveBase => (
            "誤差が大きく、参考値です（NCHS基準：実効回答数30未満）",
            "too imprecise to rely on (NCHS: fewer than 30 effective respondents)",
        ),
        ReasonCode::WideInterval => (
            "誤差が大きく、参考値です（NCHS基準：区間の幅30ポイント以上）",
            "too imprecise to rely on (NCHS: an interval of 30 points or more)",
        ),
        ReasonCode::WideForShare => (
            "誤差が大きく、参考値です（NCHS基準：区間の幅が割合の130%超）",
            "too imprecise to rely on (NCHS: an interval wider than 130% of the share)",
        ),
        ReasonCode::ExtremeShare => (
            "0%または100%です（NCHS基準：要確認）",
            "0% or 100% (NCHS: to be reviewed)",
        ),
        ReasonCode::FewDegrees => (
            "自由度が8未満です（NCHS基準：要確認）",
            "fewer than 8 df (NCHS: to be reviewed)",
        ),
        ReasonCode::WideForComplement => (
            "残りの割合（100%との差）は誤差が大きく、参考値です（NCHS基準）",
            "100% less this is too imprecise to rely on (NCHS)",
        ),
        ReasonCode::SmallBase => (
            "母数が30未満のため、参考値です",
            "fewer than 30 respondents: read with care",
        ),
    };
    Reason {
        code,
        label: language.pick(ja, en).to_owned(),
    }
}
