//! Lays out Python source as `ruff format` does at 88 columns, so that formatting generated code changes nothing.
//!
//! The forms are those the generator writes: a statement is a prefix, one expression and a suffix, and only calls and
//! bracketed lists are ever broken. A broken list has a trailing comma, which the formatter keeps.

/// The formatter's line length.
const WIDTH: usize = 88;

/// An expression with the places where it may be broken.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    /// Never broken.
    Atom(String),
    /// `head(args)`
    Call(String, Vec<Expr>),
    /// A list, tuple, dictionary or set display with its brackets.
    Display(char, Vec<Expr>, char),
    /// `then if condition else otherwise`
    Choice(Box<Expr>, String, Box<Expr>),
    /// `prefix` and an expression: `name=value`, `"key": value`, `*args`.
    Prefixed(String, Box<Expr>),
    /// `[element for targets in source]`
    Each(Box<Expr>, Vec<String>, Box<Expr>),
}

impl Expr {
    /// A part that is never broken.
    pub(crate) fn atom(text: impl Into<String>) -> Expr {
        Expr::Atom(text.into())
    }

    /// A call.
    pub(crate) fn call<A: Into<Expr>>(head: impl Into<String>, args: impl IntoIterator<Item = A>) -> Expr {
        Expr::Call(head.into(), args.into_iter().map(Into::into).collect())
    }

    /// A tuple; one item keeps its comma.
    pub(crate) fn tuple<A: Into<Expr>>(items: impl IntoIterator<Item = A>) -> Expr {
        Expr::Display('(', items.into_iter().map(Into::into).collect(), ')')
    }

    /// A list.
    pub(crate) fn list<A: Into<Expr>>(items: impl IntoIterator<Item = A>) -> Expr {
        Expr::Display('[', items.into_iter().map(Into::into).collect(), ']')
    }

    /// A dictionary.
    pub(crate) fn dict(items: impl IntoIterator<Item = (String, Expr)>) -> Expr {
        let items = items.into_iter().map(|(key, value)| Expr::Prefixed(format!("{key}: "), Box::new(value)));
        Expr::Display('{', items.collect(), '}')
    }

    /// A keyword argument.
    pub(crate) fn named(name: &str, value: impl Into<Expr>) -> Expr {
        Expr::Prefixed(format!("{name}="), Box::new(value.into()))
    }

    /// A call, where the text is one of plain arguments; anything else is never broken.
    pub(crate) fn of(text: &str) -> Expr {
        match text.split_once('(') {
            Some((head, args))
                if args.ends_with(')')
                    && !args[..args.len() - 1].contains(['(', '[', '{', '"'])
                    && head.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.') =>
            {
                let args = args[..args.len() - 1].split(", ").filter(|arg| !arg.is_empty());
                Expr::call(head, args)
            }
            _ => Expr::atom(text),
        }
    }

    /// The expression on one line.
    pub(crate) fn flat(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// Writes the expression on one line.
    fn write(&self, out: &mut String) {
        match self {
            Expr::Atom(text) => out.push_str(text),
            Expr::Call(head, args) => {
                out.push_str(head);
                out.push('(');
                write_all(out, args);
                out.push(')');
            }
            Expr::Display(open, items, close) => {
                out.push(*open);
                write_all(out, items);
                if let ('(', [_]) = (open, items.as_slice()) {
                    out.push(',');
                }
                out.push(*close);
            }
            Expr::Prefixed(prefix, value) => {
                out.push_str(prefix);
                value.write(out);
            }
            Expr::Each(element, targets, source) => {
                out.push('[');
                element.write(out);
                out.push_str(" for ");
                out.push_str(&targets.join(", "));
                out.push_str(" in ");
                source.write(out);
                out.push(']');
            }
            Expr::Choice(then, condition, otherwise) => {
                then.write(out);
                out.push_str(" if ");
                out.push_str(condition);
                out.push_str(" else ");
                otherwise.write(out);
            }
        }
    }
}

impl From<&str> for Expr {
    fn from(text: &str) -> Expr {
        Expr::Atom(text.to_owned())
    }
}

impl From<String> for Expr {
    fn from(text: String) -> Expr {
        Expr::Atom(text)
    }
}

fn write_all(out: &mut String, items: &[Expr]) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        item.write(out);
    }
}

fn join(items: &[Expr]) -> String {
    let mut out = String::new();
    write_all(&mut out, items);
    out
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// Lines of Python, each statement laid out at the current depth.
#[derive(Debug, Default)]
pub(crate) struct Code {
    /// The lines, each with its end.
    text: String,
    depth: usize,
}

impl Code {
    /// Lines that start at a depth of `depth` levels.
    pub(crate) fn at(depth: usize) -> Code {
        Code { text: String::new(), depth }
    }

    /// The lines, without a final newline.
    pub(crate) fn text(&self) -> String {
        self.text.strip_suffix('\n').unwrap_or_default().to_owned()
    }

    /// Whether nothing was written.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether one of the lines is this one, at whatever depth.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.text.lines().any(|line| line.trim_start() == text)
    }

    /// How long the text is: it grows with each line.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The current depth.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// What follows is one level deeper.
    pub(crate) fn indent(&mut self) {
        self.depth += 1;
    }

    /// What follows is one level less deep.
    pub(crate) fn dedent(&mut self) {
        self.depth -= 1;
    }

    /// One line that is never broken; an empty one has no indentation.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref();
        if !text.is_empty() {
            self.pad();
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// The lines of another block, as they are.
    pub(crate) fn append(&mut self, other: Code) {
        self.text.push_str(&other.text);
    }

    /// A statement: a prefix such as `x = ` or `raise `, an expression, and a suffix such as `:`.
    pub(crate) fn statement(&mut self, prefix: &str, value: impl Into<Expr>, suffix: &str) {
        let value = value.into();
        let start = self.text.len();
        self.pad();
        let padded = self.text.len();
        self.text.push_str(prefix);
        value.write(&mut self.text);
        self.text.push_str(suffix);
        let room = WIDTH - self.depth * 4;
        if width(&self.text[padded..]) <= room {
            return self.text.push('\n');
        }
        let flat = self.text.split_off(padded);
        self.text.truncate(start);
        let splits = prefix.ends_with("= ") || prefix == "return ";
        match value {
            Expr::Atom(text) => {
                if splits && width(&text) + 4 <= room {
                    self.bracketed(prefix, Expr::Atom(text), suffix);
                } else {
                    self.line(flat);
                }
            }
            Expr::Call(head, args) if args.is_empty() => {
                if splits && width(&head) + 6 <= room {
                    self.bracketed(prefix, Expr::Call(head, args), suffix);
                } else {
                    self.line(flat);
                }
            }
            Expr::Call(head, args) => {
                if splits && width(prefix) + width(&head) + 1 > room {
                    return self.bracketed(prefix, Expr::Call(head, args), suffix);
                }
                self.line(format!("{prefix}{head}("));
                self.arguments(args);
                self.line(format!("){suffix}"));
            }
            Expr::Display(open, items, close) => {
                self.line(format!("{prefix}{open}"));
                self.indent();
                self.items(items);
                self.dedent();
                self.line(format!("{close}{suffix}"));
            }
            Expr::Choice(then, condition, otherwise) => {
                self.line(format!("{prefix}("));
                self.indent();
                let flat = format!("{} if {condition} else {}", then.flat(), otherwise.flat());
                if width(&flat) + self.depth * 4 <= WIDTH {
                    self.line(flat);
                } else {
                    self.statement("", *then, "");
                    self.line(format!("if {condition}"));
                    self.statement("else ", *otherwise, "");
                }
                self.dedent();
                self.line(format!("){suffix}"));
            }
            Expr::Each(element, targets, source) => {
                self.line(format!("{prefix}["));
                self.indent();
                let clause = format!("for {} in {}", targets.join(", "), source.flat());
                let flat = format!("{} {clause}", element.flat());
                if width(&flat) + self.depth * 4 <= WIDTH {
                    self.line(flat);
                } else {
                    self.statement("", *element, "");
                    if width(&clause) + self.depth * 4 <= WIDTH || targets.len() == 1 {
                        self.statement(&format!("for {} in ", targets.join(", ")), *source, "");
                    } else {
                        self.statement("for ", Expr::tuple(targets), &format!(" in {}", source.flat()));
                    }
                }
                self.dedent();
                self.line(format!("]{suffix}"));
            }
            Expr::Prefixed(more, value) => self.statement(&format!("{prefix}{more}"), *value, suffix),
        }
    }

    /// `target = value`
    pub(crate) fn assign(&mut self, target: &str, value: impl Into<Expr>) {
        self.statement(&format!("{target} = "), value, "");
    }

    /// The first line or lines of a function.
    pub(crate) fn def(&mut self, name: &str, params: &[String], returns: &str) {
        let flat = format!("def {name}({}) -> {returns}:", params.join(", "));
        if width(&flat) + self.depth * 4 <= WIDTH {
            return self.line(flat);
        }
        self.line(format!("def {name}("));
        self.indent();
        let body = params.join(", ");
        if width(&body) + self.depth * 4 <= WIDTH && params.len() > 1 {
            self.line(body);
        } else {
            for param in params {
                self.param(param);
            }
        }
        self.dedent();
        self.line(format!(") -> {returns}:"));
    }

    /// A parameter on a line of its own; a subscript in its annotation is broken where it doesn't fit.
    fn param(&mut self, param: &str) {
        let fits = width(param) + 1 + self.depth * 4 <= WIDTH;
        let (annotation, default) = param.split_once(" = ").unwrap_or((param, ""));
        match annotation.split_once('[') {
            Some((head, inner)) if !fits && annotation.ends_with(']') => {
                self.line(format!("{head}["));
                self.indent();
                self.annotation(&inner[..inner.len() - 1], "");
                self.dedent();
                let default = if default.is_empty() { String::new() } else { format!(" = {default}") };
                self.line(format!("]{default},"));
            }
            _ => self.line(format!("{param},")),
        }
    }

    /// A type on lines of its own, its subscripts broken where they don't fit.
    fn annotation(&mut self, text: &str, end: &str) {
        let fits = width(text) + width(end) + self.depth * 4 <= WIDTH;
        match text.strip_suffix(']').and_then(|text| text.split_once('[')) {
            Some((head, inner)) if !fits => {
                self.line(format!("{head}["));
                self.indent();
                let options = top_level(inner);
                let comma = if options.len() > 1 { "," } else { "" };
                for option in options {
                    self.annotation(option, comma);
                }
                self.dedent();
                self.line(format!("]{end}"));
            }
            _ => self.line(format!("{text}{end}")),
        }
    }

    /// A declared attribute.
    pub(crate) fn annotated(&mut self, name: &str, annotation: &str) {
        let flat = format!("{name}: {annotation}");
        if width(&flat) + self.depth * 4 <= WIDTH {
            return self.line(flat);
        }
        if annotation.contains('[') {
            self.annotation(&flat, "");
        } else {
            self.bracketed(&format!("{name}: "), Expr::atom(annotation), "");
        }
    }

    fn bracketed(&mut self, prefix: &str, value: Expr, suffix: &str) {
        self.line(format!("{prefix}("));
        self.indent();
        self.statement("", value, "");
        self.dedent();
        self.line(format!("){suffix}"));
    }

    fn arguments(&mut self, args: Vec<Expr>) {
        self.indent();
        let flat = join(&args);
        if width(&flat) + self.depth * 4 <= WIDTH {
            self.line(flat);
        } else if let [Expr::Call(..)] = args.as_slice() {
            args.into_iter().for_each(|only| self.statement("", only, ""));
        } else {
            self.items(args);
        }
        self.dedent();
    }

    fn items(&mut self, items: Vec<Expr>) {
        for item in items {
            self.statement("", item, ",");
        }
    }

    fn pad(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
    }
}

/// The parts between the commas of a text that are in no brackets.
fn top_level(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(text[start..at].trim_start());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim_start());
    parts
}

#[cfg(test)]
mod tests {
    use super::{Code, Expr};

    #[test]
    fn breaks_as_the_formatter_does() {
        let mut code = Code::at(2);
        code.assign("x", Expr::call("f", ["a", "b"]));
        code.assign("value", Expr::call("function", ["a".repeat(40), "b".repeat(30)]));
        code.assign("value", Expr::call("function", ["a".repeat(40), "b".repeat(50)]));
        code.assign("names", Expr::list(["a".repeat(40), "b".repeat(40)]));
        let (a, b) = ("a".repeat(40), "b".repeat(30));
        let want = format!(
            "        x = f(a, b)\n        value = function(\n            {a}, {b}\n        )\n        \
             value = function(\n            {a},\n            {},\n        )\n        \
             names = [\n            {a},\n            {},\n        ]",
            "b".repeat(50),
            "b".repeat(40)
        );
        assert_eq!(code.text(), want);
    }

    #[test]
    fn a_tuple_of_one_keeps_its_comma() {
        assert_eq!(Expr::tuple(["a"]).flat(), "(a,)");
    }
}
