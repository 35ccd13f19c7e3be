//! Tokens with what laying them out needs: operators in one piece, the space before each, the width of each group on
//! one line, and what kind of braces a pair of braces is.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::fmt::Write;
use std::iter::Peekable;

/// All tokens of an expansion.
pub(super) struct Tree {
    /// The text of all tokens, one after the other.
    text: String,
    pub(super) nodes: Vec<Node>,
}

/// A token or a delimited group.
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Whether a space stands before it within a line.
    pub(super) space: bool,
    /// Characters on one line, without that space.
    pub(super) width: usize,
    /// Whether it takes more than one line wherever it stands.
    pub(super) tall: bool,
    /// Where its text is; empty for groups.
    text: (usize, usize),
}

pub(super) enum Kind {
    Ident,
    Literal,
    /// An operator or another sign. `binary` has an operand on each side.
    Punct {
        binary: bool,
    },
    /// A comma between the parts of a list, not one among generic arguments.
    Comma,
    Semicolon,
    /// `#[doc = "..."]` as a comment.
    Doc,
    Group(Group),
}

pub(super) struct Group {
    pub(super) delimiter: Delimiter,
    pub(super) holds: Holds,
    /// Whether a comma stands behind the last part where each has a line.
    pub(super) comma: bool,
    pub(super) nodes: Vec<Node>,
}

/// What is between delimiters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Statements or items: a block.
    Statements,
    /// The arms of a match.
    Arms,
    /// Fields or variants of a declaration.
    Declared,
    /// Arguments of a function or of a macro.
    Arguments,
    /// What an array is indexed with.
    Index,
    /// Parts of a struct literal, a pattern, a tuple or an array.
    Parts,
    /// An attribute.
    Attribute,
}

impl Node {
    pub(super) fn group(&self) -> Option<&Group> {
        match &self.kind {
            Kind::Group(group) => Some(group),
            _ => None,
        }
    }

    /// Braces that hold this.
    pub(super) fn holds(&self, what: Holds) -> bool {
        self.group().is_some_and(|g| g.holds == what)
    }
}

impl Tree {
    pub(super) fn new(tokens: TokenStream) -> Tree {
        let mut tree = Tree { text: String::new(), nodes: Vec::new() };
        tree.nodes = Reader::new(&mut tree.text).read(tokens);
        tree
    }

    pub(super) fn text(&self, node: &Node) -> &str {
        &self.text[node.text.0..node.text.1]
    }

    /// Whether a token is this keyword or sign.
    pub(super) fn is(&self, node: &Node, text: &str) -> bool {
        self.text(node) == text
    }
}

/// The width of nodes on one line; `None` if they take more lines.
pub(super) fn width(nodes: &[Node]) -> Option<usize> {
    let mut sum = 0;
    for (index, node) in nodes.iter().enumerate() {
        if node.tall {
            return None;
        }
        sum += node.width + usize::from(node.space && index > 0);
    }
    Some(sum)
}

/// What came before a token, as far as it tells what the token is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Start,
    /// Something that an operator can follow.
    Operand,
    /// `match`, `return`, `in` and the like.
    Keyword,
    /// An operator or a sign with nothing yet on its right.
    Sign,
}

/// Reads one level of tokens.
struct Reader<'t> {
    text: &'t mut String,
    nodes: Vec<Node>,
    before: Before,
    /// No space after the token before, whatever comes.
    tight: bool,
    /// Open angle brackets of generic arguments.
    angles: usize,
    /// Between the bars of a closure.
    closure: bool,
    /// What the next braces hold after a keyword.
    braces: Option<Holds>,
    /// The token before is the name of a function that is declared.
    declared: bool,
    within: Within,
}

/// What the tokens are part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Code,
    Attribute,
    Macro,
}

/// Whether a word has an operand, a type or a pattern behind it.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "break"
            | "const"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "type"
            | "unsafe"
            | "use"
            | "where"
            | "while"
    )
}

macro_rules! signs {
    ($($sign:literal)*) => {
        /// The sign that the text is, if it is one.
        fn sign_of(text: &str) -> Option<&'static str> {
            match text {
                $($sign => Some($sign),)*
                _ => None,
            }
        }
    };
}

signs! {
    "..=" "<<=" ">>=" "..." "::" "->" "=>" "==" "!=" "<=" ">=" "&&" "||" ".." "<<" ">>" "+=" "-=" "*=" "/=" "%=" "^=" "&=" "|="
    "#" "," ";" ":" "." "?" "<" ">" "|" "&" "*" "-" "!" "+" "/" "%" "^" "=" "@" "~" "$"
}

impl<'t> Reader<'t> {
    fn new(text: &'t mut String) -> Reader<'t> {
        Reader {
            text,
            nodes: Vec::new(),
            before: Before::Start,
            tight: true,
            angles: 0,
            closure: false,
            braces: None,
            declared: false,
            within: Within::Code,
        }
    }

    fn read(mut self, tokens: TokenStream) -> Vec<Node> {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => self.ident(&ident),
                TokenTree::Literal(literal) => {
                    let range = self.write(&literal);
                    let space = !self.tight;
                    self.push(Kind::Literal, range, space, Before::Operand);
                }
                TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                    let range = match tokens.next() {
                        Some(TokenTree::Ident(name)) => self.write(&format_args!("'{name}")),
                        _ => self.write(&"'"),
                    };
                    let space = !self.tight;
                    // a lifetime is no operand: `&'a [u8]`
                    self.push(Kind::Ident, range, space, Before::Keyword);
                }
                TokenTree::Punct(punct) => {
                    let sign = self.sign(punct, &mut tokens);
                    if sign == "#" {
                        self.attribute(&mut tokens);
                    } else {
                        self.punct(sign, &tokens.peek());
                    }
                }
                TokenTree::Group(group) => match group.delimiter() {
                    // what was substituted as a whole stands among its neighbours
                    Delimiter::None => {
                        let nodes = std::mem::take(&mut self.nodes);
                        let inner = Reader::new(self.text).read(group.stream());
                        self.nodes = nodes;
                        let space = !self.tight;
                        for (index, mut node) in inner.into_iter().enumerate() {
                            node.space |= index == 0 && space;
                            self.nodes.push(node);
                        }
                        self.after(Before::Operand);
                    }
                    delimiter => self.group(delimiter, group.stream()),
                },
            }
        }
        self.long_chains();
        self.nodes
    }

    /// Marks chains of calls that rustfmt breaks although they may fit.
    fn long_chains(&mut self) {
        const CHAIN_WIDTH: usize = 60;
        let breaks = |n: &Node| {
            matches!(n.kind, Kind::Comma | Kind::Semicolon | Kind::Doc | Kind::Punct { binary: true })
        };
        let mut start = 0;
        for end in 0..=self.nodes.len() {
            if self.nodes.get(end).is_some_and(|n| !breaks(n)) {
                continue;
            }
            let run = &self.nodes[start..end];
            // `let`, `return`, `&` and bars are not of the chain
            let prefix = run.iter().take_while(|n| {
                let text = &self.text[n.text.0..n.text.1];
                is_keyword(text) || matches!(text, "&" | "*" | "!" | "-")
            });
            let prefix = prefix.count();
            let indexed = run.iter().rposition(|n| n.holds(Holds::Index)).unwrap_or(0);
            let prefix = prefix.max(indexed);
            let chain = &run[prefix..];
            let dots: Vec<usize> =
                (0..chain.len()).filter(|i| &self.text[chain[*i].text.0..chain[*i].text.1] == ".").collect();
            // what follows a short name at the start of a line stays with it: `self.bytes`
            let first =
                prefix == 0 && (start == 0 || !matches!(self.nodes[start - 1].kind, Kind::Punct { .. }));
            let root = first
                && dots.first().and_then(|dot| width(&chain[..*dot])).is_some_and(|w| w <= super::INDENT);
            let links = dots.len() - usize::from(root && !dots.is_empty());
            if links > 1 && width(chain).is_some_and(|w| w > CHAIN_WIDTH) {
                let dot = start + prefix + dots[0];
                self.nodes[dot].tall = true;
            }
            start = end + 1;
        }
    }

    fn write(&mut self, what: &dyn std::fmt::Display) -> (usize, usize) {
        let start = self.text.len();
        let _ = write!(self.text, "{what}");
        (start, self.text.len())
    }

    fn push(&mut self, kind: Kind, text: (usize, usize), space: bool, now: Before) {
        let width = self.text[text.0..text.1].chars().count();
        let tall = matches!(kind, Kind::Doc);
        self.nodes.push(Node { kind, space, width, tall, text });
        self.after(now);
    }

    fn after(&mut self, now: Before) {
        self.before = now;
        self.tight = false;
    }

    fn last(&self) -> &str {
        self.nodes.last().map_or("", |n| &self.text[n.text.0..n.text.1])
    }

    fn ident(&mut self, ident: &proc_macro2::Ident) {
        let space = !self.tight;
        let range = self.write(ident);
        let text = &self.text[range.0..range.1];
        let keyword = is_keyword(text);
        match text {
            "match" => self.braces = Some(Holds::Arms),
            "if" | "while" | "loop" | "unsafe" | "else" | "impl" | "fn" | "mod" | "trait" => {
                self.braces = Some(Holds::Statements);
            }
            "for" if self.braces.is_none() => self.braces = Some(Holds::Statements),
            "struct" | "enum" => self.braces = Some(Holds::Declared),
            _ => {}
        }
        self.declared = self.last() == "fn";
        // a cast, not `<T as Trait>`
        let cast = text == "as" && self.angles == 0;
        let kind = if cast { Kind::Punct { binary: true } } else { Kind::Ident };
        self.push(kind, range, space, if keyword { Before::Keyword } else { Before::Operand });
    }

    /// The longest sign that starts here.
    fn sign(
        &self,
        first: proc_macro2::Punct,
        tokens: &mut Peekable<impl Iterator<Item = TokenTree>>,
    ) -> &'static str {
        let mut buffer = [0; 4];
        let mut sign = sign_of(first.as_char().encode_utf8(&mut buffer)).unwrap_or("");
        let mut joint = first.spacing() == Spacing::Joint;
        // brackets of generics stand alone: `Option<Vec<u8>>`, `size_of::<<T as Trait>::Bytes>()`
        if sign == ">" && self.angles > 0 || sign == "<" && self.opens_generics(None) {
            return sign;
        }
        while joint && sign.len() < 3 {
            let Some(TokenTree::Punct(next)) = tokens.peek() else { break };
            let mut longer = [b' '; 3];
            longer[..sign.len()].copy_from_slice(sign.as_bytes());
            longer[sign.len()] = next.as_char() as u8;
            let text = std::str::from_utf8(&longer[..=sign.len()]).ok();
            let Some(longer) = text.and_then(sign_of) else { break };
            joint = next.spacing() == Spacing::Joint;
            sign = longer;
            tokens.next();
        }
        sign
    }

    /// Whether `<` would open generic arguments here rather than compare.
    fn opens_generics(&self, next: Option<&TokenTree>) -> bool {
        if matches!(next, Some(TokenTree::Punct(p)) if p.as_char() == '\'') || self.before != Before::Operand
        {
            return true;
        }
        let name = self.last();
        let type_name = name.starts_with(|c: char| c.is_uppercase())
            && (name.len() == 1 || name.contains(|c: char| c.is_lowercase()));
        name == "::" || type_name || self.declared
    }

    fn punct(&mut self, sign: &str, next: &Option<&TokenTree>) {
        let range = self.write(&sign);
        let unary = self.before != Before::Operand;
        let spaced = !self.tight;
        let sign_kind = |binary| Kind::Punct { binary };
        match sign {
            "," if self.angles == 0 && !self.closure => {
                self.braces = None;
                self.push(Kind::Comma, range, false, Before::Sign);
            }
            "," => self.push(sign_kind(false), range, false, Before::Sign),
            ";" => {
                self.braces = None;
                self.push(Kind::Semicolon, range, false, Before::Start);
            }
            ":" => self.push(sign_kind(false), range, false, Before::Sign),
            // `?Sized`, and `value?`
            "?" if self.before == Before::Sign => {
                self.push(sign_kind(false), range, spaced, Before::Sign);
                self.tight = true;
            }
            "." | "?" => {
                let now = if sign == "?" { Before::Operand } else { Before::Sign };
                self.push(sign_kind(false), range, false, now);
                self.tight = sign == ".";
            }
            ".." | "..=" => {
                // `x.y`, `0..n`; but `[first, .., last]`
                self.push(sign_kind(false), range, spaced && unary, Before::Sign);
                self.tight = true;
            }
            "::" => {
                self.push(sign_kind(false), range, spaced && unary, Before::Sign);
                self.tight = true;
            }
            "<" if self.opens_generics(*next) => {
                self.angles += 1;
                let keyword = matches!(self.last(), "impl" | "for" | "fn");
                let path = unary && !keyword && self.last() != "::";
                self.push(sign_kind(false), range, spaced && path, Before::Sign);
                self.tight = true;
            }
            ">" if self.angles > 0 => {
                self.angles -= 1;
                self.push(sign_kind(false), range, false, Before::Operand);
            }
            "|" if self.closure => {
                self.closure = false;
                self.push(sign_kind(false), range, false, Before::Sign);
                self.braces = Some(Holds::Statements);
            }
            "|" | "||" if unary => {
                self.closure = sign == "|";
                self.push(sign_kind(false), range, spaced, Before::Sign);
                self.tight = self.closure;
                if !self.closure {
                    self.braces = Some(Holds::Statements);
                }
            }
            "!" if !unary => {
                // a macro
                self.push(sign_kind(false), range, false, Before::Operand);
                self.tight = true;
            }
            "&" | "&&" | "*" | "-" | "!" if unary => {
                self.push(sign_kind(false), range, spaced, Before::Sign);
                self.tight = sign != "!"
                    || !matches!(next, Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Brace);
            }
            _ => {
                if sign == "=>" {
                    self.braces = Some(Holds::Statements);
                }
                self.push(sign_kind(true), range, true, Before::Sign);
            }
        }
    }

    fn attribute(&mut self, tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) {
        let range = self.write(&"#");
        let space = !self.tight;
        self.push(Kind::Punct { binary: false }, range, space, Before::Sign);
        self.tight = true;
        if matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '!') {
            tokens.next();
            let range = self.write(&"!");
            self.push(Kind::Punct { binary: false }, range, false, Before::Sign);
            self.tight = true;
        }
        let Some(TokenTree::Group(group)) = tokens.peek() else { return };
        let stream = group.stream();
        let comment = doc_comment(&stream);
        tokens.next();
        match comment {
            Some(comment) => {
                self.nodes.pop();
                let range = self.write(&format_args!("///{comment}"));
                self.push(Kind::Doc, range, space, Before::Start);
            }
            None => {
                let outer = std::mem::replace(&mut self.within, Within::Attribute);
                self.group(Delimiter::Bracket, stream);
                self.within = outer;
                self.after(Before::Start);
            }
        }
    }

    fn group(&mut self, delimiter: Delimiter, stream: TokenStream) {
        let operand = self.before == Before::Operand;
        let in_macro = self.last() == "!" && operand;
        let visibility = delimiter == Delimiter::Parenthesis && matches!(self.last(), "pub" | "fn");
        let holds = match delimiter {
            Delimiter::Brace => {
                self.braces.take().unwrap_or(if operand && !in_macro || self.last() == "::" {
                    Holds::Parts
                } else {
                    Holds::Statements
                })
            }
            _ if self.within == Within::Attribute => Holds::Attribute,
            Delimiter::Parenthesis if operand => Holds::Arguments,
            Delimiter::Bracket if operand && !in_macro => Holds::Index,
            _ => Holds::Parts,
        };
        let space = !self.tight && !visibility && (!operand || delimiter == Delimiter::Brace);
        let within = if in_macro { Within::Macro } else { self.within };
        let mut nodes = Reader { within, ..Reader::new(self.text) }.read(stream);
        let commas = nodes.iter().filter(|n| matches!(n.kind, Kind::Comma)).count();
        let ends = matches!(nodes.last(), Some(Node { kind: Kind::Comma, .. }));
        let tuple = holds == Holds::Parts && delimiter == Delimiter::Parenthesis;
        let comma = if within == Within::Code {
            // It goes with a line break, but makes a tuple of one part.
            if ends && !(tuple && commas == 1) {
                nodes.pop();
            }
            // It would be wrong in `(value)`, `bytes[start]` and `[0; 4]`.
            let repeats = nodes.iter().any(|n| matches!(n.kind, Kind::Semicolon));
            !(tuple && commas == 0 || holds == Holds::Index || repeats)
        } else {
            // It may matter to a macro.
            ends
        };
        let inner = width(&nodes);
        let spaces = if delimiter == Delimiter::Brace && !nodes.is_empty() { 2 } else { 0 };
        // rustfmt's limits of what stands on one line
        let text = |n: &Node| &self.text[n.text.0..n.text.1];
        let alone = commas == 0
            && (matches!(nodes.first().map(text), Some("|" | "||" | "move"))
                || matches!(nodes[..], [Node { kind: Kind::Literal, .. }])
                || nodes.iter().any(|n| text(n) == "."));
        let limit = match (holds, delimiter) {
            (Holds::Arguments, _) if alone => usize::MAX,
            (Holds::Arms | Holds::Declared, _) => 0,
            (Holds::Arguments, _) => 60,
            (Holds::Parts, Delimiter::Brace) => 18,
            (Holds::Parts, Delimiter::Bracket) => 60,
            (Holds::Parts, _) if commas > 0 => 60,
            (Holds::Attribute, _) => 70,
            (Holds::Statements, _) => 40,
            _ => usize::MAX,
        };
        let statements =
            holds == Holds::Statements && nodes.iter().any(|n| matches!(n.kind, Kind::Semicolon));
        let tall = statements || inner.is_none_or(|w| w > limit);
        let width = inner.unwrap_or(0) + 2 + spaces;
        let kind = Kind::Group(Group { delimiter, holds, comma, nodes });
        self.nodes.push(Node { kind, space, width, tall, text: (0, 0) });
        // after the braces of a block a new statement begins
        let block = delimiter == Delimiter::Brace && holds != Holds::Parts;
        self.after(if block { Before::Start } else { Before::Operand });
    }
}

/// The text of `doc = "..."`, if it can be a comment.
fn doc_comment(attribute: &TokenStream) -> Option<String> {
    let mut tokens = attribute.clone().into_iter();
    let (first, _, literal) = (tokens.next()?, tokens.next()?, tokens.next()?);
    let TokenTree::Literal(literal) = literal else { return None };
    if !matches!(&first, TokenTree::Ident(name) if name == "doc") {
        return None;
    }
    let syn::Lit::Str(text) = syn::Lit::new(literal) else { return None };
    let text = text.value();
    (!text.contains(['\n', '\r']) && !text.starts_with('/')).then_some(text)
}
