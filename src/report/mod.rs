//! From a report's description to prose, tables and charts.

mod check;
mod computed;
mod description;
mod evaluate;
mod explanation;
mod facts;
mod figure;
#[cfg(test)]
mod fixtures;
mod form;
mod format;
mod html;
mod html_error_table;
mod html_methods;
mod html_table;
mod markdown;
mod markdown_line;
mod markup;
mod one_in;
mod prose;
mod quoted;
mod template;

pub use computed::Studies;
pub use description::{
    Block, CellDescription, ChartBlock, ComparisonBlock, ComparisonRow, Fact, FactDescription,
    FigureDescription, QuotedSurvey, ReportDescription, TableBlock,
};
pub use evaluate::{BlockKind, EvaluatedBlock, EvaluatedReport, ReportOptions, evaluate};
pub use figure::{EvaluatedFigure, FigureKind};
pub use format::FigureFormat;
pub use html::table_html;
