//! Long lines of C broken into several.

/// The longest line that is left as it is.
const WIDTH: usize = 118;

/// Writes a line of C, broken where it is too long and there is a place to.
pub(super) fn wrap(line: &str, out: &mut String) {
    let code = line.trim_start();
    let indent = line.len() - code.len();
    let is_comment = code.starts_with("/*") || code.starts_with("* ");
    if line.len() <= WIDTH || is_comment {
        out.push_str(line);
    } else if let Some(rest) = code.strip_prefix("#define ") {
        let (name, value) = rest.split_once(' ').unwrap_or((rest, ""));
        out.push_str(&format!("#define {name} \\\n    {value}"));
    } else {
        // What follows a condition stands one step further in than the block behind it.
        let deeper = if code.ends_with('{') && code.starts_with("if ") { 8 } else { 4 };
        let next = " ".repeat(indent + deeper);
        let mut rest = line.to_owned();
        while rest.len() > WIDTH {
            let start = rest.len() - rest.trim_start().len();
            let Some(at) = best_break(&rest, start) else { break };
            out.push_str(rest[..at].trim_end());
            out.push('\n');
            rest = format!("{next}{}", rest[at..].trim_start());
        }
        out.push_str(&rest);
    }
    out.push('\n');
}

/// What a break is worth less for: the innermost parentheses it stands in come first, then what it divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    is_poor: bool,
    depth: i32,
    operator: usize,
}

/// Operators that start a line, those that bind least first.
const OPERATORS: [&str; 14] =
    [" ? ", " : ", " || ", " && ", " | ", " == ", " != ", " < ", " > ", " <= ", " >= ", " << ", " + ", " - "];

/// What a break between two words costs that belong together: more than any operator.
const WORDS: usize = 99;

/// The last place of those that cost least and leave a line that fits; the first of all where none does.
fn best_break(line: &str, start: usize) -> Option<usize> {
    let places = places(line, start);
    let fitting = places.iter().filter(|(at, _)| line[..*at].trim_end().len() <= WIDTH);
    let least = fitting.clone().map(|(_, cost)| *cost).min();
    match least {
        Some(least) => fitting.filter(|(_, cost)| *cost == least).map(|(at, _)| *at).next_back(),
        None => places.first().map(|(at, _)| *at),
    }
}

/// Every place between two tokens where a line may end.
fn places(line: &str, start: usize) -> Vec<(usize, Cost)> {
    let mut places = Vec::new();
    let mut open: Vec<bool> = Vec::new();
    let mut depth = 0;
    let (mut quoted, mut escaped) = (None, false);
    for (at, c) in line.char_indices().skip_while(|(at, _)| *at < start) {
        if let Some(quote) = quoted {
            if c == quote && !escaped {
                quoted = None;
            }
            escaped = c == '\\' && !escaped;
            continue;
        }
        let after = &line[at..];
        // The type and the field of `offsetof` and the like stay together where they can.
        let mut poor = open.last() == Some(&true);
        let found = match c {
            '"' | '\'' => {
                quoted = Some(c);
                None
            }
            '(' => {
                let keeps = ["offsetof", "RBGEN_SIZEOF", "RBGEN_END", "sizeof"];
                let keeps = keeps.iter().any(|name| line[..at].ends_with(name));
                open.push(keeps);
                poor = true;
                (!keeps).then_some((at + 1, 1))
            }
            ')' => {
                open.pop();
                depth -= 1;
                None
            }
            ',' if after.starts_with(", ") => Some((at + 1, 0)),
            ' ' if after.starts_with(" = ") => {
                poor = true;
                Some((at + 2, 0))
            }
            ' ' => {
                let operator = OPERATORS.iter().position(|o| after.starts_with(o));
                poor |= operator.is_none();
                Some((at, operator.map_or(WORDS, |o| o + 1)))
            }
            _ => None,
        };
        places.extend(found.map(|(at, operator)| (at, Cost { is_poor: poor, depth, operator })));
        depth += i32::from(c == '(');
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, wrap};

    fn wrapped(line: &str) -> String {
        let mut out = String::new();
        wrap(line, &mut out);
        out
    }

    #[test]
    fn lines_break_where_their_parts_meet() {
        let a = "a".repeat(60);
        let b = "b".repeat(60);
        for (line, expected) in [
            (format!("    call({a}, {b});"), format!("    call({a},\n        {b});\n")),
            (format!("    if ({a} && {b}) {{"), format!("    if ({a}\n            && {b}) {{\n")),
            (format!("x = f({a}, g(1, 2)) + f({b}, 3);"), format!("x = f({a}, g(1, 2))\n    + f({b}, 3);\n")),
            (format!("#define {a} {b}"), format!("#define {a} \\\n    {b}\n")),
            (format!("{a} = {b};"), format!("{a} =\n    {b};\n")),
            (format!("typedef {a} {b};"), format!("typedef {a}\n    {b};\n")),
            (format!("f(\"{a}, \\\", {b}\");"), format!("f(\n    \"{a}, \\\", {b}\");\n")),
            (format!("f(0, offsetof({a}, {b}));"), format!("f(0,\n    offsetof({a},\n    {b}));\n")),
        ] {
            assert_eq!(wrapped(&line), expected);
        }
    }

    #[test]
    fn what_fits_and_comments_stay() {
        let comment = format!(" * {}", "word ".repeat(40));
        for line in ["return a + b;", &"x".repeat(WIDTH), &comment] {
            assert_eq!(wrapped(line), format!("{line}\n"));
        }
    }
}
