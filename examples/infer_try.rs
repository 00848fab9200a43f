fn main() {
    let path = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let bytes = String::from_utf8_lossy(&bytes).into_owned().into_bytes();
    let corrections = std::env::args()
        .nth(2)
        .map(|t| chosa::data::parse_json(&t, "c").unwrap())
        .unwrap_or_default();
    let guess = chosa::infer::infer("file.csv", &bytes, &corrections).unwrap();
    println!(
        "{:?} rows {} header {} rewritten {}",
        guess.file.source, guess.file.rows, guess.file.header_rows, guess.file.rewritten
    );
    for c in &guess.columns {
        println!(
            "{:3} {:12} {:?}/{:?} {:?} n={} d={:?} m={:?}  {} | {}",
            c.place,
            c.name,
            c.role,
            c.kind,
            c.confidence,
            c.answered,
            c.distinct,
            c.missing
                .iter()
                .map(|m| format!("{}={}", m.value, m.count))
                .collect::<Vec<_>>(),
            c.label.chars().take(60).collect::<String>(),
            c.reason.en
        );
        if !c.categories.is_empty() {
            println!(
                "       {:?}",
                c.categories
                    .iter()
                    .map(|c| format!("{}={}", c.value, c.count))
                    .collect::<Vec<_>>()
            );
        }
        if let Some(a) = &c.ask {
            println!("       ASK {}", a.en);
        }
    }
    for m in &guess.multiples {
        println!("{:?}", m);
    }
    if std::env::args().nth(3).is_some() {
        println!("{}", guess.descriptor);
    }
    let own = guess.responses.clone().unwrap_or(bytes);
    let s = chosa::Survey::open(&guess.descriptor, &[(guess.path(), &own)]);
    match s {
        Ok(s) => println!("opens: {} questions", s.describe(None).questions.len()),
        Err(e) => println!("FAILS {e} {:?}", e.place()),
    }
}
