//! Which files generated files follow from, in the syntax of Make.

use std::fmt::Write as _;

/// The text of a depfile: `outputs: inputs`, one name a line.
pub fn text(outputs: &[String], inputs: &[String]) -> String {
    let mut text = String::new();
    for (index, output) in outputs.iter().enumerate() {
        let end = if index + 1 == outputs.len() { ":" } else { " \\\n" };
        let _ = write!(text, "{}{end}", escape(output));
    }
    for input in inputs {
        let _ = write!(text, " \\\n  {}", escape(input));
    }
    text.push('\n');
    text
}

/// As GCC and Ninja write and read it: a backslash before a space, and the backslashes before that doubled.
fn escape(name: &str) -> String {
    let mut escaped = String::new();
    let mut backslashes = 0;
    for c in name.chars() {
        match c {
            ' ' | '\t' => {
                escaped.extend(std::iter::repeat_n('\\', backslashes + 1));
                escaped.push(c);
            }
            '#' => escaped.push_str("\\#"),
            '$' => escaped.push_str("$$"),
            c => escaped.push(c),
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_spaces_dollars_and_hashes_are_escaped() {
        let outputs = ["out/a b.py".to_owned(), "out/c#d.py".to_owned()];
        let inputs = ["x$y.toml".to_owned(), "C:\\my dir\\ z.toml".to_owned()];
        assert_eq!(
            text(&outputs, &inputs),
            "out/a\\ b.py \\\nout/c\\#d.py: \\\n  x$$y.toml \\\n  C:\\my\\ dir\\\\\\ z.toml\n"
        );
    }
}
