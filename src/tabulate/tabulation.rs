//! The request answered: one group of rows for each question.

use super::banner::{Banner, BannerColumn, Broken, banner, base, base_of};
use super::base_text::{condition_text, question_base_text};
use super::cell::CellMaker;
use super::compare::{NOT_COMPARABLE, Samples, add_comparison, add_letters, is_testable};
use super::compared_group::ComparedGroup;
use super::group_base::{asked_in_all, base_kind, counted, members, ticks};
use super::joint_tables::JointTables;
use super::method::{method_sentence, question_warnings, sample_warnings, source};
use super::number_text::percent;
use super::policy;
use super::request::{Compare, IntervalOptions, Measure, Missing, Percent, TabulateRequest};
use super::split::{Split, split};
use super::study::Study;
use super::table::{AnswerKind, Base, BaseKind, Cell, IntervalUsed, Row, RowGroup, RowKind, Table};
use super::trail::trail_group;
use crate::data::{Choice, Codes, Mask, Question, QuestionKind, Reliability};
use crate::error::{ErrorKind, Result};
use crate::language::Language;
use crate::stats::{
    Answers, CrossShares, GroupBase, GroupLayout, IntervalMethod, Intervals, worst_case,
};
use crate::text::joined;

/// The quantiles of a table that asks for several, the median in their middle.
const QUANTILES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// Computes a table.
///
/// Each cell carries its count, its base, its estimate with standard error, degrees of
/// freedom and interval, and the reason where a figure is missing or weak. `where` and
/// `columns` give the same figures for the same people, for both are masks over the whole
/// design.
///
/// Where `compare` asks for it, columns are tested against each other or against the rest
/// of their breakdown, with the covariance that the design gives them and p-values adjusted
/// over the comparisons of one row inside one breakdown. Figures that are hidden, or that
/// have no standard error above 0, take no part. See [`difference`] for the test,
/// [`adjusted`] for the adjustments and [`independence`] for the tests under a question.
///
/// [`difference`]: crate::stats::difference
/// [`adjusted`]: crate::stats::adjusted
/// [`independence`]: crate::stats::independence
///
/// # Errors
/// `unknown_question`, `unknown_value`, `wrong_kind`, `invalid_request`, `invalid_level`,
/// `method_not_for_measure`.
pub fn tabulate(study: &Study, request: &TabulateRequest) -> Result<Table> {
    check(request)?;
    let language = request.language.unwrap_or_else(|| study.language());
    let domain = match &request.filter {
        Some(condition) => study.responses.matching(condition)?,
        None => study.everyone(),
    };
    let interval = interval_options(study, request);
    let counts = match interval.method {
        Some(IntervalMethod::None) => JointTables::of(study, request, &domain),
        _ => None,
    };
    // What is only counted needs nobody's place in the design.
    let layout = match (request.measure, &counts) {
        (Measure::Share, None) => study.whole(),
        _ => None,
    };
    let tabulation = Tabulation {
        study,
        request,
        language,
        maker: CellMaker {
            study,
            layout: layout.as_ref(),
            interval,
            intervals: &Intervals::at(interval.level),
            language,
        },
        domain,
        counts,
    };
    tabulation.table()
}

/// The interval that is computed: where the survey's policy judges figures by theirs, they
/// have one.
fn interval_options(study: &Study, request: &TabulateRequest) -> IntervalOptions {
    let policy = &study.responses.descriptor.survey.policy;
    let method = request.interval.method;
    IntervalOptions {
        method: method.filter(|method| {
            *method != IntervalMethod::None || policy.reliability == Reliability::None
        }),
        ..request.interval
    }
}

fn check(request: &TabulateRequest) -> Result<()> {
    let detail = match (request.rows.is_empty(), request.trail.is_empty()) {
        (true, true) => (
            "rows に設問を一つ以上書いてください",
            "name at least one question in rows",
        ),
        (false, false) => (
            "rows と trail は同時には使えません",
            "rows and trail exclude each other",
        ),
        (true, false) if !request.columns.is_empty() => (
            "trail と columns は同時には使えません",
            "trail and columns exclude each other",
        ),
        _ if request.multiple_total && request.percent != Percent::Column => (
            "multipleTotal は縦の割合（percent が column）で使えます",
            "multipleTotal goes with column percent",
        ),
        _ if request.compare != Compare::None
            && (!request.trail.is_empty()
                || request.columns.is_empty() && request.compare != Compare::Rows
                || !is_testable(request)) =>
        {
            NOT_COMPARABLE
        }
        _ => return Ok(()),
    };
    Err(ErrorKind::InvalidRequest { detail }.into())
}

/// What a row counts: its people, the options whose ticks it counts, and all options.
struct Chosen<'a> {
    people: &'a Mask,
    /// The people as codes of the question, where it has codes.
    codes: &'a [usize],
    options: &'a [&'a Mask],
    all: &'a [&'a Mask],
}

/// Whose answers the rows of a question count.
struct Ground<'a> {
    kind: BaseKind,
    people: &'a Mask,
    /// The base in each column, where all answers were summed by all columns at once.
    bases: Vec<GroupBase<'a>>,
    /// Where the people of each column are, if their shares are to be computed.
    layouts: Option<&'a [GroupLayout<'a>]>,
}

struct Tabulation<'a> {
    study: &'a Study,
    request: &'a TabulateRequest,
    language: Language,
    maker: CellMaker<'a>,
    domain: Mask,
    /// All counts, where nothing else is asked for.
    counts: Option<JointTables<'a>>,
}

impl Tabulation<'_> {
    fn table(&self) -> Result<Table> {
        let (study, language) = (self.study, self.language);
        let broken = Broken {
            domain: &self.domain,
            is_whole: self.request.filter.is_none(),
            whole: self.maker.layout,
            counts: self.counts.as_ref(),
        };
        let banner = banner(study, &self.request.columns, &broken, language)?;
        let columns = &banner.columns;
        let mut warnings = sample_warnings(study, language);
        let mut groups = Vec::new();
        let mut columns_shown: Vec<_> =
            columns.iter().map(|column| column.column.clone()).collect();
        add_letters(self.request, &mut columns_shown);
        for (at, name) in self.request.rows.iter().enumerate() {
            let question = study.responses.question(name)?;
            let split = split(question, self.request.split, language)?;
            let question = split.as_ref().unwrap_or(question);
            warnings.extend(question_warnings(question, language));
            groups.push(self.group(question, at, &banner)?);
        }
        if !self.request.trail.is_empty() {
            let (shown, group) = trail_group(
                study,
                &self.maker,
                &self.request.trail,
                &self.domain,
                language,
            )?;
            columns_shown = shown;
            groups.push(group);
        }
        let interval = self.interval_used();
        let mut method = method_sentence(study, interval, self.request.measure, language);
        add_comparison(&mut method, self.request, Samples::One, language);
        let mut table = Table {
            title: self.title(&groups),
            language,
            measure: self.request.measure,
            percent: self.request.percent,
            interval,
            base: Base {
                label: self.domain_text(),
                ..columns_shown.first().map_or_else(
                    || base(study, &self.domain, String::new(), BaseKind::All),
                    |total| total.base.clone(),
                )
            },
            columns: columns_shown,
            groups,
            method,
            warnings,
            source: source(study, language),
        };
        policy::apply(study, self.request, &mut table);
        if self.request.compare != Compare::None {
            self.compare(columns, &mut table)?;
        }
        Ok(table)
    }

    /// Tests the rows of a table in which what is not to be seen is hidden already.
    fn compare(&self, columns: &[BannerColumn], table: &mut Table) -> Result<()> {
        for group in &mut table.groups {
            let question = self.study.responses.question(&group.question)?;
            let split = split(question, self.request.split, self.language)?;
            let question = split.as_ref().unwrap_or(question);
            let members = members(group.base.kind, question);
            let compared = ComparedGroup {
                study: self.study,
                request: self.request,
                question,
                people: members.and(&self.domain),
            };
            group.tests = compared.tests(self.language);
            compared.mark(columns, &table.columns, &mut group.rows);
        }
        Ok(())
    }

    fn interval_used(&self) -> IntervalUsed {
        let usual = match self.request.measure {
            Measure::Share => IntervalMethod::Beta,
            _ => IntervalMethod::Wald,
        };
        IntervalUsed {
            method: self.maker.interval.method.unwrap_or(usual),
            level: self.maker.interval.level,
        }
    }

    fn title(&self, groups: &[RowGroup]) -> String {
        let rows = rows_title(groups, self.language);
        let mut columns: Vec<&str> = Vec::new();
        for name in &self.request.columns {
            if let Ok(question) = self.study.responses.question(name) {
                columns.push(question.label.text(self.language));
            }
        }
        if columns.is_empty() {
            return rows;
        }
        let columns = joined(&columns, self.language.pick("・", ", "));
        // The mark at the end of a sentence takes no comma.
        let english = match rows.ends_with('?') || rows.ends_with('.') {
            true => "{0} (by {1})",
            false => "{0}, by {1}",
        };
        self.language
            .fill("{0}（{1}別）", english, &[&rows, &columns])
    }

    fn domain_text(&self) -> String {
        match &self.request.filter {
            Some(condition) => condition_text(&self.study.responses, condition, self.language),
            None => self
                .language
                .pick("回答者全体", "all respondents")
                .to_owned(),
        }
    }

    fn group(&self, question: &Question, at: usize, banner: &Banner<'_>) -> Result<RowGroup> {
        let columns = &banner.columns;
        let kind = base_kind(self.request, question)?;
        let members = members(kind, question);
        let layouts = self
            .is_by_column(kind)
            .then_some(banner.layouts.as_deref())
            .flatten();
        let crossed = self.crossed(question, (at, layouts), kind);
        let bases = CrossShares::bases(&crossed);
        let counted = bases.first().map(GroupBase::people);
        let label = question_base_text(&self.study.responses, question, kind, self.language);
        let mut rows = match (self.request.measure, answer_kind(question)) {
            (Measure::Mean | Measure::Nps, _) => vec![self.mean_row(question, columns)?],
            (Measure::Ratio, _) => vec![self.ratio_row(question, columns)?],
            (Measure::Median, _) => {
                let all = self.request.split == Split::Quantiles;
                let places = if all {
                    &QUANTILES[..]
                } else {
                    &QUANTILES[2..3]
                };
                let mut rows = Vec::new();
                for at in places {
                    rows.push(self.quantile_row(question, columns, *at)?);
                }
                rows
            }
            (Measure::Quantile(at), _) => vec![self.quantile_row(question, columns, at)?],
            (Measure::Total, Some(AnswerKind::Number)) => vec![self.total_row(question, columns)?],
            (
                Measure::Share | Measure::Total,
                Some(AnswerKind::Number | AnswerKind::Date) | None,
            ) => {
                return Err(wrong_kind(
                    question,
                    (
                        "選択肢のある設問（数値なら measure を mean に）",
                        "a question with values to choose from (for a number, ask for the measure mean)",
                    ),
                ));
            }
            (Measure::Share | Measure::Total, Some(_)) => {
                let mut ground = Ground {
                    kind,
                    people: &members.and(&self.domain),
                    bases,
                    layouts,
                };
                self.value_rows(question, columns, &mut ground)?
            }
        };
        if let Some(asked) = asked_in_all(self.study, self.request, question, kind) {
            for row in rows.iter_mut().filter(|row| row.is_share()) {
                if let Some(total) = row.cells.first_mut() {
                    let share = total.estimate;
                    total.worst_case = share.and_then(|p| worst_case(p, total.base_n, asked));
                }
            }
        }
        Ok(RowGroup {
            question: question.name.clone(),
            label: question.label.text(self.language).to_owned(),
            kind: answer_kind(question).unwrap_or(AnswerKind::Single),
            base: match counted {
                // The squares of weights are not summed in every pass.
                Some(people) if self.counts.is_some() || people.squares > 0.0 => {
                    base_of(people, label, kind)
                }
                _ => self.group_base(question, &members, label, kind),
            },
            rows,
            tests: Vec::new(),
        })
    }

    /// All answers of a question by all columns, where each respondent has one.
    fn crossed<'s>(
        &'s self,
        question: &Question,
        (at, layouts): (usize, Option<&'s [GroupLayout<'s>]>),
        kind: BaseKind,
    ) -> Vec<CrossShares<'s>> {
        let Some(codes) = &question.codes else {
            return Vec::new();
        };
        let based = match kind {
            BaseKind::Answered | BaseKind::Selections => usize::from(codes.silent),
            BaseKind::Asked => usize::from(codes.not_asked),
            BaseKind::All | BaseKind::Invited => usize::from(codes.not_asked) + 1,
        };
        if let Some(counts) = &self.counts {
            return counts.crossed(at, based);
        }
        let Some(layouts) = layouts else {
            return Vec::new();
        };
        let answers = Answers::new(&codes.of_row, based);
        CrossShares::of_each(layouts, &self.of_domain(answers))
    }

    /// The answers of those in the table.
    fn of_domain<'s>(&self, answers: Answers<'s>) -> Answers<'s> {
        match self.request.filter {
            Some(_) => answers.within(&self.domain),
            None => answers,
        }
    }

    fn group_base(
        &self,
        question: &Question,
        members: &Mask,
        label: String,
        kind: BaseKind,
    ) -> Base {
        let people = members.and(&self.domain);
        let mut base = base(self.study, &people, label, kind);
        if kind == BaseKind::Selections {
            let ticks = ticks(&Choice::sets(&question.options), &people);
            (base.n, base.weighted) = counted(&ticks, self.study.design.weights());
            base.effective_n = None;
        }
        base
    }

    fn value_rows(
        &self,
        question: &Question,
        columns: &[BannerColumn],
        ground: &mut Ground<'_>,
    ) -> Result<Vec<Row>> {
        let kind = ground.kind;
        let mut rows = Vec::new();
        let all = &Choice::sets(&question.options);
        for (code, option) in question.options.iter().enumerate() {
            let chosen = Chosen {
                people: &option.chosen,
                codes: &[code],
                options: &[&option.chosen],
                all,
            };
            let cells = self.cells(&chosen, ground, columns)?;
            rows.push(self.row(
                Some(&option.value),
                option.label.text(self.language),
                RowKind::Value,
                cells,
            ));
        }
        for net in &question.nets {
            let (mut codes, mut options) = (Vec::new(), Vec::<&Mask>::new());
            for (code, option) in question.options.iter().enumerate() {
                if net.values.contains(&option.value) {
                    codes.push(code);
                    options.push(&option.chosen);
                }
            }
            let chosen = Chosen {
                people: &net.chosen,
                codes: &codes,
                options: &options,
                all,
            };
            let cells = self.cells(&chosen, ground, columns)?;
            rows.push(self.row(
                Some(&net.name),
                net.label.text(self.language),
                RowKind::Net,
                cells,
            ));
        }
        if self.request.missing == Missing::Include {
            let label = self.language.pick("無回答", "No answer");
            let (silent, code) = (question.silent(), question.options.len());
            let people = (&silent, code);
            rows.push(self.uncounted_row(RowKind::Missing, label, people, ground, columns)?);
            let spared = question.asked.not();
            if kind == BaseKind::All && !spared.is_empty() {
                let label = self.language.pick("非該当", "Not asked");
                let people = (&spared, code + 1);
                rows.push(self.uncounted_row(RowKind::NotAsked, label, people, ground, columns)?);
            }
        }
        // Of all selections, all selections are the whole: no row says so.
        let counted = question.kind == QuestionKind::Multiple && kind != BaseKind::Selections;
        if self.request.multiple_total && counted {
            let measure = self.request.measure;
            let cells = self.cells_within(ground.people, columns, &|base| {
                self.maker.ticks(all, base, measure)
            })?;
            let label = self.language.pick("計", "Total of selections");
            rows.push(self.row(None, label, RowKind::MultipleTotal, cells));
        }
        Ok(rows)
    }

    /// A row of those who gave no answer.
    fn uncounted_row(
        &self,
        kind: RowKind,
        label: &str,
        (people, code): (&Mask, usize),
        ground: &mut Ground<'_>,
        columns: &[BannerColumn],
    ) -> Result<Row> {
        let chosen = Chosen {
            people,
            codes: &[code],
            options: &[],
            all: &[],
        };
        let cells = self.cells(&chosen, ground, columns)?;
        Ok(self.row(None, label, kind, cells))
    }

    fn cells(
        &self,
        chosen: &Chosen<'_>,
        ground: &mut Ground<'_>,
        columns: &[BannerColumn],
    ) -> Result<Vec<Cell>> {
        let people = ground.people;
        if !ground.bases.is_empty() {
            return self.shares_of(&mut ground.bases, chosen.codes);
        }
        let sets = ground.layouts.zip(Codes::of(&[chosen.people], people));
        if let Some((layouts, Codes { of_row, .. })) = sets {
            let answers = self.of_domain(Answers::new(&of_row, 2));
            let crossed = CrossShares::of_each(layouts, &answers);
            return self.shares_of(&mut CrossShares::bases(&crossed), &[0]);
        }
        each(columns, &|column| match ground.kind {
            BaseKind::Selections => self.cell_of_selections(chosen, people, column),
            _ => self.one_cell(chosen.people, people, column),
        })
    }

    /// The shares of some answers in all columns.
    fn shares_of(&self, bases: &mut [GroupBase<'_>], answers: &[usize]) -> Result<Vec<Cell>> {
        let mut cells = Vec::with_capacity(bases.len());
        for base in bases {
            cells.push(self.maker.judged_share(base.share_of(answers))?);
        }
        Ok(cells)
    }

    /// Whether the shares of a question are of the people in a column.
    fn is_by_column(&self, kind: BaseKind) -> bool {
        self.request.measure == Measure::Share
            && self.request.percent == Percent::Column
            && kind != BaseKind::Selections
    }

    /// A cell for each column, of those of `members` who are in it.
    fn cells_within(
        &self,
        members: &Mask,
        columns: &[BannerColumn],
        make: &dyn Fn(&Mask) -> Result<Cell>,
    ) -> Result<Vec<Cell>> {
        let people = members.and(&self.domain);
        each(columns, &|column| make(&people.and(&column.members)))
    }

    fn cell_of_selections(
        &self,
        chosen: &Chosen<'_>,
        people: &Mask,
        column: &BannerColumn,
    ) -> Result<Cell> {
        let own = people.and(&column.members);
        let (whole, base) = match self.request.percent {
            Percent::Column => (chosen.all, &column.members),
            Percent::Row => (chosen.options, &column.breakdown),
            Percent::Table => (chosen.all, &column.breakdown),
        };
        self.maker
            .selections((chosen.options, &own), (whole, &people.and(base)))
    }

    fn one_cell(&self, selected: &Mask, people: &Mask, column: &BannerColumn) -> Result<Cell> {
        let in_column = people.and(&column.members);
        if self.request.measure == Measure::Total {
            return self.maker.people(selected, &in_column);
        }
        match self.request.percent {
            Percent::Column => self.maker.share(selected, &in_column),
            Percent::Row => {
                let row = people.and(&column.breakdown).and(selected);
                self.maker.share(&column.members, &row)
            }
            Percent::Table => {
                let all = people.and(&column.breakdown);
                self.maker.share(&selected.and(&column.members), &all)
            }
        }
    }

    fn mean_row(&self, question: &Question, columns: &[BannerColumn]) -> Result<Row> {
        let scores = question.scores();
        let (values, members) = match (question.kind, &scores) {
            (QuestionKind::Number, _) => (&*question.numbers, question.answered.clone()),
            (_, Some((scores, scored))) => (scores, question.answered.and(scored)),
            _ => {
                return Err(wrong_kind(
                    question,
                    (
                        "数値または得点のある設問",
                        "a number, and its values have no scores",
                    ),
                ));
            }
        };
        let nps = self.request.measure == Measure::Nps;
        if nps && !is_rating(question, values, &members) {
            return Err(wrong_kind(
                question,
                ("0から10までの評価", "a rating from 0 to 10"),
            ));
        }
        let measure = self.request.measure;
        let cells = self.cells_within(&members, columns, &|base| {
            self.maker.mean(values, base, measure)
        })?;
        let label = if nps {
            "NPS"
        } else {
            self.language.pick("平均", "Mean")
        };
        Ok(self.row(None, label, RowKind::Summary, cells))
    }

    fn ratio_row(&self, question: &Question, columns: &[BannerColumn]) -> Result<Row> {
        let name = self.request.denominator.as_deref().unwrap_or_default();
        let under = self.study.responses.question(name)?;
        for number in [question, under] {
            if number.kind != QuestionKind::Number {
                return Err(wrong_kind(number, ("数値の設問", "a number")));
            }
        }
        let both = question.answered.and(&under.answered);
        let cells = self.cells_within(&both, columns, &|base| {
            self.maker.ratio(&question.numbers, &under.numbers, base)
        })?;
        let label = under.label.text(self.language);
        let label = (self.language).fill("「{0}」に対する比", "Ratio to “{0}”", &[&label]);
        Ok(self.row(None, &label, RowKind::Summary, cells))
    }

    fn quantile_row(&self, question: &Question, columns: &[BannerColumn], at: f64) -> Result<Row> {
        if question.kind != QuestionKind::Number {
            return Err(wrong_kind(question, ("数値の設問", "a number")));
        }
        let cells = self.cells_within(&question.answered, columns, &|base| {
            self.maker.quantile(&question.numbers, base, at)
        })?;
        let label = if at == 0.5 {
            self.language.pick("中央値", "Median").to_owned()
        } else {
            let place = percent(at, 0);
            self.language
                .pick(format!("{place}点"), format!("{place} quantile"))
        };
        Ok(self.row(None, &label, RowKind::Summary, cells))
    }

    fn total_row(&self, question: &Question, columns: &[BannerColumn]) -> Result<Row> {
        let cells = self.cells_within(&question.answered, columns, &|base| {
            self.maker.total(&question.numbers, base)
        })?;
        Ok(self.row(
            None,
            self.language.pick("合計", "Total"),
            RowKind::Summary,
            cells,
        ))
    }

    fn row(&self, value: Option<&str>, label: &str, kind: RowKind, cells: Vec<Cell>) -> Row {
        Row {
            value: value.map(str::to_owned),
            label: label.to_owned(),
            kind,
            cells,
            differences: Vec::new(),
        }
    }
}

/// A cell for each column. One loop for all kinds of row, whose code a page has to load.
fn each(
    columns: &[BannerColumn],
    make: &dyn Fn(&BannerColumn) -> Result<Cell>,
) -> Result<Vec<Cell>> {
    let mut cells = Vec::with_capacity(columns.len());
    for column in columns {
        cells.push(make(column)?);
    }
    Ok(cells)
}

/// The questions down the side.
fn rows_title(groups: &[RowGroup], language: Language) -> String {
    let labels: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
    joined(&labels, language.pick("・", "; "))
}

/// The kind of answers as tables name it; `None` for texts, which have no table.
pub(super) fn answer_kind(question: &Question) -> Option<AnswerKind> {
    match question.kind {
        QuestionKind::Single => Some(AnswerKind::Single),
        QuestionKind::Ordered => Some(AnswerKind::Ordered),
        QuestionKind::Multiple => Some(AnswerKind::Multiple),
        QuestionKind::Number => Some(AnswerKind::Number),
        QuestionKind::Date => Some(AnswerKind::Date),
        QuestionKind::Text => None,
    }
}

/// Whether all ratings lie between 0 and 10, and a scale's scores reach from end to end.
fn is_rating(question: &Question, values: &[f64], members: &Mask) -> bool {
    let scores = |end| question.options.iter().any(|one| one.score == Some(end));
    let given = |row: usize| values.get(row).copied().unwrap_or(f64::NAN);
    (question.options.is_empty() || scores(0.0) && scores(10.0))
        && members.iter().all(|row| (0.0..=10.0).contains(&given(row)))
}

pub(super) fn wrong_kind(
    question: &Question,
    needed: (&'static str, &'static str),
) -> crate::Error {
    ErrorKind::WrongKind {
        question: question.name.clone(),
        needed,
    }
    .into()
}
