//! Structs, fields and bit items as written.

use crate::ir::{Atomic, ByteOrder, Encoding, Evolution, Owner, Pad, Policy, Role, Usage};
use crate::raw::items::{Life, without_value};
use crate::raw::reader::{At, Out, Reader, Slot};
use crate::raw::schema_table::{ENDIAN, POLICY, USAGE};
use crate::raw::tree::{Node, Table};
use crate::raw::{Body, Item, named};
use crate::source::Span;

/// The words of `layout`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LayoutWord {
    Natural,
    Packed,
    Explicit,
}

const LAYOUT: &[(&str, LayoutWord)] =
    &[("natural", LayoutWord::Natural), ("packed", LayoutWord::Packed), ("explicit", LayoutWord::Explicit)];
const EVOLUTION: &[(&str, Evolution)] = Evolution::WORDS;
const ENFORCE: &[(&str, bool)] = &[("both", true), ("encode", false)];
const ROLE: &[(&str, Role)] = Role::WORDS;
const OWNER: &[(&str, Owner)] = Owner::WORDS;
const ATOMIC: &[(&str, Atomic)] = Atomic::WORDS;
const ENCODING: &[(&str, Encoding)] = Encoding::WORDS;
const PAD: &[(&str, Pad)] = Pad::WORDS;
/// Whether text that doesn't decode is replaced.
const INVALID: &[(&str, bool)] = &[("error", false), ("replace", true)];
/// Whether hidden padding is accepted.
const PADDING: &[(&str, bool)] = &[("auto", true), ("explicit", false)];

/// `[[struct]]`
#[derive(Debug)]
pub(crate) struct Struct {
    pub(crate) doc: Slot<String>,
    pub(crate) size: Slot<u64>,
    pub(crate) align: Slot<u64>,
    pub(crate) layout: Slot<LayoutWord>,
    pub(crate) pack: Slot<u64>,
    pub(crate) endian: Slot<ByteOrder>,
    pub(crate) usage: Slot<Usage>,
    pub(crate) evolution: Slot<Evolution>,
    pub(crate) headroom: Slot<u64>,
    pub(crate) padding: Slot<bool>,
    pub(crate) life: Life,
    pub(crate) fields: Vec<Field>,
    pub(crate) fields_slot: Slot<()>,
    pub(crate) inline: bool,
    pub(crate) name_span: Span,
    /// Places of keys that a rule may propose to take away.
    pub(crate) keys: Vec<Key>,
}

/// A key that was written, and its value's place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) key: Span,
    pub(crate) value: Span,
}

/// Value rules, of fields and bit items alike.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) constant: Slot<Node>,
    pub(crate) one_of: Slot<Node>,
    pub(crate) default: Slot<Node>,
    pub(crate) range: Slot<Node>,
    pub(crate) enforce: Slot<bool>,
    pub(crate) unit: Slot<String>,
    pub(crate) scale: Slot<f64>,
    pub(crate) bias: Slot<f64>,
}

impl Rules {
    fn read(r: &mut Reader<'_>) -> Rules {
        Rules {
            constant: r.node("const"),
            one_of: r.node("one_of"),
            default: r.node("default"),
            range: r.node("range"),
            enforce: r.word("enforce", ENFORCE),
            unit: r.filled_text("unit"),
            scale: r.float("scale"),
            bias: r.float("bias"),
        }
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        note(keys, "const", &self.constant);
        note(keys, "one_of", &self.one_of);
        note(keys, "default", &self.default);
        note(keys, "range", &self.range);
        note(keys, "enforce", &self.enforce);
        note(keys, "unit", &self.unit);
        note(keys, "scale", &self.scale);
        note(keys, "bias", &self.bias);
    }
}

fn note<T>(keys: &mut Vec<Key>, name: &'static str, slot: &Slot<T>) {
    if let Some(At { span, key, .. }) = slot.get() {
        keys.push(Key { name, key: *key, value: *span });
    }
}

/// One entry of `fields`.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: Slot<String>,
    pub(crate) ty: Slot<String>,
    pub(crate) doc: Slot<String>,
    pub(crate) at: Slot<u64>,
    pub(crate) endian: Slot<ByteOrder>,
    pub(crate) rules: Rules,
    pub(crate) life: Life,
    pub(crate) reserved: Slot<u64>,
    pub(crate) policy: Slot<Policy>,
    pub(crate) bits: Vec<Bit>,
    pub(crate) bits_slot: Slot<()>,
    pub(crate) role: Slot<Role>,
    pub(crate) owner: Slot<Owner>,
    pub(crate) atomic: Slot<Atomic>,
    pub(crate) group: Slot<String>,
    pub(crate) encoding: Slot<Encoding>,
    pub(crate) pad: Slot<Pad>,
    pub(crate) terminated: Slot<bool>,
    pub(crate) invalid: Slot<bool>,
    pub(crate) truthy: Slot<bool>,
    pub(crate) whole: Span,
    pub(crate) head: Span,
    pub(crate) inline: bool,
    pub(crate) keys: Vec<Key>,
}

/// One entry of `bits`.
#[derive(Debug)]
pub(crate) struct Bit {
    pub(crate) name: Slot<String>,
    pub(crate) doc: Slot<String>,
    pub(crate) bit: Slot<u64>,
    pub(crate) bits: Slot<String>,
    pub(crate) ty: Slot<String>,
    pub(crate) rules: Rules,
    pub(crate) reserved: Slot<bool>,
    pub(crate) policy: Slot<Policy>,
    pub(crate) role: Slot<Role>,
    pub(crate) whole: Span,
    pub(crate) inline: bool,
    pub(crate) keys: Vec<Key>,
}

pub(crate) fn read(out: Out<'_>, table: Table) -> Item {
    let mut r = Reader::new(out, table, "a struct");
    let name_slot = r.name();
    let doc = r.doc();
    let size = r.whole("size", 1, crate::ir::MAX_STRUCT_SIZE);
    let align = r.whole("align", 1, 4096);
    let layout = r.word("layout", LAYOUT);
    let pack = r.whole("pack", 1, 16);
    let endian = r.word("endian", ENDIAN);
    let usage = r.word("usage", USAGE);
    let evolution = r.word("evolution", EVOLUTION);
    let headroom = r.whole("headroom", 0, crate::ir::MAX_STRUCT_SIZE);
    let padding = r.word("padding", PADDING);
    let life = Life::read(&mut r);
    let tables = r.tables("fields");
    r.require("fields", &tables);
    let fields_slot = without_value(&tables);
    let (whole, inline, head) = (r.whole, r.inline, r.head);
    r.finish();
    let fields = tables.cloned().unwrap_or_default().into_iter().map(|t| read_field(out, t)).collect();
    let mut keys = Vec::new();
    note(&mut keys, "align", &align);
    note(&mut keys, "pack", &pack);
    note(&mut keys, "headroom", &headroom);
    note(&mut keys, "padding", &padding);
    note(&mut keys, "size", &size);
    note(&mut keys, "layout", &layout);
    let name_span = name_slot.get().map_or(head, |at| at.span);
    let body = Struct {
        doc,
        size,
        align,
        layout,
        pack,
        endian,
        usage,
        evolution,
        headroom,
        padding,
        life,
        fields,
        fields_slot,
        inline,
        name_span,
        keys,
    };
    Item { name: named(name_slot), whole, body: Body::Struct(Box::new(body)) }
}

fn read_field(out: Out<'_>, table: Table) -> Field {
    let mut r = Reader::new(out, table, "a field");
    let name = r.name();
    let ty = r.text("type");
    let doc = r.doc();
    let at = r.whole("at", 0, crate::ir::MAX_STRUCT_SIZE);
    let endian = r.word("endian", ENDIAN);
    let rules = Rules::read(&mut r);
    let life = Life::read(&mut r);
    let reserved = r.whole("reserved", 1, crate::ir::MAX_STRUCT_SIZE);
    let policy = r.word("policy", POLICY);
    let tables = r.tables("bits");
    let role = r.word("role", ROLE);
    let owner = r.word("owner", OWNER);
    let atomic = r.word("atomic", ATOMIC);
    let group = r.filled_text("group");
    let encoding = r.word("encoding", ENCODING);
    let pad = r.word("pad", PAD);
    let terminated = r.bool("terminated");
    let invalid = r.word("invalid", INVALID);
    let truthy = r.bool("truthy");
    if reserved.is_absent() {
        r.require("type", &ty);
    }
    let (whole, head, inline) = (r.whole, r.head, r.inline);
    r.finish();
    let bits_slot = without_value(&tables);
    let mut keys = Vec::new();
    note(&mut keys, "type", &ty);
    note(&mut keys, "endian", &endian);
    rules.keys(&mut keys);
    note(&mut keys, "policy", &policy);
    note(&mut keys, "bits", &bits_slot);
    note(&mut keys, "role", &role);
    note(&mut keys, "owner", &owner);
    note(&mut keys, "atomic", &atomic);
    note(&mut keys, "group", &group);
    note(&mut keys, "encoding", &encoding);
    note(&mut keys, "pad", &pad);
    note(&mut keys, "terminated", &terminated);
    note(&mut keys, "invalid", &invalid);
    note(&mut keys, "truthy", &truthy);
    let bits = tables.cloned().unwrap_or_default().into_iter().map(|t| read_bit(out, t)).collect();
    Field {
        name,
        ty,
        doc,
        at,
        endian,
        rules,
        life,
        reserved,
        policy,
        bits,
        bits_slot,
        role,
        owner,
        atomic,
        group,
        encoding,
        pad,
        terminated,
        invalid,
        truthy,
        whole,
        head,
        inline,
        keys,
    }
}

fn read_bit(out: Out<'_>, table: Table) -> Bit {
    let mut r = Reader::new(out, table, "a bit item");
    let reserved = r.bool("reserved");
    let policy = r.word("policy", POLICY);
    // Reserved bits that no value holds need no name.
    let is_reserved = reserved.value() == Some(&true);
    let name = if is_reserved { r.optional_name() } else { r.name() };
    let doc = r.doc();
    let bit = r.whole("bit", 0, 127);
    let bits = r.text("bits");
    let ty = r.text("type");
    let rules = Rules::read(&mut r);
    let role = r.word("role", ROLE);
    let (whole, inline) = (r.whole, r.inline);
    r.finish();
    let mut keys = Vec::new();
    note(&mut keys, "type", &ty);
    rules.keys(&mut keys);
    note(&mut keys, "policy", &policy);
    note(&mut keys, "role", &role);
    Bit { name, doc, bit, bits, ty, rules, reserved, policy, role, whole, inline, keys }
}
