//! Source text with braces: indentation, blocks, documentation lines, and long lines broken where their parts meet.
//!
//! A line is broken by looking at its brackets, commas and operators. Text in `"..."` and `'...'` is never looked into;
//! strings that can hold unescaped quotes (raw, verbatim, interpolated ones with quotes inside) must not be written
//! where a line could be too long.

/// Where the brace that opens a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Braces {
    /// At the end of the line before the block.
    Trailing,
    /// On a line of its own.
    OwnLine,
}

/// Where the bracket that ends a broken list stands, and the operator at which a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breaks {
    /// The bracket follows the last argument; an operator starts the next line.
    Leading,
    /// The bracket has a line of its own; an operator ends its line.
    Trailing,
}

/// How a language is laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Spaces of one block.
    pub(crate) indent: usize,
    /// Spaces that a broken line's rest is moved in by.
    pub(crate) continuation: usize,
    /// The longest line that is left as it is.
    pub(crate) width: usize,
    /// Where blocks open.
    pub(crate) braces: Braces,
    /// How lines are broken.
    pub(crate) breaks: Breaks,
    /// Whether a line is broken where its outermost parts meet: behind ` = `, else before each call of a chain.
    pub(crate) outermost_first: bool,
}

/// C# as its own formatters write it.
pub(crate) const CSHARP: Style = Style {
    indent: 4,
    continuation: 4,
    width: 120,
    braces: Braces::OwnLine,
    breaks: Breaks::Leading,
    outermost_first: false,
};

/// Java as google-java-format writes it.
pub(crate) const JAVA: Style = Style {
    indent: 2,
    continuation: 4,
    width: 100,
    braces: Braces::Trailing,
    breaks: Breaks::Leading,
    outermost_first: true,
};

/// Kotlin by its coding conventions.
pub(crate) const KOTLIN: Style = Style {
    indent: 4,
    continuation: 4,
    width: 120,
    braces: Braces::Trailing,
    breaks: Breaks::Trailing,
    outermost_first: false,
};

/// Lines of source.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    style: Style,
    depth: usize,
    text: String,
    /// Whether an empty line is due before the next one.
    gap: bool,
}

impl Code {
    /// No lines yet; the first is indented by `depth` blocks.
    pub(crate) fn at(style: Style, depth: usize) -> Code {
        Code { style, depth, text: String::new(), gap: false }
    }

    /// No lines yet, to be appended to this.
    pub(crate) fn inner(&self) -> Code {
        Code::at(self.style, self.depth)
    }

    /// Whether nothing was written.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Characters a line has room for.
    pub(crate) fn room(&self) -> usize {
        self.style.width.saturating_sub(self.depth * self.style.indent)
    }

    /// A line that is broken where it is too long. An empty one has no indentation.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        let indent = self.depth * self.style.indent;
        if fits(self.style, indent, line) {
            return self.verbatim(line);
        }
        self.fill_gap();
        let mut lines = Vec::new();
        break_up(self.style, indent, line, &mut lines);
        for (indent, line) in lines {
            self.text.extend(std::iter::repeat_n(' ', indent));
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    /// A line that is never broken.
    pub(crate) fn verbatim(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        self.fill_gap();
        if !line.is_empty() {
            self.text.extend(std::iter::repeat_n(' ', self.depth * self.style.indent));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// An empty line.
    pub(crate) fn blank(&mut self) {
        self.gap = false;
        self.text.push('\n');
    }

    /// An empty line if anything follows in this block, and anything came before.
    pub(crate) fn gap(&mut self) {
        self.gap = !self.text.is_empty() && !self.text.ends_with("{\n");
    }

    /// No empty line that was asked for by [`Code::gap`].
    pub(crate) fn no_gap(&mut self) {
        self.gap = false;
    }

    fn fill_gap(&mut self) {
        if std::mem::take(&mut self.gap) {
            self.text.push('\n');
        }
    }

    /// Opens a block: the line before it, and its brace.
    pub(crate) fn open(&mut self, head: impl AsRef<str>) {
        match self.style.braces {
            Braces::Trailing => self.line(format!("{} {{", head.as_ref())),
            Braces::OwnLine => {
                self.line(head);
                self.verbatim("{");
            }
        }
        self.depth += 1;
    }

    /// Closes the innermost block.
    pub(crate) fn close(&mut self) {
        self.close_with("");
    }

    /// Closes the innermost block; `end` follows the brace.
    pub(crate) fn close_with(&mut self, end: &str) {
        self.gap = false;
        self.depth = self.depth.saturating_sub(1);
        self.verbatim(format!("}}{end}"));
    }

    /// Closes the innermost block and opens one that belongs to it, as `else` does.
    pub(crate) fn next(&mut self, head: impl AsRef<str>) {
        self.gap = false;
        self.depth = self.depth.saturating_sub(1);
        match self.style.braces {
            Braces::Trailing => self.line(format!("}} {} {{", head.as_ref())),
            Braces::OwnLine => {
                self.verbatim("}");
                self.line(head);
                self.verbatim("{");
            }
        }
        self.depth += 1;
    }

    /// What follows stands one block further in, without a brace.
    pub(crate) fn indent(&mut self) {
        self.depth += 1;
    }

    /// The opposite of [`Code::indent`].
    pub(crate) fn dedent(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Lines made elsewhere, at their own depth.
    pub(crate) fn append(&mut self, other: &Code) {
        if other.text.is_empty() {
            return;
        }
        self.fill_gap();
        self.text.push_str(&other.text);
    }

    /// Lines of a block comment for documentation: `/**`, ` * ` before each line, ` */`. The text must be escaped.
    pub(crate) fn doc_block(&mut self, lines: &[String]) {
        match lines {
            [] => {}
            [one] if one.chars().count() + 7 <= self.room() => self.verbatim(format!("/** {one} */")),
            lines => {
                self.verbatim("/**");
                for line in lines {
                    self.verbatim(format!(" * {line}").trim_end());
                }
                self.verbatim(" */");
            }
        }
    }

    /// Lines with a comment sign before each, as in `/// text`. The text must be escaped.
    pub(crate) fn doc_lines(&mut self, sign: &str, lines: &[String]) {
        for line in lines {
            self.verbatim(format!("{sign} {line}").trim_end());
        }
    }

    /// All lines, the last one ended.
    pub(crate) fn text(self) -> String {
        self.text
    }
}

/// Words of a text in lines of at most `room` characters. Lines of the text that start with spaces keep them; what
/// follows an empty line starts a new one.
pub(crate) fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.replace('\t', "    ");
        let pad = line.len() - line.trim_start_matches(' ').len();
        let pad = if out.is_empty() { 0 } else { pad };
        let mut current = " ".repeat(pad);
        let mut length = pad;
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let word_length = word.chars().count();
            if length > pad && length + 1 + word_length > room {
                out.push(std::mem::replace(&mut current, " ".repeat(pad)));
                length = pad;
            }
            if length > pad {
                current.push(' ');
                length += 1;
            }
            current.push_str(word);
            length += word_length;
        }
        if length > pad {
            out.push(current);
        } else if !out.is_empty() {
            out.push(String::new());
        }
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

fn fits(style: Style, indent: usize, line: &str) -> bool {
    let room = style.width.saturating_sub(indent);
    line.len() <= room || line.chars().count() <= room
}

/// What a line can be broken at, outside all brackets and strings.
#[derive(Debug, Default)]
struct Parts {
    /// Bracketed runs that hold something: the places of the brackets.
    groups: Vec<(usize, usize)>,
    /// Operators: their place, the spaces around them included, their text and how loosely they bind.
    operators: Vec<(usize, &'static str, usize)>,
    /// Commas.
    commas: Vec<usize>,
    /// The first ` = `: where the text behind it starts.
    assignment: Option<usize>,
    /// The first ` => `, alike.
    arrow: Option<usize>,
}

/// Operators at which a line is broken, those that bind least first; equal numbers are broken together.
const OPERATORS: [(&str, usize); 9] = [
    (" ? ", 0),
    (" : ", 0),
    (" || ", 1),
    (" && ", 2),
    (" or ", 3),
    (" | ", 3),
    (" ^ ", 3),
    (" + ", 4),
    (" - ", 4),
];

fn parts(line: &str) -> Parts {
    let mut parts = Parts::default();
    let mut open: Vec<usize> = Vec::new();
    let mut quoted: Option<u8> = None;
    let mut escaped = false;
    // What stands between the angle brackets of a generic type is never looked at.
    let mut generic = 0;
    let bytes = line.as_bytes();
    for (at, byte) in bytes.iter().copied().enumerate() {
        if let Some(quote) = quoted {
            if byte == quote && !escaped {
                quoted = None;
            }
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        if at < generic {
            continue;
        }
        match byte {
            b'"' | b'\'' => quoted = Some(byte),
            b'<' => generic = generic_end(line, at).unwrap_or(0),
            b'(' | b'[' | b'{' => open.push(at),
            b')' | b']' | b'}' => {
                let start = open.pop().unwrap_or(at);
                if open.is_empty() && at > start + 1 {
                    parts.groups.push((start, at));
                }
            }
            b',' if open.is_empty() => parts.commas.push(at),
            b' ' if open.is_empty() => {
                let rest = &line[at..];
                if let Some((text, binding)) = OPERATORS.iter().find(|(text, _)| rest.starts_with(text)) {
                    parts.operators.push((at, text, *binding));
                } else if rest.starts_with(" = ") {
                    parts.assignment = parts.assignment.or(Some(at + 3));
                } else if rest.starts_with(" => ") {
                    parts.arrow = parts.arrow.or(Some(at + 4));
                }
            }
            _ => {}
        }
    }
    parts
}

/// Where type arguments that start at a `<` end, if they are type arguments.
fn generic_end(line: &str, start: usize) -> Option<usize> {
    let named = line[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let mut depth = 0usize;
    for (at, c) in line[start..].char_indices().filter(|_| named) {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            c if c.is_ascii_alphanumeric()
                || matches!(c, '_' | '.' | ',' | ' ' | '?' | '[' | ']' | '@' | ':' | '*') => {}
            // A tuple, or no type at all.
            '(' | ')' if depth > 0 => {}
            _ => return None,
        }
        if depth == 0 {
            return Some(start + at + 1);
        }
    }
    None
}

/// Breaks one line into several, each with its indentation.
fn break_up(style: Style, indent: usize, line: &str, out: &mut Vec<(usize, String)>) {
    let is_comment = line.starts_with("//") || line.starts_with("/*") || line.starts_with("* ");
    if fits(style, indent, line) || is_comment {
        out.push((indent, line.to_owned()));
        return;
    }
    let parts = parts(line);
    let inner = indent + style.continuation;
    if let Some(at) = parts.assignment.filter(|at| {
        style.breaks == Breaks::Trailing && line[..*at].ends_with("= ") && fits(style, inner, &line[*at..])
    }) {
        out.push((indent, line[..at].trim_end().to_owned()));
        return out.push((inner, line[at..].to_owned()));
    }
    // What is behind an arrow is broken by itself.
    let loosest = parts.operators.iter().map(|(.., binding)| *binding).min();
    if let Some(at) = parts.assignment.filter(|_| style.outermost_first && parts.arrow.is_none()) {
        out.push((indent, line[..at].trim_end().to_owned()));
        return break_up(style, inner, &line[at..], out);
    }
    if let Some(binding) = loosest.filter(|_| parts.arrow.is_none()) {
        let places = parts.operators.iter().filter(|(_, _, other)| *other == binding);
        return at_operators(style, indent, inner, line, places, out);
    }
    if let Some(at) = parts.arrow
        && fits(style, indent, line[..at].trim_end())
    {
        out.push((indent, line[..at].trim_end().to_owned()));
        return break_up(style, inner, &line[at..], out);
    }
    let calls = if style.outermost_first { calls(line) } else { Vec::new() };
    if !calls.is_empty() {
        let mut start = 0;
        for at in calls.into_iter().chain([line.len()]) {
            break_up(style, if start == 0 { indent } else { inner }, &line[start..at], out);
            start = at;
        }
        return;
    }
    // Of several groups the longest is where most room is to be had.
    if let Some((open, close)) = parts.groups.iter().max_by_key(|(open, close)| close - open).copied() {
        return at_group(style, indent, line, open, close, out);
    }
    match parts.assignment {
        Some(at) => {
            out.push((indent, line[..at].trim_end().to_owned()));
            break_up(style, inner, &line[at..], out);
        }
        None => out.push((indent, line.to_owned())),
    }
}

/// Where a call follows another one: the dots behind closing brackets, outside of all brackets and strings.
fn calls(line: &str) -> Vec<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_u32, None, false);
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (quoted, c) {
            (Some(quote), _) => {
                if c == quote && !escaped {
                    quoted = None;
                }
                escaped = c == '\\' && !escaped;
            }
            (None, '"' | '\'') => quoted = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, '.') if depth == 0 && before == ')' => found.push(at),
            _ => {}
        }
        before = c;
    }
    found
}

/// Breaks at each of some operators that bind alike.
fn at_operators<'p>(
    style: Style,
    indent: usize,
    inner: usize,
    line: &str,
    places: impl Iterator<Item = &'p (usize, &'static str, usize)>,
    out: &mut Vec<(usize, String)>,
) {
    let mut start = 0;
    let mut first = true;
    for at in places.map(|(at, text, _)| match style.breaks {
        Breaks::Leading => at + 1,
        Breaks::Trailing => at + text.len(),
    }) {
        break_up(style, if first { indent } else { inner }, line[start..at].trim_end(), out);
        start = at;
        first = false;
    }
    break_up(style, inner, &line[start..], out);
}

/// Breaks inside a pair of brackets: a line for each argument. Where the closing bracket needs no line of its own, what is
/// between the brackets stays on one line if it fits.
fn at_group(
    style: Style,
    indent: usize,
    line: &str,
    open: usize,
    close: usize,
    out: &mut Vec<(usize, String)>,
) {
    let inner = indent + style.continuation;
    let (head, content, tail) = (&line[..=open], line[open + 1..close].trim(), &line[close..]);
    let parts = parts(content);
    // A condition keeps its first part beside its bracket.
    if parts.commas.is_empty() && style.breaks == Breaks::Leading && !parts.operators.is_empty() {
        let whole = format!("{content}{tail}");
        if let Some(binding) = parts.operators.iter().map(|(_, _, binding)| *binding).min() {
            let mut lines: Vec<(usize, String)> = Vec::new();
            let places = parts.operators.iter().filter(|(_, _, other)| *other == binding);
            at_operators(style, inner, inner, &whole, places, &mut lines);
            if let Some(first) = lines.first_mut() {
                *first = (indent, format!("{head}{}", first.1));
            }
            out.extend(lines);
            return;
        }
    }
    out.push((indent, head.to_owned()));
    let mut pieces: Vec<String> = Vec::new();
    let mut start = 0;
    for at in &parts.commas {
        pieces.push(content[start..=*at].trim().to_owned());
        start = at + 1;
    }
    pieces.push(content[start..].trim().to_owned());
    if pieces.last().is_some_and(String::is_empty) {
        pieces.pop();
    }
    let own_line = style.breaks == Breaks::Trailing || line.as_bytes().get(open) == Some(&b'{');
    if let Some(last) = pieces.last_mut()
        && !own_line
    {
        last.push_str(tail);
    }
    let joined = pieces.join(" ");
    if style.breaks == Breaks::Leading && fits(style, inner, &joined) {
        out.push((inner, joined));
    } else {
        // Where each argument has a line, the last one has its comma too.
        let is_list = style.breaks == Breaks::Trailing && head.ends_with('(') && !parts.commas.is_empty();
        if let Some(last) = pieces.last_mut().filter(|last| is_list && !last.ends_with(',')) {
            last.push(',');
        }
        for piece in &pieces {
            break_up(style, inner, piece, out);
        }
    }
    if own_line {
        out.push((indent, tail.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::{CSHARP, Code, JAVA, KOTLIN, Style, wrap};

    fn written(style: Style, line: &str) -> String {
        let mut code = Code::at(style, 0);
        code.line(line);
        code.text()
    }

    #[test]
    fn calls_break_at_their_arguments() {
        let (a, b, c) = ("a".repeat(50), "b".repeat(50), "c".repeat(50));
        assert_eq!(
            written(CSHARP, &format!("f({a}, {b}, {c});")),
            format!("f(\n    {a},\n    {b},\n    {c});\n")
        );
        assert_eq!(
            written(KOTLIN, &format!("f({a}, {b}, {c})")),
            format!("f(\n    {a},\n    {b},\n    {c},\n)\n")
        );
        assert_eq!(
            written(JAVA, &format!("x = f({a}, {b});")),
            format!("x =\n    f(\n        {a},\n        {b});\n")
        );
    }

    #[test]
    fn conditions_break_at_their_operators() {
        let (a, b) = ("a".repeat(70), "b".repeat(70));
        assert_eq!(written(CSHARP, &format!("if ({a} && {b})")), format!("if ({a}\n    && {b})\n"));
        assert_eq!(written(KOTLIN, &format!("x = {a} && {b}")), format!("x = {a} &&\n    {b}\n"));
        assert_eq!(written(CSHARP, &format!("{a} = {b};")), format!("{a} =\n    {b};\n"));
        assert_eq!(written(CSHARP, &format!("f({a}) => {b}(1);")), format!("f({a}) =>\n    {b}(1);\n"));
        let types = format!("As<{a}, {b}>(x, y);");
        assert_eq!(written(CSHARP, &types), format!("As<{a}, {b}>(\n    x, y);\n"));
    }

    #[test]
    fn strings_and_comments_stay_whole() {
        let text = "x, ".repeat(60);
        assert_eq!(
            written(CSHARP, &format!("f(\"{text}\\\", (\");")),
            format!("f(\n    \"{text}\\\", (\");\n")
        );
        assert_eq!(written(CSHARP, &format!("// {text}.")), format!("// {text}.\n"));
    }

    #[test]
    fn blocks_open_by_the_habit_of_each_language() {
        let written = |style| {
            let mut code = Code::at(style, 1);
            code.open("if (a)");
            code.line("b();");
            code.next("else");
            code.close();
            code.text()
        };
        assert_eq!(written(JAVA), "  if (a) {\n    b();\n  } else {\n  }\n");
        assert_eq!(written(CSHARP), "    if (a)\n    {\n        b();\n    }\n    else\n    {\n    }\n");
    }

    #[test]
    fn documentation_is_wrapped_and_keeps_its_paragraphs() {
        assert_eq!(wrap("one two three\n\n  four", 8), ["one two", "three", "", "  four"]);
        let mut code = Code::at(JAVA, 0);
        code.doc_block(&["one".to_owned()]);
        code.doc_block(&["one".to_owned(), String::new(), "two".to_owned()]);
        assert_eq!(code.text(), "/** one */\n/**\n * one\n *\n * two\n */\n");
    }
}
