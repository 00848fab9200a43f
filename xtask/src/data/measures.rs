//! The multiple choice that every package of hospitals asks: which measures are taken.

use super::hospital::Hospital;
use super::quota::{Tilt, answers, quota};
use super::random::Random;
use super::responses::Responses;

/// The column of each measure but the first, and the share of hospitals taking it, in thousandths.
const SHARES: [(&str, usize, Tilt); 6] = [
    ("measure_policy", 580, Tilt::Rising),
    ("measure_training", 440, Tilt::Rising),
    ("measure_segments", 510, Tilt::Rising),
    ("measure_mfa", 130, Tilt::Rising),
    ("measure_logs", 270, Tilt::Rising),
    ("measure_drill", 90, Tilt::Rising),
];

/// Adds the columns; 3% leave the whole question open.
pub(super) fn put(random: &mut Random, hospitals: &[Hospital], rows: &mut Responses) {
    let everyone = vec![true; hospitals.len()];
    let share = |permille: usize| hospitals.len() * permille / 1000;
    let open = answers(
        random,
        hospitals,
        &everyone,
        &[quota("open", share(30), Tilt::Level)],
        "answered",
    );
    let answered: Vec<bool> = open.iter().map(|cell| cell == "answered").collect();
    let mut some = vec![false; hospitals.len()];
    for (name, permille, tilt) in SHARES {
        let ticks = answers(
            random,
            hospitals,
            &answered,
            &[quota("1", share(permille), tilt)],
            "0",
        );
        some.iter_mut()
            .zip(&ticks)
            .for_each(|(some, tick)| *some |= tick == "1");
        rows.put(name, ticks);
    }
    // Who ticks nothing else ticks this: a questionnaire with no tick counts as not answered.
    let mut antivirus = answers(
        random,
        hospitals,
        &answered,
        &[quota("0", share(60), Tilt::Falling)],
        "1",
    );
    for (tick, some) in antivirus.iter_mut().zip(some) {
        if tick == "0" && !some {
            "1".clone_into(tick);
        }
    }
    rows.put("measure_antivirus", antivirus);
}
