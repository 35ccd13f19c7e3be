//! Which licences a manifest can state.

/// Licences that packages are commonly under. A build fails on an identifier that SPDX doesn't know.
const LICENSES: &[&str] = &[
    "0BSD",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "EPL-2.0",
    "EUPL-1.2",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "ISC",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unlicense",
    "Zlib",
];

/// Whether a licence is an expression of such identifiers, which the manifest may state. The comment in each file
/// has whatever the schema says.
pub(crate) fn is_expression(text: &str) -> bool {
    let mut wants_license = true;
    for word in text.split(' ') {
        let known = if wants_license { LICENSES.contains(&word) } else { word == "AND" || word == "OR" };
        if !known {
            return false;
        }
        wants_license = !wants_license;
    }
    !wants_license
}

#[cfg(test)]
mod tests {
    use super::is_expression;

    #[test]
    fn only_expressions_that_build_are_stated() {
        assert!(is_expression("MIT") && is_expression("MIT OR Apache-2.0"));
        for text in ["", "Proprietary", "MIT OR", "MIT Apache-2.0", "(c) us", "MIT  OR ISC"] {
            assert!(!is_expression(text), "{text}");
        }
    }
}
