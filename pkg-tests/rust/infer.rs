//! Files without a descriptor: what small columns and exports of the usual shapes are taken for.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that finds no guess must fail"
)]

use chosa::Survey;
use chosa::infer::{AnswerKind, ColumnRole, Confidence, Corrections, Guess, GuessedColumn, infer};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, proptest};
use std::path::Path;

/// Guesses at a file, and sees to it that the engine opens what was guessed.
#[track_caller]
fn guess_with(file: &str, corrections: &str) -> Guess {
    let corrections: Corrections = chosa::data::parse_json(corrections, "corrections").unwrap();
    let guess = infer("file.csv", file.as_bytes(), &corrections).unwrap();
    let survey = open(&guess, file.as_bytes());
    let survey = survey.unwrap_or_else(|error| panic!("{error}\n{}", guess.descriptor));
    assert_eq!(survey.describe(None).respondents, guess.file.rows);
    guess
}

#[track_caller]
fn guess(file: &str) -> Guess {
    guess_with(file, "{}")
}

fn open(guess: &Guess, file: &[u8]) -> chosa::Result<Survey> {
    let own = guess.responses.as_deref().unwrap_or(file);
    Survey::open(&guess.descriptor, &[(guess.path(), own)])
}

/// A file of one column beside a question of yes and no: `a*3|b` is three rows with `a` and one with `b`.
fn file_of(header: &str, cells: &str) -> String {
    let mut text = format!("plain,{}\n", quoted(header));
    let mut row = 0;
    for cell in cells.split('|') {
        let (value, count) = cell.rsplit_once('*').unwrap_or((cell, "1"));
        for _ in 0..count.parse::<usize>().unwrap() {
            let plain = if row % 2 == 0 { "yes" } else { "no" };
            text += &format!("{plain},{}\n", quoted(value));
            row += 1;
        }
    }
    text
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// A column in one line: its kind or role, its categories in their order, its words for no answer,
/// and a question mark where it asks.
fn told(column: &GuessedColumn) -> String {
    let values = |list: Vec<&str>| list.join(" | ");
    let mut told = match (column.role, column.kind) {
        (ColumnRole::Question, kind) => format!("{kind:?}").to_lowercase(),
        (role, _) => format!("{role:?}").to_lowercase(),
    };
    if !column.categories.is_empty() {
        let categories = column.categories.iter().map(|one| one.value.as_str());
        told += &format!(": {}", values(categories.collect()));
    }
    let missing = column.missing.iter().map(|one| one.value.as_str());
    let missing: Vec<&str> = missing.filter(|word| !word.is_empty()).collect();
    if !missing.is_empty() {
        told += &format!("; none: {}", values(missing));
    }
    assert_eq!(column.confidence == Confidence::Asked, column.ask.is_some());
    told + if column.ask.is_some() { " ?" } else { "" }
}

/// Header, cells, what they are taken for.
const COLUMNS: &[(&str, &str, &str)] = &[
    // Scales, in Japanese.
    (
        "Q1",
        "そう思う*5|とてもそう思う*3|どちらともいえない*4|全くそう思わない*2|あまりそう思わない*3",
        "ordered: とてもそう思う | そう思う | どちらともいえない | あまりそう思わない | 全くそう思わない",
    ),
    (
        "満足度",
        "不満*3|満足*4|やや満足*3|どちらでもない*3|やや不満*3",
        "ordered: 満足 | やや満足 | どちらでもない | やや不満 | 不満",
    ),
    (
        "憲法改正",
        "反対*9|賛成*8|どちらかといえば賛成*3|どちらかといえば反対*3|無回答*2",
        "ordered: 賛成 | どちらかといえば賛成 | どちらかといえば反対 | 反対; none: 無回答",
    ),
    (
        "暮らし向き",
        "変わらない*9|良くなった*3|悪くなった*6|わからない*2",
        "ordered: 良くなった | 変わらない | 悪くなった; none: わからない",
    ),
    (
        "関心",
        "1. 非常に関心がある*4|2. ある程度関心がある*4|3. あまり関心がない*4|4. 全く関心がない*4",
        "ordered: 1. 非常に関心がある | 2. ある程度関心がある | 3. あまり関心がない | 4. 全く関心がない",
    ),
    (
        "脅威",
        "大いに感じる*4|やや感じる*4|あまり感じない*4|感じない*4",
        "ordered: 大いに感じる | やや感じる | あまり感じない | 感じない",
    ),
    (
        "閲覧頻度",
        "ほぼ毎日*4|週に2〜3回*4|月に1回*4|しない*4|年に数回*4",
        "ordered: ほぼ毎日 | 週に2〜3回 | 月に1回 | 年に数回 | しない",
    ),
    (
        "頻度",
        "いつも*4|ときどき*4|全くない*4|よくある*4",
        "ordered: いつも | よくある | ときどき | 全くない",
    ),
    (
        "最終学歴",
        "大学卒*4|高校卒*4|中学校卒*4|短大・高専卒*4|大学院修了*4",
        "ordered: 中学校卒 | 高校卒 | 短大・高専卒 | 大学卒 | 大学院修了",
    ),
    // Scales, in English.
    (
        "Q1",
        "Agree*4|Strongly agree*4|Neither agree nor disagree*4|Disagree*4|Strongly disagree*4|Don't know*2",
        "ordered: Strongly agree | Agree | Neither agree nor disagree | Disagree | Strongly disagree; none: Don't know",
    ),
    (
        "Satisfaction",
        "Very satisfied*4|Somewhat satisfied*4|Very dissatisfied*4|Somewhat dissatisfied*4|Refused*2",
        "ordered: Very satisfied | Somewhat satisfied | Somewhat dissatisfied | Very dissatisfied; none: Refused",
    ),
    (
        "How often",
        "Never*4|Always*4|Sometimes*4|Rarely*4|Often*4",
        "ordered: Always | Often | Sometimes | Rarely | Never",
    ),
    (
        "Rating",
        "Poor*4|Excellent*4|Fair*4|Good*4|N/A*3",
        "ordered: Excellent | Good | Fair | Poor; none: N/A",
    ),
    (
        "Concern",
        "Not at all concerned*4|Very concerned*4|Not too concerned*4|Somewhat concerned*4",
        "ordered: Very concerned | Somewhat concerned | Not too concerned | Not at all concerned",
    ),
    (
        "View",
        "Very favorably*4|Somewhat favorably*4|Very unfavorably*4|Unfamiliar (N/A)*4",
        "ordered: Very favorably | Somewhat favorably | Very unfavorably; none: Unfamiliar (N/A) ?",
    ),
    (
        "Visits",
        "Once a week*4|Every day*4|2-3 times a month*4|Never*4",
        "ordered: Every day | Once a week | 2-3 times a month | Never",
    ),
    (
        "Education",
        "Graduate degree*4|High school degree*4|Bachelor degree*4|Some college or Associate degree*4",
        "ordered: High school degree | Some college or Associate degree | Bachelor degree | Graduate degree",
    ),
    (
        "Steak",
        "Medium*4|Rare*4|Well*4|Medium rare*4|Medium Well*4",
        "ordered: Rare | Medium rare | Medium | Medium Well | Well",
    ),
    // Bands.
    (
        "Age",
        "> 60*4|18-29*4|45-60*4|30-44*4",
        "ordered: 18-29 | 30-44 | 45-60 | > 60",
    ),
    (
        "年代",
        "30〜39歳*4|60歳以上*4|18〜29歳*4|18歳未満*4",
        "ordered: 18歳未満 | 18〜29歳 | 30〜39歳 | 60歳以上",
    ),
    (
        "年代",
        "40代*4|20代*4|70代以上*4|10代*4",
        "ordered: 10代 | 20代 | 40代 | 70代以上",
    ),
    (
        "Household Income",
        "$100,000 - $149,999*4|$0 - $24,999*4|$150,000+*4|$25,000 - $49,999*4",
        "ordered: $0 - $24,999 | $25,000 - $49,999 | $100,000 - $149,999 | $150,000+",
    ),
    (
        "世帯年収",
        "500万円以上1,000万円未満*4|300万円未満*4|1,000万円以上*4|300万円以上500万円未満*4|答えたくない*2",
        "ordered: 300万円未満 | 300万円以上500万円未満 | 500万円以上1,000万円未満 | 1,000万円以上; none: 答えたくない",
    ),
    (
        "病床数",
        "20床未満*4|100〜199床*4|20〜99床*4|200床以上*4",
        "ordered: 20床未満 | 20〜99床 | 100〜199床 | 200床以上",
    ),
    // Codes and numbers.
    ("Q3", "1*4|5*4|3*4|2*4|4*4", "ordered: 1 | 2 | 3 | 4 | 5 ?"),
    ("Q4", "1*4|2*4|3*3|99*2", "ordered: 1 | 2 | 3; none: 99 ?"),
    ("sex", "1*5|2*5", "single: 1 | 2 ?"),
    (
        "推奨度",
        "0*3|10*5|7*4|9*3|8*3",
        "ordered: 0 | 7 | 8 | 9 | 10 ?",
    ),
    ("年齢", "23*2|45*2|61|38|無回答", "number; none: 無回答"),
    (
        "How many children do you have?",
        "0*5|1*4|2*4|3*2",
        "number",
    ),
    (
        "年間予算",
        "1,200|500*2|300|12,000,000|850|不明",
        "number; none: 不明",
    ),
    (
        "Height (cm)",
        "170|165.5|180|158|tall|172|169|175|181|177|163",
        "number; none: tall ?",
    ),
    // Single choices.
    (
        "性別",
        "女性*5|男性*4|その他*2|答えたくない*1",
        "single: 女性 | 男性 | その他; none: 答えたくない",
    ),
    (
        "VPN",
        "いいえ*6|はい*5|わからない*2",
        "single: はい | いいえ; none: わからない",
    ),
    (
        "Region",
        "Pacific*4|Mountain*3|New England*5",
        "single: New England | Pacific | Mountain",
    ),
    (
        "Which?",
        "Other (specify)*9|Greedo*3|Han*4",
        "single: Han | Greedo | Other (specify)",
    ),
    (
        "Asked",
        "yes*4|no*5|not asked*6",
        "single: yes | no; none: not asked",
    ),
    ("都道府県コード", "01*3|13*4|27*3", "single: 01 | 13 | 27"),
    // Several in one cell.
    (
        "媒体",
        "テレビ;新聞*4|新聞*3|テレビ;ネット;新聞*2|ネット*3",
        "joined",
    ),
    (
        "Which do you use? (Check all that apply)",
        "TV, Web*4|Web*3|TV, Radio, Web*2|TV*3",
        "joined",
    ),
    (
        "Frequency",
        "Yes, always*4|Yes, sometimes*4|No*3",
        "single: Yes, always | Yes, sometimes | No",
    ),
    // Days.
    ("Date", "2022-01-31*2|2022-02-01|2022-02-02", "date"),
    (
        "タイムスタンプ",
        "2022/01/31 9:05:12|2022/01/31 10:05:12|2022/02/01 9:00:00",
        "date",
    ),
    ("回答日", "2022年1月31日|2022年2月1日|2022年2月1日", "date"),
    (
        "Start Date",
        "1/31/2022 10:00|2/1/2022 11:00|2/13/2022 9:00",
        "date",
    ),
    ("Day", "31.1.2022|1.2.2022|13.2.2022", "date"),
    ("Day", "1/2/2022|3/4/2022|5/6/2022", "setaside ?"),
    // The sample's design.
    ("weight", "0.8*3|1.2*3|1.05*3", "weight"),
    ("ウエート", "44.21*3|15.1*3", "weight"),
    ("weight", "55|62|71|80|48", "number ?"),
    ("weight", "0.8*3|1.2*3|*2", "number ?"),
    ("層", "A*3|B*3", "stratum"),
    ("PSU", "1*3|2*3|3*2", "cluster"),
    ("repwt12", "0.8*3|1.2*3", "setaside"),
    ("ID", "7|3|9|12|4", "id"),
    ("RespondentID", "3292879998|3292879538|3292765271", "id"),
    // What stays out.
    ("氏名", "山田太郎|鈴木花子|佐藤次郎", "setaside"),
    (
        "E-mail Address",
        "a@example.com|b@example.org|c@example.net",
        "setaside",
    ),
    (
        "How can we reach you?",
        "a@example.com|b@example.org||c@example.net",
        "setaside",
    ),
    (
        "連絡先",
        "03-1234-5678|090-1234-5678|06-1234-5678",
        "setaside",
    ),
    ("where", "192.0.2.1|192.0.2.7|198.51.100.3", "setaside"),
    ("lastpage", "3*5|4*5", "setaside"),
    ("Q9", "*8", "setaside"),
    (
        "ご意見",
        "予算が足りないため対策を進められません。国の補助を望みます。|人がいません。専任の担当者を置くことができる規模ではありません。|特にありませんが、この調査の結果をぜひ知らせてほしいと思っています。",
        "setaside",
    ),
    (
        "=HYPERLINK(\"http://example.com\")",
        "=1+1*4|+cmd*4|<img src=x>*4",
        "single: =1+1 | +cmd | <img src=x>",
    ),
];

#[test]
fn columns_are_taken_for_what_they_are() {
    assert!(COLUMNS.len() >= 40);
    let mut wrong = Vec::new();
    for (header, cells, expected) in COLUMNS {
        let guess = guess(&file_of(header, cells));
        let found = told(&guess.columns[1]);
        if found != *expected {
            wrong.push(format!(
                "{header}: {cells}\n  expected {expected}\n  found    {found}\n  {}",
                guess.columns[1].reason.en
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a guess tells of its multiple choices: name, options with counts, how many chose any.
fn multiples(guess: &Guess) -> Vec<String> {
    let told = guess.multiples.iter().map(|multiple| {
        let options = multiple
            .options
            .iter()
            .map(|one| format!("{} {}", one.label, one.count));
        let options: Vec<String> = options.collect();
        format!(
            "{}: {} of {}",
            multiple.name,
            options.join(", "),
            multiple.answered
        )
    });
    told.collect()
}

fn roles(guess: &Guess) -> Vec<String> {
    guess
        .columns
        .iter()
        .map(|column| format!("{} {}", column.name, told(column)))
        .collect()
}

#[test]
fn survey_monkeys_two_header_rows_are_read() {
    let rows = "1,Yes,TV,Web,5,4,fine\n2,No,,Web,3,,\n3,Yes,TV,,1,2,well\n4,,,,,,\n5,Yes,TV,Web,5,4,\n6,No,,,2,1,";
    let guess = guess(&format!(
        "Respondent ID,Do you follow the news?,Where do you read it?,,How do you rate it?,,Anything else?\n\
         ,Response,TV,Web,TV,Web,Open-Ended Response\n{rows}\n"
    ));
    assert_eq!(
        (
            guess.file.header_rows,
            guess.file.rows,
            guess.file.rewritten
        ),
        (2, 6, true)
    );
    assert_eq!(multiples(&guess), ["q3: TV 3, Web 3 of 4"]);
    assert_eq!(guess.columns[4].label, "How do you rate it?: TV");
    assert_eq!(guess.columns[0].role, ColumnRole::Id);
    let text = String::from_utf8(guess.responses.unwrap()).unwrap();
    assert!(
        text.starts_with("Respondent ID,q2,q3_1,q3_2,q4_1,q4_2"),
        "{text}"
    );
}

#[test]
fn qualtrics_three_header_rows_are_read() {
    let guess = guess(
        "StartDate,IPAddress,Q1,Q2_1,Q2_2\n\
         Start Date,IP Address,How satisfied are you?,Which do you own? - Car,Which do you own? - Bike\n\
         \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"ipAddress\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_2\"\"}\"\n\
         2022-01-31 10:00:00,192.0.2.1,Very satisfied,Car,\n2022-01-31 11:00:00,192.0.2.2,Very dissatisfied,,Bike\n2022-02-01 11:00:00,192.0.2.3,Somewhat satisfied,Car,Bike\n",
    );
    assert_eq!(guess.file.header_rows, 3);
    assert_eq!(
        roles(&guess)[..3],
        [
            "StartDate date",
            "IPAddress setaside",
            "Q1 ordered: Very satisfied | Somewhat satisfied | Very dissatisfied"
        ]
    );
    assert_eq!(guess.columns[2].label, "How satisfied are you?");
    assert_eq!(multiples(&guess), ["Q2: Car 2, Bike 2 of 3"]);
    assert_eq!(guess.multiples[0].label, "Which do you own?");
    let text = String::from_utf8(guess.responses.unwrap()).unwrap();
    assert!(
        text.contains("2022-01-31,Very satisfied,Car,\n") && !text.contains("192.0.2"),
        "{text}"
    );
}

#[test]
fn google_forms_joined_boxes_are_read() {
    let guess = guess(
        "タイムスタンプ,使っている機器をすべて選んでください,対策の状況 [パソコン],対策の状況 [複合機],メールアドレス\n\
         2022/01/31 9:05:12,\"パソコン, スマホ\",十分,不十分,a@example.com\n\
         2022/01/31 9:06:12,スマホ,不十分,不十分,b@example.com\n\
         2022/02/01 9:05:12,\"パソコン, スマホ, 複合機\",十分,十分,c@example.com\n\
         2022/02/01 9:07:12,パソコン,どちらともいえない,十分,d@example.com\n",
    );
    assert_eq!(
        multiples(&guess),
        ["使っている機器をすべて選んでください: パソコン 3, スマホ 3, 複合機 1 of 4"]
    );
    assert_eq!(guess.columns[2].label, "対策の状況 [パソコン]");
    assert_eq!(guess.columns[4].role, ColumnRole::SetAside);
    assert_eq!(guess.columns[0].kind, AnswerKind::Date);
}

#[test]
fn lime_surveys_codes_are_read() {
    let guess = guess(
        "id,submitdate,lastpage,startlanguage,Q1,Q2[SQ001],Q2[SQ002],Q2[other]\n\
         1,2022-01-31 10:00:00,3,ja,A1,Y,,\n2,2022-01-31 11:00:00,3,ja,A2,,Y,\n3,2022-02-01 10:00:00,3,ja,A1,Y,Y,radio\n\
         4,2022-02-01 10:00:00,3,ja,A1,,,\n5,2022-02-01 10:00:00,3,ja,A1,Y,,\n6,2022-02-01 10:00:00,3,ja,A2,Y,,\n",
    );
    assert_eq!(guess.columns[0].role, ColumnRole::Id);
    assert_eq!(multiples(&guess)[0], "Q2: SQ001 4, SQ002 2 of 5");
    assert_eq!(guess.multiples[0].columns[..2], [6, 7]);
    assert_eq!(roles(&guess)[4], "Q1 single: A1 | A2");
}

#[test]
fn ticks_and_the_lack_of_them_make_a_multiple_choice() {
    let guess = guess("m_1,m_2,m_3,q\n1,0,0,a\n0,0,0,b\n1,1,0,a\n,,,b\n0,0,0,a\n");
    assert_eq!(multiples(&guess), ["m: m_1 2, m_2 1, m_3 0 of 2"]);
    assert!(!guess.file.rewritten);
    let survey = open(
        &guess,
        b"m_1,m_2,m_3,q\n1,0,0,a\n0,0,0,b\n1,1,0,a\n,,,b\n0,0,0,a\n",
    )
    .unwrap();
    let question = survey.study().responses.question("m").unwrap();
    // Who ticked nothing has answered; whose cells are blank was not asked, or did not answer.
    assert_eq!((question.answered.count(), question.asked.count()), (4, 4));
    // A mark and nothing else: nothing ticked may be no answer, which is asked.
    let guess = self::guess("Q5（テレビ）,Q5（新聞）,x\n○,,a\n,○,b\n,,a\n○,○,b\n");
    assert_eq!(multiples(&guess), ["Q5: テレビ 2, 新聞 2 of 3"]);
    assert_eq!(guess.multiples[0].confidence, Confidence::Asked);
}

#[test]
fn a_plain_file_stays_the_file_that_it_is() {
    let guess = guess("sex,age\nF,18-29\nM,30-44\nF,18-29\nM,60+\n");
    assert_eq!((guess.file.rewritten, guess.path()), (false, "file.csv"));
    assert!(guess.descriptor.contains("\"path\": \"file.csv\""));
}

#[test]
fn other_delimiters_and_short_rows_are_read() {
    let semicolons = guess("a;b;c\nx;1,5;y\nx;2,5;n\n");
    assert_eq!(
        (semicolons.file.columns, semicolons.file.rewritten),
        (3, true)
    );
    let tabs = guess("a\tb\nx\ty, z\nx\tw\n");
    assert_eq!(tabs.file.columns, 2);
    let short = guess("a,b,c\nx,y\nx,y,z\n");
    assert_eq!(short.columns[2].answered, 1);
    let error = infer("f.csv", b"a,b\n1,2,3\n", &Corrections::default()).unwrap_err();
    assert_eq!((error.code(), error.place().row), ("ragged_row", Some(2)));
}

#[test]
fn a_design_opens_with_nested_and_lonely_clusters() {
    let guess = guess("stratum,psu,weight,q\nA,1,1.5,x\nA,2,1.5,y\nB,1,2.5,x\nB,1,2.5,y\n");
    assert!(guess.descriptor.contains("\"nested\": true"));
    assert!(guess.descriptor.contains("\"lonelyPsu\": \"adjust\""));
}

const FILE: &str = "Q1,Q2,when,x_1,x_2,note\n\
    2,a,1/2/2022,Yes,No,long words that nobody else has written here\n\
    1,b,2/3/2022,No,No,other words of a length that no list of choices has\n\
    2,a,3/4/2022,Yes,Yes,and once more something that is told in many words\n";

#[test]
fn corrections_take_the_place_of_guesses() {
    let guess = guess_with(
        FILE,
        r#"{"title": "News", "language": "en", "columns": {
            "1": {"kind": "ordered", "label": "Trust", "categories": [{"value": "2", "label": "High"}, {"value": "1", "label": "Low"}, {"value": "3", "label": "None"}]},
            "2": {"missing": [{"value": "b", "kind": "notAsked"}]},
            "3": {"role": "question", "kind": "date", "dateOrder": "dmy", "name": "day"},
            "4": {"role": "question"},
            "6": {"role": "question", "kind": "text"}}}"#,
    );
    assert_eq!(
        roles(&guess),
        [
            "Q1 ordered: 2 | 1 | 3",
            "Q2 single: a; none: b",
            "day date",
            "x_1 single: Yes | No",
            "x_2 single: Yes | No ?",
            "q5 text"
        ]
        .map(|line| line.replace("q5", &guess.columns[5].name))
    );
    assert!(guess.multiples.is_empty());
    assert!(guess.descriptor.contains("\"title\": \"News\""));
    let text = String::from_utf8(guess.responses.unwrap()).unwrap();
    assert!(text.contains("2,a,2022-02-01,Yes"), "{text}");
}

#[test]
fn columns_can_be_brought_together_and_parted() {
    let file = "tv,web,q\n1,0,a\n0,1,b\n1,1,a\n0,0,b\n";
    let guess = guess_with(
        file,
        r#"{"columns": {"1": {"role": "option", "multiple": "media"}, "2": {"role": "option", "multiple": "media"}},
            "multiples": {"media": {"label": "Media", "blank": "none"}}}"#,
    );
    assert_eq!(multiples(&guess), ["media: tv 2, web 2 of 3"]);
    assert_eq!(guess.multiples[0].label, "Media");
    let again = guess_with(file, "{}");
    assert!(again.multiples.is_empty());
    // Of a question over several columns an option keeps its own part of the header.
    let spread = "Where?,,q\nTV,Web,Response\nTV,Web,a\n,Web,b\nTV,,a\n";
    let guess = guess_with(
        spread,
        r#"{"columns": {"1": {"role": "option", "multiple": "m"}, "2": {"role": "option", "multiple": "m", "label": "Net"}}}"#,
    );
    assert_eq!(multiples(&guess), ["m: TV 2, Net 2 of 3"]);
}

#[test]
fn the_same_file_and_corrections_give_the_same_guess() {
    assert_eq!(guess(FILE).json(), guess(FILE).json());
}

#[test]
fn a_name_that_is_given_twice_is_refused() {
    let corrections = r#"{"columns": {"1": {"name": "x"}, "2": {"name": "x"}}}"#;
    let corrections: Corrections = chosa::data::parse_json(corrections, "c").unwrap();
    let error = infer("f.csv", FILE.as_bytes(), &corrections).unwrap_err();
    assert_eq!(error.code(), "duplicate_name");
}

#[test]
fn hostile_files_give_a_code_or_an_honest_guess() {
    let code = |bytes: &[u8]| {
        infer("f.csv", bytes, &Corrections::default())
            .unwrap_err()
            .code()
    };
    assert_eq!(code(b""), "empty_file");
    assert_eq!(code(b" \n\n"), "empty_file");
    assert_eq!(code(b"<!DOCTYPE html><p>x"), "web_page");
    assert_eq!(code(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "not_utf8");
    assert_eq!(code(b"a,b\n"), "no_rows");
    // Of one respondent there is a guess, and no figure.
    let one_row = infer("f.csv", b"name,q1,q2\nx,yes,3\n", &Corrections::default()).unwrap();
    assert_eq!(one_row.file.rows, 1);
    assert_eq!(open(&one_row, b"").unwrap_err().code(), "lonely_psu");
    let header: Vec<String> = (0..2_000).map(|at| format!("c{at}")).collect();
    let cells = vec!["1"; 2_000].join(",");
    let wide = guess(&format!("{}\n{cells}\n{cells}\n", header.join(",")));
    assert_eq!(wide.file.columns, 2_000);
    let marks = guess("\u{202e}edoc,b\n<script>alert(1)</script>,x\n<b>,y\n<b>,x\n");
    assert!(!marks.columns[0].label.contains('\u{202e}'));
    let twice = guess("a,a,,\nx,y,z,w\nx,y,z,w\n");
    let names: Vec<&str> = twice
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(names[0], "a");
    assert!(
        (1..4).all(|at| !names[..at].contains(&names[at])),
        "{names:?}"
    );
}

/// The real files, where they are at hand.
fn shared(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var("CHOSA_SHARED_DATA").map_or(folder, Into::into);
    let Ok(bytes) = std::fs::read(folder.join(name)) else {
        eprintln!("skipped: {name} is not at hand (CHOSA_SHARED_DATA names the folder)");
        return None;
    };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[test]
fn the_star_wars_file_opens_with_its_true_bases() {
    let Some(file) = shared("star-wars-survey/StarWars.csv") else {
        return;
    };
    let guess = guess(&file);
    assert_eq!((guess.file.rows, guess.file.header_rows), (1186, 2));
    let films = &guess.multiples[0];
    let counts: Vec<usize> = films.options.iter().map(|option| option.count).collect();
    assert_eq!(
        (counts, films.answered),
        (vec![673, 571, 550, 607, 758, 738], 835)
    );
    let column = |name: &str| {
        guess
            .columns
            .iter()
            .find(|column| column.label == name)
            .unwrap()
    };
    assert_eq!(told(column("Gender")), "single: Female | Male");
    assert_eq!(column("Gender").answered, 1046);
    assert_eq!(told(column("Age")), "ordered: 18-29 | 30-44 | 45-60 | > 60");
    assert_eq!(
        told(column("Household Income")),
        "ordered: $0 - $24,999 | $25,000 - $49,999 | $50,000 - $99,999 | $100,000 - $149,999 | $150,000+"
    );
    let survey = open(&guess, file.as_bytes()).unwrap();
    let request =
        chosa::data::parse_json(r#"{"rows": "q4", "columns": "Gender"}"#, "request").unwrap();
    let table = survey.tabulate(&request).unwrap();
    // Of those who ticked a film and told their gender: counted by an independent script.
    let first: Vec<Option<usize>> = table.groups[0].rows[0]
        .cells
        .iter()
        .map(|cell| cell.n)
        .collect();
    let bases: Vec<usize> = table.groups[0].rows[0]
        .cells
        .iter()
        .map(|cell| cell.base_n)
        .collect();
    assert_eq!(
        (first, bases),
        (
            vec![Some(673), Some(STAR[0]), Some(STAR[1])],
            vec![835, STAR[2], STAR[3]]
        )
    );
}

/// Women and men who have seen the first film, and who have seen any.
const STAR: [usize; 4] = [298, 361, 397, 422];

#[test]
fn the_steak_file_opens() {
    let Some(file) = shared("steak-survey/steak-risk-survey.csv") else {
        return;
    };
    let guess = guess(&file);
    assert_eq!((guess.file.rows, guess.columns.len()), (550, 15));
    let steak = guess
        .columns
        .iter()
        .find(|column| column.label.starts_with("How do you like"))
        .unwrap();
    assert_eq!(
        told(steak),
        "ordered: Rare | Medium rare | Medium | Medium Well | Well"
    );
    assert!(
        guess.columns[1]
            .label
            .starts_with("Consider the following hypothetical situations: In Lottery A")
    );
}

fn scrap() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        ",",
        ",",
        ",",
        "\n",
        "\n",
        ";",
        "\t",
        "\"",
        "a",
        "1",
        "99",
        "yes",
        "no",
        "",
        " ",
        "あ",
        "無回答",
        "2022-01-31",
        "1/2/2022",
        "weight",
        "stratum",
        "psu",
        "id",
        "Q1_1",
        "Q1_2",
        "Response",
        "18-29",
        "> 60",
        "{\"ImportId\":1}",
        "0.5",
        "TV, Web",
        "a@b.c",
        "\u{202e}",
        "\r\n",
        "そう思う",
        "=1+1",
        "N/A",
        "q [x]",
        "-1",
    ]);
    prop::collection::vec(marks, 0..60).prop_map(|marks| marks.concat())
}

/// A guess that the engine doesn't open must be of one respondent, or one whose columns are all set
/// aside.
fn opens_or_errs(bytes: &[u8], corrections: &Corrections) -> Result<(), String> {
    let Ok(guess) = infer("f.csv", bytes, corrections) else {
        return Ok(());
    };
    let is_empty = guess
        .columns
        .iter()
        .all(|column| column.role == ColumnRole::SetAside);
    match open(&guess, bytes) {
        Ok(survey) => {
            let respondents = survey.describe(None).respondents;
            let is_same = respondents == guess.file.rows || is_empty;
            is_same
                .then_some(())
                .ok_or(format!("{respondents} respondents of {}", guess.file.rows))
        }
        Err(error) if error.code() == "lonely_psu" && guess.file.rows == 1 => Ok(()),
        Err(error) => is_empty.then_some(()).ok_or(format!(
            "{error} {:?}\n{}",
            error.place(),
            guess.descriptor
        )),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn any_scraps_give_a_guess_that_opens_or_a_code(text in scrap()) {
        let opened = opens_or_errs(text.as_bytes(), &Corrections::default());
        prop_assert!(opened.is_ok(), "{:?}: {}", text, opened.unwrap_err());
    }

    #[test]
    fn any_bytes_give_a_guess_that_opens_or_a_code(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let opened = opens_or_errs(&bytes, &Corrections::default());
        prop_assert!(opened.is_ok(), "{:?}: {}", bytes, opened.unwrap_err());
    }
}
