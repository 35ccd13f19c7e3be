//! What a run of nodes consists of: statements, operands, links of a chain, parts of a list, arms of a match.

use super::tree::{Group, Holds, Kind, Node, Tree, width};
use proc_macro2::Delimiter;

/// A statement, an item or a part of a list, with what is said about it.
pub(super) struct Statement<'n> {
    pub(super) attributes: &'n [Node],
    pub(super) code: &'n [Node],
}

/// An arm of a match.
pub(super) struct Arm<'n> {
    pub(super) attributes: &'n [Node],
    pub(super) pattern: &'n [Node],
    pub(super) body: &'n [Node],
}

impl Group {
    /// Whether these are the braces of a block, a match or a declaration.
    pub(super) fn is_block(&self) -> bool {
        self.delimiter == Delimiter::Brace
            && matches!(self.holds, Holds::Statements | Holds::Arms | Holds::Declared)
    }
}

impl Statement<'_> {
    fn keyword<'t>(&self, tree: &'t Tree) -> &'t str {
        let words = ["pub", "const", "unsafe", "crate"];
        let mut nodes = self.code.iter().filter(|n| n.group().is_none()).map(|n| tree.text(n)).peekable();
        while let Some(word) = nodes.next() {
            let declares = word != "const" && word != "unsafe"
                || matches!(nodes.peek(), Some(&("fn" | "unsafe" | "impl")));
            if !words.contains(&word) || !declares {
                return word;
            }
        }
        ""
    }

    /// Whether it declares something with a block.
    pub(super) fn is_item(&self, tree: &Tree) -> bool {
        matches!(self.keyword(tree), "fn" | "impl" | "struct" | "enum" | "mod" | "trait")
    }

    /// Whether it ends with a block rather than with a semicolon.
    pub(super) fn has_block(&self, tree: &Tree) -> bool {
        let blocks = self.code.iter().any(|n| n.group().is_some_and(Group::is_block));
        blocks && (self.is_item(tree) || starts_block(tree, self.code))
    }
}

/// Whether code starts with a condition, a loop, a match or a block.
pub(super) fn starts_block(tree: &Tree, nodes: &[Node]) -> bool {
    let Some(first) = nodes.first() else { return false };
    matches!(tree.text(first), "if" | "match" | "for" | "while" | "loop" | "unsafe" | "else")
        || first.group().is_some_and(|g| g.is_block())
}

/// Splits off attributes and comments.
pub(super) fn statement<'n>(tree: &Tree, nodes: &'n [Node]) -> Statement<'n> {
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        if matches!(node.kind, Kind::Doc) {
            at += 1;
        } else if tree.is(node, "#") {
            at += nodes[at..].iter().position(|n| n.group().is_some()).map_or(1, |i| i + 1);
        } else {
            break;
        }
    }
    let (attributes, code) = nodes.split_at(at);
    Statement { attributes, code }
}

/// The statements of a block or the items of a file.
pub(super) fn statements<'n>(tree: &Tree, nodes: &'n [Node]) -> Vec<Statement<'n>> {
    let mut found = Vec::new();
    let mut rest = nodes;
    while !rest.is_empty() {
        let whole = statement(tree, rest);
        let block = whole.is_item(tree) || starts_block(tree, whole.code);
        let end = whole.code.iter().enumerate().position(|(i, node)| {
            let next = whole.code.get(i + 1).map_or("", |n| tree.text(n));
            matches!(node.kind, Kind::Semicolon)
                || block && node.group().is_some_and(Group::is_block) && !matches!(next, "else" | "." | "?")
        });
        let length = whole.attributes.len() + end.map_or(whole.code.len(), |i| i + 1);
        let (own, after) = rest.split_at(length);
        found.push(statement(tree, own));
        rest = after;
    }
    found
}

/// The parts between commas.
pub(super) fn list(nodes: &[Node]) -> Vec<&[Node]> {
    let mut parts: Vec<&[Node]> = nodes.split(|n| matches!(n.kind, Kind::Comma)).collect();
    if parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    parts
}

/// The arms of a match.
pub(super) fn arms<'n>(tree: &Tree, nodes: &'n [Node]) -> Vec<Arm<'n>> {
    let mut found = Vec::new();
    let mut rest = nodes;
    while !rest.is_empty() {
        let Some(arrow) = rest.iter().position(|n| tree.is(n, "=>")) else { break };
        let body = &rest[arrow + 1..];
        let block = body.first().and_then(Node::group).is_some_and(|g| g.is_block());
        let comma = body.iter().position(|n| matches!(n.kind, Kind::Comma));
        let end = if block { 1 } else { comma.unwrap_or(body.len()) };
        let head = statement(tree, &rest[..arrow]);
        found.push(Arm { attributes: head.attributes, pattern: head.code, body: &body[..end] });
        let comma = usize::from(body.get(end).is_some_and(|n| matches!(n.kind, Kind::Comma)));
        rest = &body[end + comma..];
    }
    found
}

/// The index of the sign of an assignment.
pub(super) fn assignment(tree: &Tree, nodes: &[Node]) -> Option<usize> {
    nodes.iter().position(|node| {
        let text = tree.text(node);
        matches!(node.kind, Kind::Punct { binary: true })
            && text.ends_with('=')
            && !matches!(text, "==" | "!=" | "<=" | ">=" | "..=")
    })
}

/// Signs by how loosely they bind.
const LOOSE_FIRST: &[&[&str]] = &[
    &["||"],
    &["&&"],
    &["==", "!=", "<", ">", "<=", ">="],
    &["|"],
    &["^"],
    &["&"],
    &["<<", ">>"],
    &["+", "-"],
    &["*", "/", "%"],
    &["as"],
];

/// The operands of the loosest operator, each with the operator before it.
pub(super) fn operands<'n>(tree: &Tree, nodes: &'n [Node]) -> Vec<&'n [Node]> {
    let operator = |node: &Node, signs: &[&str]| {
        matches!(node.kind, Kind::Punct { binary: true }) && signs.contains(&tree.text(node))
    };
    let splits = |signs: &&&[&str]| nodes.iter().any(|n| operator(n, signs));
    let Some(signs) = LOOSE_FIRST.iter().find(splits) else { return vec![nodes] };
    split_before(nodes, |n| operator(n, signs))
}

/// What a chain of calls and fields starts with, and each of them. What follows a short name at the start of a line stays
/// with it.
pub(super) fn chain<'n>(tree: &Tree, nodes: &'n [Node], starts_line: bool) -> Vec<&'n [Node]> {
    // what is indexed starts a chain of its own
    let indexed = nodes.iter().rposition(|n| n.holds(Holds::Index)).unwrap_or(0);
    let mut links = split_before(&nodes[indexed..], |n| tree.is(n, "."));
    let mut root = indexed + links[0].len();
    while starts_line && links.len() > 1 && width(&nodes[..root]).is_some_and(|w| w <= super::INDENT) {
        root += links.remove(1).len();
    }
    links[0] = &nodes[..root];
    links
}

fn split_before(nodes: &[Node], starts: impl Fn(&Node) -> bool) -> Vec<&[Node]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for at in (1..nodes.len()).filter(|at| starts(&nodes[*at])) {
        pieces.push(&nodes[start..at]);
        start = at;
    }
    pieces.push(&nodes[start..]);
    pieces
}

/// How many nodes the bars of a closure take, if code is one.
pub(super) fn closure(tree: &Tree, nodes: &[Node]) -> Option<usize> {
    let moved = usize::from(nodes.first().is_some_and(|n| tree.is(n, "move")));
    let bar = nodes.get(moved)?;
    let bars = match tree.text(bar) {
        "||" => moved + 1,
        "|" => moved + 2 + nodes[moved + 1..].iter().position(|n| tree.is(n, "|"))?,
        _ => return None,
    };
    // a type that is returned goes with them
    let typed = nodes.get(bars).is_some_and(|n| tree.is(n, "->"));
    let block = nodes.iter().position(|n| n.group().is_some_and(Group::is_block));
    Some(if typed { block? } else { bars })
}

/// Where the last of some arguments may go on over several lines: what stands before it.
pub(super) fn overflows<'n>(tree: &Tree, parts: &[&'n [Node]]) -> Option<&'n [Node]> {
    let (last, before) = parts.split_last()?;
    if closure(tree, last).is_some() {
        return before.is_empty().then(|| &last[..0]);
    }
    let group = last_group(tree, last).and_then(|at| last[at].group());
    let call = group.is_some_and(|g| !g.nodes.is_empty() && g.holds != Holds::Index);
    let simple = operands(tree, last).len() == 1 && chain(tree, last, false).len() <= 2;
    (before.is_empty() && call && simple).then(|| &last[..0])
}

/// The group that code ends with, but for `?` behind it.
pub(super) fn last_group(tree: &Tree, nodes: &[Node]) -> Option<usize> {
    let at = nodes.iter().rposition(|n| !tree.is(n, "?"))?;
    nodes[at].group().map(|_| at)
}

/// Where `else` splits `let pattern = value else { .. }`, within what follows the sign.
pub(super) fn let_else(tree: &Tree, left: &[Node], right: &[Node]) -> Option<usize> {
    let declares = left.first().is_some_and(|n| tree.is(n, "let"));
    let otherwise = right.iter().position(|n| tree.is(n, "else"))?;
    (declares && !starts_block(tree, right)).then_some(otherwise)
}
