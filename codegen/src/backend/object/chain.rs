//! Conditions with many parts.

/// Parts that stand beside each other without brackets.
pub(crate) const LONGEST: usize = 64;

/// Whether all of these hold.
///
/// Compilers nest a chain as deep as it is long, and run out of stack. Of many parts, groups stand in brackets.
pub(crate) fn all(tests: Vec<String>) -> String {
    if tests.len() <= LONGEST {
        return tests.join(" && ");
    }
    all(tests.chunks(LONGEST).map(|group| format!("({})", group.join(" && "))).collect())
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn many_tests_are_grouped() {
        assert_eq!(all(vec!["a".to_owned(), "b".to_owned()]), "a && b");
        let text = all(vec!["a".to_owned(); 65]);
        assert_eq!(text, format!("({}) && (a)", ["a"; 64].join(" && ")));
    }
}
