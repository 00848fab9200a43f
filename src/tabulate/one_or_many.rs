//! A name or a list of names, as requests may give them.

use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(untagged)]
#[serde(expecting = "a question's name or a list of names")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// Reads `"a"` as `["a"]`.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<String>, D::Error> {
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(name) => vec![name],
        OneOrMany::Many(names) => names,
    })
}
