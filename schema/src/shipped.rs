//! The schemas that ship with rbgen, for use as `rbgen:<name>`.

/// Name and text of each.
pub const ALL: [(&str, &str); 2] = [
    ("thumbnail", include_str!("../wire/thumbnail.toml")),
    ("zerobuffer", include_str!("../wire/zerobuffer.toml")),
];

/// What paths of shipped schemas start with.
pub const PREFIX: &str = "rbgen:";

/// The text of a path such as `rbgen:thumbnail`.
pub fn text(path: &str) -> Option<&'static str> {
    let name = path.strip_prefix(PREFIX)?;
    ALL.iter().find(|(n, _)| *n == name).map(|(_, text)| *text)
}
