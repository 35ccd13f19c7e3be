//! Every key of the language: what takes it, what it takes, and what it is for.

use super::Shape::{
    self, Any, Bool, List, Name, Number, OneOrMany, Text, Texts, TextsByName, Version, Whole, Words,
};
use crate::ir::{
    Atomic, ByteOrder, Encoding, Evolution, MAX_STRUCT_SIZE, Owner, Pad, Policy, Role, Unknown, Usage,
};

/// One key.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    pub(crate) doc: &'static str,
}

/// One kind of table.
pub(crate) struct Kind {
    /// Its name in the `$defs` of the JSON Schema.
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    /// What keys beyond `keys` take; none are allowed otherwise.
    pub(crate) others: Option<Shape>,
    pub(crate) keys: &'static [&'static [Key]],
}

const fn key(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: false, shape, doc }
}

const fn needs(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: true, shape, doc }
}

fn names<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
    words.iter().map(|(word, _)| *word).collect()
}

const ENDIAN: Shape = Words(|| names(ByteOrder::WORDS));
const POLICY: Shape = Words(|| names(Policy::WORDS));
const USAGE: Shape = Words(|| names(Usage::WORDS));
const UNKNOWN: Shape = Words(|| names(Unknown::WORDS));
const ROLE: Shape = Words(|| names(Role::WORDS));

const DOC: Key = key("doc", Text, "Documentation, copied to every language.");
const SINCE: Key = key("since", Version, "The schema version that added it.");
const DEPRECATED: Key = key("deprecated", Text, "Why not to use it any more.");
const NAME: Key =
    needs("name", Name, "The name; unique over all files. Each language puts it into its own case.");
const TYPE: Key = needs(
    "type",
    Text,
    "A type: `u8` to `u128`, `f64`, `bool8`, `char[N]`, `bytes[N]`, `guid`, a declared name, or an array `T[N]`.",
);

/// The top of a file.
pub(crate) const FILE: Kind = Kind {
    name: "file",
    doc: "A schema of rbgen, edition 1.",
    others: None,
    keys: &[&[
        needs("schema", Shape::Table("schema"), "What the file is."),
        key("lang", Shape::Tables("lang"), "What one language has differently, as `[lang.python]`."),
        key("const", List("const"), "Named constants."),
        key("enum", List("enum"), "Numbers of which one applies."),
        key("flags", List("flags"), "Sets of named bits."),
        key("union", List("union"), "Types that share the same bytes."),
        key("struct", List("struct"), "Runs of bytes with a fixed layout."),
        key("message", List("message"), "A header and the bytes that follow it."),
        key("call", List("call"), "A request and its response over a transport."),
    ]],
};

/// All other tables.
pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "schema",
        doc: "What the file is.",
        others: None,
        keys: &[&[
            needs("edition", Whole(1, 1), "The edition of the language."),
            needs("name", Name, "Stem of packages, modules and namespaces."),
            needs("version", Version, "The version of the contents; a change of bytes needs a higher one."),
            key(
                "endian",
                ENDIAN,
                "The byte order of all scalars, unless a struct or field says otherwise. Default: little.",
            ),
            key("import", Texts, "Schemas this one uses: paths relative to this file, or `rbgen:<name>`."),
            key(
                "defaults",
                Shape::Table("defaults"),
                "Keys for every struct, enum and reserved run of this file.",
            ),
            key("license", Text, "The SPDX expression in generated files."),
            DOC,
        ]],
    },
    Kind {
        name: "defaults",
        doc: "Keys for every struct, enum and reserved run of this file.",
        others: None,
        keys: &[&[
            key("usage", USAGE, "For structs. Default: wire."),
            key("unknown", UNKNOWN, "For enums. Default: keep."),
            key("policy", POLICY, "For reserved bytes and bits. Default: zero."),
        ]],
    },
    Kind {
        name: "lang",
        doc: "What one language has differently.",
        others: Some(Shape::Option),
        keys: &[&[key(
            "rename",
            Shape::Renames,
            "Names in this language: `\"Type\"`, `\"Type.field\"` or `\"Enum.VALUE\"` to the new name.",
        )]],
    },
    Kind {
        name: "const",
        doc: "A named constant.",
        others: None,
        keys: &[&[
            NAME,
            TYPE,
            needs("value", Any, "A number, a boolean, a text, or bytes as `\"hex:7f45\"`."),
            DOC,
        ]],
    },
    Kind {
        name: "enum",
        doc: "A number that has names.",
        others: None,
        keys: &[&[
            NAME,
            needs("type", Text, "The integer it is stored as."),
            key(
                "unknown",
                UNKNOWN,
                "Whether a code without a name survives a round trip or is a decode error.",
            ),
            key("text", TextsByName, "Text attributes of every value, each with what unknown codes answer."),
            needs("values", List("enum-value"), "The values."),
            DOC,
            SINCE,
            DEPRECATED,
        ]],
    },
    Kind {
        name: "enum-value",
        doc: "One value of an enum. Text attributes of the enum are keys too.",
        others: Some(Text),
        keys: &[&[
            NAME,
            key("value", Shape::Int, "The code."),
            key("alias", Text, "The value this one is another name for."),
            DOC,
            SINCE,
            DEPRECATED,
        ]],
    },
    Kind {
        name: "flags",
        doc: "A set of bits with names. Unknown bits are kept.",
        others: None,
        keys: &[&[
            NAME,
            needs("type", Text, "The unsigned integer it is stored as."),
            needs("values", List("flag"), "The flags."),
            DOC,
        ]],
    },
    Kind {
        name: "flag",
        doc: "A flag, or a number of several bits.",
        others: None,
        keys: &[&[NAME, BIT, BITS, DOC]],
    },
    Kind {
        name: "union",
        doc: "Types that share the same bytes. The size is that of the largest.",
        others: None,
        keys: &[&[
            NAME,
            key(
                "tag",
                Text,
                "The field, or bit item as `field.item`, of the holding struct that says which member is there.",
            ),
            needs("members", List("union-member"), "The members."),
            DOC,
        ]],
    },
    Kind {
        name: "union-member",
        doc: "One member of a union.",
        others: None,
        keys: &[&[
            NAME,
            TYPE,
            key("when", Any, "The tag value, or a list of them, that means this member."),
            key("otherwise", Bool, "Whether it stands for every tag value that no other member claims."),
            DOC,
        ]],
    },
    Kind {
        name: "struct",
        doc: "A run of bytes with a fixed layout.",
        others: None,
        keys: &[&[
            NAME,
            DOC,
            key("size", Whole(1, MAX_STRUCT_SIZE), "Bytes it must come to: asserted, never a request."),
            key("align", Whole(1, 4096), "Raises the alignment, as `alignas` does; a power of two."),
            key(
                "layout",
                Words(|| vec!["natural", "packed", "explicit"]),
                "How offsets are found. Default: natural, by C's rules.",
            ),
            key(
                "pack",
                Whole(1, 16),
                "The highest alignment under `layout = \"packed\"`, as `#pragma pack(N)`. Default: 1.",
            ),
            key(
                "endian",
                ENDIAN,
                "The byte order of its scalars; `either` makes it an argument of decode and encode.",
            ),
            key("usage", USAGE, "Which rules apply: sent, stored, mapped, or passed to a C library."),
            key(
                "evolution",
                Words(|| names(Evolution::WORDS)),
                "Whether fields may be added at the end. Default: sealed.",
            ),
            key(
                "headroom",
                Whole(0, MAX_STRUCT_SIZE),
                "Bytes a mapping keeps free after the struct; with `usage = \"shm\"`.",
            ),
            key(
                "padding",
                Words(|| vec!["auto", "explicit"]),
                "`auto` accepts hidden padding, which is an error otherwise.",
            ),
            SINCE,
            DEPRECATED,
            needs("fields", List("field"), "The fields, in order."),
        ]],
    },
    Kind {
        name: "field",
        doc: "A field, or with `reserved` a run of bytes without a meaning.",
        others: None,
        keys: &[
            &[
                key("name", Name, "The name; unique in the struct."),
                Key { required: false, ..TYPE },
                DOC,
                key(
                    "at",
                    Whole(0, MAX_STRUCT_SIZE),
                    "The offset: asserted; required under `layout = \"explicit\"`.",
                ),
                key("endian", ENDIAN, "Its byte order, where it differs from the struct's."),
            ],
            RULES,
            &[
                SINCE,
                DEPRECATED,
                key(
                    "reserved",
                    Whole(1, MAX_STRUCT_SIZE),
                    "A number of bytes without a meaning, in place of `type`.",
                ),
                key(
                    "policy",
                    POLICY,
                    "What happens to reserved bytes: refused unless zero, ignored, or preserved.",
                ),
                key("bits", List("bit"), "The items of an integer, each some of its bits."),
                key("role", ROLE, "What the schema itself uses the field for."),
                key("owner", Words(|| names(Owner::WORDS)), "Who writes it, in shared memory."),
                key(
                    "atomic",
                    Words(|| names(Atomic::WORDS)),
                    "How it is read and published, in shared memory.",
                ),
                key("group", Text, "Fields of one group share a cache line."),
                key("encoding", Words(|| names(Encoding::WORDS)), "The encoding of text. Default: utf-8."),
                key("pad", Words(|| names(Pad::WORDS)), "What fills the bytes after text. Default: nul."),
                key("terminated", Bool, "Whether a NUL must be there."),
                key(
                    "invalid",
                    Words(|| vec!["error", "replace"]),
                    "What happens to text that doesn't decode. Default: error.",
                ),
                key("truthy", Bool, "Whether a boolean accepts any number but 0 as true."),
            ],
        ],
    },
    Kind {
        name: "bit",
        doc: "Some bits of an integer, or with `reserved` bits without a meaning.",
        others: None,
        keys: &[
            &[
                key("name", Name, "The name; unique in the struct."),
                DOC,
                BIT,
                BITS,
                key("type", Text, "What the bits are: an integer, an enum, a flag set or a boolean."),
            ],
            RULES,
            &[
                key("reserved", Bool, "Whether the bits have no meaning."),
                key("policy", POLICY, "What happens to reserved bits."),
                key("role", ROLE, "What the schema itself uses the item for."),
            ],
        ],
    },
    Kind {
        name: "message",
        doc: "A header and the bytes that follow it.",
        others: None,
        keys: &[&[
            NAME,
            DOC,
            key("id", Any, "A number or a const, for transports that have message ids."),
            needs("header", Text, "The struct at the start."),
            key("payload", OneOrMany("part"), "What follows the header: one part, or several in order."),
            key(
                "derive",
                Shape::Helpers,
                "Helpers that every language gets: `dimensions`, `size_kb`, or a text attribute of an enum.",
            ),
        ]],
    },
    Kind {
        name: "part",
        doc: "Bytes or records after a header.",
        others: None,
        keys: &[&[
            needs("name", Name, "The name."),
            DOC,
            key("length", Shape::Length, "Of bytes: a header field, `rest`, or `{ field, times, minus }`."),
            key("type", Text, "Of records: their struct."),
            key("count", Text, "Of records: the header field that counts them."),
        ]],
    },
    Kind {
        name: "length",
        doc: "field * times - minus bytes.",
        others: None,
        keys: &[&[
            needs("field", Text, "The header field."),
            key("times", Whole(1, 1 << 32), "Bytes that one of it stands for. Default: 1."),
            key("minus", Whole(0, 1 << 32), "Bytes to take off. Default: 0."),
        ]],
    },
    Kind {
        name: "call",
        doc: "A request and its response over a transport.",
        others: None,
        keys: &[&[
            NAME,
            DOC,
            needs("request", Text, "The message that is sent; it has an id."),
            needs("response", Text, "The message that comes back."),
            key("defaults", Shape::Values, "Defaults of parameters, beyond those of the fields."),
            key("rename", TextsByName, "Names of parameters that differ from the fields'."),
            key(
                "many",
                Shape::TextLists,
                "Helpers that call once for each entry of a list, with the parameters an entry gives.",
            ),
            DEPRECATED,
        ]],
    },
];

const BIT: Key = key("bit", Whole(0, 127), "One bit; 0 is the least significant.");
const BITS: Key = key("bits", Shape::Bits, "Several bits as `\"high:low\"`, both included.");

/// Keys about the value, of fields and bit items alike.
const RULES: &[Key] = &[
    key("const", Any, "The value it always has: written always, checked on decode."),
    key("one_of", Shape::ListOfAny, "The values it may have."),
    key("default", Any, "The value it has when none is given."),
    key("range", Shape::Pair, "The lowest and the highest value, both included."),
    key("enforce", Words(|| vec!["both", "encode"]), "Who refuses a value outside the range. Default: both."),
    key("unit", Text, "The unit of measurement, as text."),
    key("scale", Number, "physical = raw * scale + bias"),
    key("bias", Number, "physical = raw * scale + bias"),
];
