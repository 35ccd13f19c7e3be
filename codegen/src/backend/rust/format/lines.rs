//! Where lines are broken.

use super::break_up::{self, Statement};
use super::tree::{Group, Holds, Kind, Node, Tree, width};
use super::{INDENT, MAX_WIDTH};
use proc_macro2::Delimiter;

/// Blank lines between statements.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    /// Around every item that takes several lines.
    Items,
    /// Around declarations within a function.
    Body,
}

/// Lays out nodes from where the text is so far.
pub(super) struct Printer<'t> {
    tree: &'t Tree,
    out: String,
    /// Where the last line starts.
    line: usize,
}

impl<'t> Printer<'t> {
    pub(super) fn new(tree: &'t Tree) -> Printer<'t> {
        Printer { tree, out: String::new(), line: 0 }
    }

    pub(super) fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    fn newline(&mut self, indent: usize) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.line = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn column(&self) -> usize {
        self.out[self.line..].chars().count()
    }

    /// Whether nodes can stand on the rest of the line, with `tail` characters behind them.
    fn fits(&self, nodes: &[Node], tail: usize) -> bool {
        width(nodes).is_some_and(|w| self.column() + w + tail <= MAX_WIDTH)
    }

    /// Whether the last line does nothing but end groups.
    fn closes(&self) -> bool {
        self.out[self.line..].trim_start().chars().all(|c| ")]}".contains(c))
    }

    /// Whether an operator stays on the line where several lines from `start` ended.
    fn goes_on(&self, start: usize, operand: &[Node]) -> bool {
        let cast = operand.first().is_some_and(|sign| self.tree.is(sign, "as"));
        self.out[start..].contains('\n') && (self.closes() || cast && self.out.ends_with(')'))
    }

    /// Nodes on one line.
    fn flat(&mut self, nodes: &[Node]) {
        for (index, node) in nodes.iter().enumerate() {
            if node.space && index > 0 {
                self.out.push(' ');
            }
            match &node.kind {
                Kind::Group(group) => {
                    let (open, close) = ends(group);
                    let inner =
                        if group.delimiter == Delimiter::Brace && !group.nodes.is_empty() { " " } else { "" };
                    self.out.push_str(open);
                    self.out.push_str(inner);
                    self.flat(&group.nodes);
                    self.out.push_str(inner);
                    self.out.push_str(close);
                }
                _ => self.out.push_str(self.tree.text(node)),
            }
        }
    }

    /// Statements or items, each on lines of its own.
    pub(super) fn statements(&mut self, nodes: &[Node], indent: usize, spacing: Spacing) {
        let mut before: Option<bool> = None;
        for statement in break_up::statements(self.tree, nodes) {
            let start = self.out.len();
            self.newline(indent);
            self.attributes(statement.attributes, indent);
            self.statement(&statement, indent);
            let tall = self.out[start..].trim_start_matches('\n').contains('\n');
            let apart = tall && (spacing == Spacing::Items || statement.is_item(self.tree));
            if before.is_some_and(|tall| tall || apart) {
                self.out.insert(start, '\n');
                self.line += 1;
            }
            before = Some(apart);
        }
    }

    /// Comments and attributes, a line each, and the start of the line behind them.
    fn attributes(&mut self, nodes: &[Node], indent: usize) {
        let mut rest = nodes;
        while let Some(first) = rest.first() {
            let length = if matches!(first.kind, Kind::Doc) {
                1
            } else {
                rest.iter().position(|n| n.group().is_some()).map_or(rest.len(), |i| i + 1)
            };
            let (attribute, after) = rest.split_at(length);
            self.code(attribute, indent, 0);
            self.newline(indent);
            rest = after;
        }
    }

    fn statement(&mut self, statement: &Statement<'_>, indent: usize) {
        let blocks = statement.has_block(self.tree);
        match statement.code {
            [nodes @ .., Node { kind: Kind::Semicolon, .. }] if !blocks => {
                self.code(nodes, indent, 1);
                self.out.push(';');
            }
            nodes if blocks => self.blocks(nodes, indent, 0),
            nodes => self.code(nodes, indent, 0),
        }
    }

    /// A declaration or an expression.
    fn code(&mut self, nodes: &[Node], indent: usize, tail: usize) {
        if self.fits(nodes, tail) {
            return self.flat(nodes);
        }
        let [first, rest @ ..] = nodes else { return };
        let head = self.tree.text(first);
        if matches!(head, "return" | "break") && !rest.is_empty() {
            self.flat(std::slice::from_ref(first));
            self.out.push(' ');
            return self.code(rest, indent, tail);
        }
        if let Some(bars) = break_up::closure(self.tree, nodes) {
            let (bars, body) = nodes.split_at(bars);
            self.flat(bars);
            self.out.push(' ');
            return self.closure_body(body, indent, tail);
        }
        if break_up::starts_block(self.tree, nodes) {
            return self.blocks(nodes, indent, tail);
        }
        if let Some(at) = break_up::assignment(self.tree, nodes) {
            return self.assignment(&nodes[..=at], &nodes[at + 1..], indent, tail);
        }
        let operands = break_up::operands(self.tree, nodes);
        if operands.len() > 1 {
            return self.broken(&operands, indent, tail);
        }
        let links = break_up::chain(self.tree, nodes, self.column() == indent);
        let [root, others @ ..] = &links[..] else { return };
        // the last call alone has several lines, which a line of its own wouldn't change
        if let [middle @ .., last] = others
            && width(last).is_none_or(|w| indent + INDENT + w + tail > MAX_WIDTH)
            && self.fits(&nodes[..nodes.len() - last.len()], width(&last[..2]).unwrap_or(0) + 1)
            && middle.iter().all(|link| width(link).is_some())
        {
            return self.groups(nodes, indent, tail);
        }
        if others.len() > 1 || !others.is_empty() && !self.fits(root, 0) {
            return self.chain(root, others, indent, tail);
        }
        self.groups(nodes, indent, tail);
    }

    /// What is left to a closure: in braces where it takes a line of its own.
    fn closure_body(&mut self, body: &[Node], indent: usize, tail: usize) {
        if body.first().and_then(Node::group).is_some_and(Group::is_block) {
            return self.blocks(body, indent, tail);
        }
        self.out.push('{');
        self.newline(indent + INDENT);
        self.code(body, indent + INDENT, 0);
        self.newline(indent);
        self.out.push('}');
    }

    /// A chain of calls, a line for each; they line up with what they start with if that has several lines itself.
    fn chain(&mut self, root: &[Node], links: &[&[Node]], indent: usize, tail: usize) {
        let start = self.out.len();
        self.code(root, indent, 0);
        let below = if self.out[start..].contains('\n') { indent } else { indent + INDENT };
        for (index, link) in links.iter().enumerate() {
            self.newline(below);
            let tail = if index + 1 == links.len() { tail } else { 0 };
            self.groups(link, below, tail);
        }
    }

    /// The right side of an assignment goes to the next line where that keeps it on one.
    fn assignment(&mut self, left: &[Node], right: &[Node], indent: usize, tail: usize) {
        let start = self.out.len();
        self.groups(left, indent, 0);
        if let Some(at) = break_up::let_else(self.tree, left, right) {
            let (value, otherwise) = right.split_at(at);
            self.out.push(' ');
            self.code(value, indent, 0);
            if self.closes() || !self.out[start..].contains('\n') {
                self.out.push(' ');
            } else {
                self.newline(indent);
            }
            return self.blocks(otherwise, indent, tail);
        }
        let next = width(right).is_some_and(|w| indent + INDENT + w + tail <= MAX_WIDTH);
        // a condition that takes several lines has them to itself
        let block = right.iter().position(|n| n.group().is_some_and(Group::is_block)).unwrap_or(0);
        let condition = break_up::starts_block(self.tree, right) && !self.fits(&right[..block], 3);
        let links = break_up::chain(self.tree, right, false);
        let long = links.len() > 1 && width(links[0]).is_some() && !self.fits(links[0], 1);
        if next && !self.fits(right, tail + 1) || condition || long {
            self.newline(indent + INDENT);
            self.code(right, indent + INDENT, tail);
        } else {
            self.out.push(' ');
            self.code(right, indent, tail);
        }
    }

    /// The first operand here, the others on lines of their own below it, each behind its operator.
    fn broken(&mut self, operands: &[&[Node]], indent: usize, tail: usize) {
        let start = self.out.len();
        for (index, operand) in operands.iter().enumerate() {
            let tail = if index + 1 == operands.len() { tail } else { 0 };
            match operand {
                // goes on behind the end of a group
                operand if self.goes_on(start, operand) && self.fits(operand, tail + 1) => {
                    self.out.push(' ');
                    self.flat(operand);
                }
                [sign, operand @ ..] if index > 0 => {
                    self.newline(indent + INDENT);
                    self.flat(std::slice::from_ref(sign));
                    self.out.push(' ');
                    self.code(operand, indent + INDENT, tail);
                }
                operand => self.code(operand, indent, tail),
            }
        }
    }

    /// Code with blocks in braces, which are broken: items, conditions, loops, matches.
    fn blocks(&mut self, nodes: &[Node], indent: usize, tail: usize) {
        let Some(at) = nodes.iter().position(|n| n.group().is_some_and(Group::is_block)) else {
            return self.groups(nodes, indent, tail);
        };
        let (header, rest) = nodes.split_at(at);
        let [block, rest @ ..] = rest else { return };
        let Some(group) = block.group() else { return };
        if !header.is_empty() {
            let start = self.out.len();
            self.header(header, indent);
            let last = self.out[self.line..].trim_start();
            let several = break_up::operands(self.tree, header).len() > 1
                && !header.iter().any(|n| self.tree.is(n, "="));
            let own_line =
                self.out[start..].contains('\n') && (several || !last.starts_with([')', ']', '}']));
            if (own_line || self.column() + 2 > MAX_WIDTH) && !group.nodes.is_empty() {
                self.newline(indent);
            } else {
                self.out.push(' ');
            }
        }
        let items = header.iter().any(|n| matches!(self.tree.text(n), "impl" | "mod" | "trait"));
        let spacing = if items { Spacing::Items } else { Spacing::Body };
        self.block(group, indent, spacing);
        match rest {
            [] => {}
            [word, ..] if self.tree.is(word, "else") => {
                self.out.push(' ');
                self.blocks(rest, indent, tail);
            }
            rest => self.groups(rest, indent, tail),
        }
    }

    /// What stands before a block.
    fn header(&mut self, nodes: &[Node], indent: usize) {
        let (nodes, bounds) = match nodes.iter().position(|n| self.tree.is(n, "where")) {
            Some(at) => (&nodes[..at], &nodes[at + 1..]),
            None => (nodes, &[][..]),
        };
        if self.fits(nodes, 2) {
            self.flat(nodes);
        } else if nodes.iter().any(|n| self.tree.is(n, "fn")) {
            // the parameters, each on a line
            let parameters = nodes.iter().position(|n| n.holds(Holds::Arguments)).unwrap_or(nodes.len());
            self.flat(&nodes[..parameters]);
            if let Some(Node { kind: Kind::Group(group), .. }) = nodes.get(parameters) {
                self.list(group, indent);
                self.out.push(' ');
                self.flat(&nodes[parameters + 1..]);
            }
        } else if let [word, condition @ ..] = nodes {
            self.flat(std::slice::from_ref(word));
            self.out.push(' ');
            self.code(condition, indent, 2);
        }
        if !bounds.is_empty() {
            self.newline(indent);
            self.out.push_str("where");
            for bound in break_up::list(bounds) {
                self.newline(indent + INDENT);
                self.code(bound, indent + INDENT, 1);
                self.out.push(',');
            }
        }
    }

    /// Nodes in a row, with the groups broken that need it, and else the last.
    fn groups(&mut self, nodes: &[Node], indent: usize, tail: usize) {
        let last = nodes.iter().rposition(|n| n.group().is_some_and(|g| !g.nodes.is_empty()));
        for (index, node) in nodes.iter().enumerate() {
            if node.space && index > 0 {
                self.out.push(' ');
            }
            let rest = &nodes[index + 1..];
            match &node.kind {
                Kind::Group(group)
                    if node.tall || Some(index) == last && !self.fits(&nodes[index..], tail) =>
                {
                    self.group(group, indent, width(rest).unwrap_or(0) + tail);
                }
                _ => self.flat(std::slice::from_ref(node)),
            }
        }
    }

    /// A group over several lines.
    fn group(&mut self, group: &Group, indent: usize, tail: usize) {
        match group.holds {
            Holds::Statements | Holds::Arms | Holds::Declared => self.block(group, indent, Spacing::Body),
            _ => {
                let parts = break_up::list(&group.nodes);
                let single = !group.comma && parts.len() == 1;
                if group.holds == Holds::Parts && group.delimiter == Delimiter::Parenthesis && single {
                    // no tuple
                    self.out.push('(');
                    self.code(&group.nodes, indent, tail + 1);
                    self.out.push(')');
                    return;
                }
                if let Some(before) = break_up::overflows(self.tree, &parts)
                    && group.delimiter != Delimiter::Brace
                    && self.fits(before, tail + 1)
                {
                    let (open, close) = ends(group);
                    self.out.push_str(open);
                    self.flat(before);
                    let last = &group.nodes[before.len()..];
                    if !before.is_empty() {
                        self.out.push(' ');
                    }
                    self.opened(last, indent, tail + 1);
                    self.out.push_str(close);
                    return;
                }
                self.list(group, indent);
            }
        }
    }

    /// The last of some arguments, which goes on over several lines.
    fn opened(&mut self, nodes: &[Node], indent: usize, tail: usize) {
        if let Some(bars) = break_up::closure(self.tree, nodes) {
            self.flat(&nodes[..bars]);
            self.out.push(' ');
            return self.closure_body(&nodes[bars..], indent, tail);
        }
        match break_up::last_group(self.tree, nodes) {
            Some(at) if self.fits(nodes, tail) => {
                self.flat(&nodes[..at]);
                if nodes[at].space && at > 0 {
                    self.out.push(' ');
                }
                if let Some(group) = nodes[at].group() {
                    self.group(group, indent, width(&nodes[at + 1..]).unwrap_or(0) + tail);
                }
                self.flat(&nodes[at + 1..]);
            }
            _ => self.code(nodes, indent, tail),
        }
    }

    /// A block in braces.
    fn block(&mut self, group: &Group, indent: usize, spacing: Spacing) {
        if group.nodes.is_empty() {
            return self.out.push_str("{}");
        }
        match group.holds {
            Holds::Statements => {
                self.out.push('{');
                self.statements(&group.nodes, indent + INDENT, spacing);
                self.newline(indent);
                self.out.push('}');
            }
            Holds::Arms => {
                self.out.push('{');
                for arm in break_up::arms(self.tree, &group.nodes) {
                    self.newline(indent + INDENT);
                    self.attributes(arm.attributes, indent + INDENT);
                    self.arm(&arm, indent + INDENT);
                }
                self.newline(indent);
                self.out.push('}');
            }
            _ => self.list(group, indent),
        }
    }

    fn arm(&mut self, arm: &break_up::Arm<'_>, indent: usize) {
        self.code(arm.pattern, indent, 4);
        self.out.push_str(" => ");
        match arm.body {
            [Node { kind: Kind::Group(group), .. }] if group.is_block() => {
                self.block(group, indent, Spacing::Body)
            }
            body => {
                self.code(body, indent, 1);
                self.out.push(',');
            }
        }
    }

    /// A list with a part on each line, or as many as fit where all are short.
    fn list(&mut self, group: &Group, indent: usize) {
        /// What rustfmt takes for short.
        const SHORT: usize = 10;
        let (open, close) = ends(group);
        self.out.push_str(open);
        let parts = break_up::list(&group.nodes);
        let short = |part: &&[Node]| {
            part.iter().all(|n| n.group().is_none()) && width(part).is_some_and(|w| w <= SHORT)
        };
        let fill = group.delimiter == Delimiter::Bracket && parts.iter().all(short);
        for (index, part) in parts.iter().enumerate() {
            if fill && index > 0 && self.fits(part, 2) {
                self.out.push(' ');
            } else {
                self.newline(indent + INDENT);
            }
            let code = break_up::statement(self.tree, part);
            self.attributes(code.attributes, indent + INDENT);
            self.code(code.code, indent + INDENT, 1);
            let base = code.code.first().is_some_and(|n| self.tree.is(n, ".."));
            if !base && (group.comma || index + 1 < parts.len()) {
                self.out.push(',');
            }
        }
        self.newline(indent);
        self.out.push_str(close);
    }
}

fn ends(group: &Group) -> (&'static str, &'static str) {
    match group.delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}
