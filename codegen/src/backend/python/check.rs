//! What Python can't name.

use super::names::{self, Names, identifier};
use super::{constants, messages, package, views};
use crate::backend::rename::{self, Fixes};
use rbgen_schema::ir::{
    ByteOrder, EnumDef, Evolution, FieldKind, FlagsDef, ItemId, MessageDef, ModuleId, Operation, OptionValue,
    StructDef, UnionDef, Via,
};
use rbgen_schema::{Diagnostic, Schema, Span};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Attributes of every struct class.
const STRUCT: &[&str] = &[
    "SIZE",
    "ALIGN",
    "LAYOUT_HASH",
    "LAYOUT",
    "decode",
    "decode_prefix",
    "iter_from",
    "bytes_needed",
    "encode",
    "encode_into",
    "dump",
    "to_dict",
    "from_dict",
    // Called in the class body, where a constant of that name would come first.
    "plain_bytes",
    "plain_enum",
    "plain_list",
    "plain_uuid",
    // Called in the constructor, where a parameter of that name would.
    "filled_list",
    "list_of",
    "repeated",
];

/// Attributes of every class of a struct that grows, and of its view.
static GROWING: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| STRUCT.iter().copied().chain(std::iter::once("of")).collect());

/// Names that `create` of a message uses.
const CREATE: &[&str] = &["EncodeError", "buffer_of", "cls", "divmod", "join_records", "order"];

/// Names that the functions of a call use.
const CALL: &[&str] = &["call_bytes", "perf_counter", "repeated"];

/// The same, and the parameter for the byte order.
const CALL_ORDERED: &[&str] = &["call_bytes", "order", "perf_counter", "repeated"];

/// Attributes of every union class.
const UNION: &[&str] = &["SIZE", "wire_bytes", "member", "value", "rest", "to_dict", "from_dict"];

/// Attributes of `int` and of enum members, which a value or a flag would replace.
const INT: &[&str] = &[
    "as_integer_ratio",
    "bit_count",
    "bit_length",
    "conjugate",
    "denominator",
    "from_bytes",
    "imag",
    "is_integer",
    "mro",
    "name",
    "numerator",
    "real",
    "to_bytes",
    "value",
    "values",
];

/// Names a generated module uses for something else.
const MODULE: &[&str] = &[
    "Annotated",
    "Any",
    "Buffer",
    "ByteOrder",
    "BytesTransport",
    "Callable",
    "ClassVar",
    "Content",
    "DecodeError",
    "EncodeError",
    "EncodeTypeError",
    "Final",
    "FlagSet",
    "Float32",
    "Guid",
    "IntEnum",
    "Layout",
    "Literal",
    "Mapping",
    "Optional",
    "OrderedRecord",
    "Record",
    "Sequence",
    "Struct",
    "Structure",
    "Transport",
    "UUID",
    "Union",
    "bool",
    "buffer_of",
    "bytes",
    "call_bytes",
    "check_layout",
    "check_models",
    "checked",
    "chunks",
    "classmethod",
    "dict",
    "encoded",
    "filled_list",
    "filter",
    "flat",
    "float",
    "float32",
    "getattr",
    "hash",
    "int",
    "join_records",
    "len",
    "list",
    "list_of",
    "lookup",
    "max",
    "memoryview",
    "new",
    "next",
    "no_member",
    "octets",
    "open_enum",
    "outside",
    "pack",
    "perf_counter",
    "plain_bytes",
    "plain_enum",
    "plain_list",
    "plain_uuid",
    "property",
    "range",
    "read_text",
    "read_text16",
    "repeated",
    "require",
    "round",
    "nested_list",
    "scaled",
    "sized",
    "staticmethod",
    "str",
    "struct_error",
    "super",
    "truth",
    "tuple",
    "type",
    "unknown_code",
    "unpack",
    "unscaled",
    "wire_bytes",
    "write_text",
    "write_text16",
    "wrong_size",
    "wrong_type",
];

/// Modules of the standard library of Python 3.9 to 3.13, which are found before an installed package of the same name.
const LIBRARY: &str = "\
    abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii \
    binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop \
    collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt \
    csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings \
    ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib \
    functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http \
    idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache \
    locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt \
    multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os \
    ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix \
    posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri \
    random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex \
    shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants \
    sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol symtable sys \
    sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit \
    tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing \
    unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref \
    xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo";

/// Every error of a schema as far as Python is concerned.
pub(crate) fn check(schema: &Schema) -> Vec<Diagnostic> {
    let names = Names::new(schema);
    let fixes = Fixes::new(schema, "python");
    let mut found = Vec::new();
    options(schema, &mut found);
    renames(schema, &mut found);
    if found.is_empty() {
        package_names(schema, &fixes, &mut found);
        globals(schema, &names, &fixes, &mut found);
        schema.enums.iter().for_each(|def| enumeration(&names, def, &fixes, &mut found));
        schema.flags.iter().for_each(|def| flags(&names, def, &fixes, &mut found));
        schema.unions.iter().for_each(|def| union(&names, def, &fixes, &mut found));
        schema.structs.iter().for_each(|def| structure(&names, def, &fixes, &mut found));
        schema.messages.iter().for_each(|def| message(schema, &names, def, &fixes, &mut found));
        schema.operations.iter().for_each(|def| operation(schema, &names, def, &fixes, &mut found));
    }
    found
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && identifier(name) == name
}

fn options(schema: &Schema, found: &mut Vec<Diagnostic>) {
    for table in schema.modules.iter().filter_map(|module| module.lang.get("python")) {
        for option in &table.options {
            let (legal, wanted) = match (option.key.as_str(), &option.value) {
                ("package", OptionValue::Text(text)) => (is_identifier(text), "a Python identifier"),
                ("distribution", OptionValue::Text(text)) => {
                    (is_distribution(text), "letters, digits, `-`, `_` and `.`")
                }
                ("package" | "distribution", _) => (false, "a text"),
                // Unknown options are reported for all languages alike.
                _ => (true, ""),
            };
            if !legal {
                let text = format!("`{}` of [lang.python] must be {wanted}", option.key);
                found.push(Diagnostic::error("lang-option", option.value_span, text));
            }
        }
    }
}

fn is_distribution(text: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    edge(text.chars().next())
        && edge(text.chars().last())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn renames(schema: &Schema, found: &mut Vec<Diagnostic>) {
    for rename in
        schema.modules.iter().filter_map(|module| module.lang.get("python")).flat_map(|t| &t.renames)
    {
        if !is_identifier(&rename.name) || is_private(&rename.name) {
            let text = format!("`{}` can't be a name in Python", rename.name);
            found.push(Diagnostic::error("lang-name", rename.span, text).help(
                "a name is letters, digits and `_`, no keyword, and does not start with `__` or `_rbgen`",
            ));
        }
    }
}

/// Names with a meaning of their own: mangled, special, or the generator's.
fn is_private(name: &str) -> bool {
    name.starts_with("__") || name.starts_with("_rbgen")
}

fn package_names(schema: &Schema, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    let root = &schema.modules[schema.modules.len() - 1];
    let name = package::import_name(schema);
    if LIBRARY.split(' ').any(|module| module == name) {
        let text = format!("a package `{name}` can't be imported: Python has a module of this name");
        let error = Diagnostic::error("lang-name", root.name_span, text);
        found.push(fixes.option(error, "package", &format!("{name}_schema")));
    }
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for (index, module) in schema.modules.iter().enumerate() {
        let name = names::module(schema, ModuleId(index as u32));
        let taken = name.starts_with('_').then_some("a private module of the package");
        if let Some(what) = taken {
            let text = format!("the module `{name}` would be {what}");
            found.push(
                Diagnostic::error("lang-name", module.name_span, text).help("give the schema another name"),
            );
        }
        if let Some(other) = seen.insert(name.clone(), module.name_span) {
            found.push(
                Diagnostic::error(
                    "lang-collision",
                    module.name_span,
                    format!("two modules are called `{name}`"),
                )
                .other(other, "the other one")
                .help("give one of the schemas another name"),
            );
        }
    }
}

/// The names of one scope.
struct Scope<'f> {
    /// How messages call the scope.
    place: String,
    reserved: &'static [&'static str],
    names: BTreeMap<String, (String, Span)>,
    fixes: &'f Fixes<'f>,
    found: &'f mut Vec<Diagnostic>,
}

impl<'f> Scope<'f> {
    fn new(
        place: String,
        reserved: &'static [&'static str],
        fixes: &'f Fixes<'f>,
        found: &'f mut Vec<Diagnostic>,
    ) -> Scope<'f> {
        Scope { place, reserved, names: BTreeMap::new(), fixes, found }
    }

    /// Reports a name that `target` can't have, with one that it can.
    fn refuse(&mut self, diagnostic: Diagnostic, name: &str, target: &str) {
        let free = rename::free(name, |name| self.reserved.contains(&name) || self.names.contains_key(name));
        self.found.push(self.fixes.rename(diagnostic, target, &free));
    }

    /// Takes a name for what `target` is in the schema.
    fn claim(&mut self, name: String, target: &str, span: Span) {
        if is_private(&name) || self.reserved.contains(&name.as_str()) {
            let text =
                format!("{} has a `{name}` of its own in Python; `{target}` can't be called so", self.place);
            self.refuse(Diagnostic::error("lang-name", span, text), &name, target);
        } else if let Some((other, other_span)) = self.names.get(&name) {
            let text =
                format!("in {}, `{target}` and `{other}` are both called `{name}` in Python", self.place);
            let error = Diagnostic::error("lang-collision", span, text).other(*other_span, "the other one");
            self.refuse(error, &name, target);
        } else {
            self.names.insert(name, (target.to_owned(), span));
        }
    }
}

fn globals(schema: &Schema, names: &Names, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    let root = &schema.modules[schema.modules.len() - 1];
    let mut scope = Scope::new("the package".to_owned(), MODULE, fixes, found);
    scope.claim(package::root_error(schema), &root.name, root.name_span);
    for module in &schema.modules {
        for item in &module.items {
            let (name, span) = match item {
                ItemId::Const(id) => (&schema.consts[id.index()].name, schema.consts[id.index()].site.name),
                ItemId::Enum(id) => (&schema.enums[id.index()].name, schema.enums[id.index()].site.name),
                ItemId::Flags(id) => (&schema.flags[id.index()].name, schema.flags[id.index()].site.name),
                ItemId::Union(id) => (&schema.unions[id.index()].name, schema.unions[id.index()].site.name),
                ItemId::Struct(id) => {
                    (&schema.structs[id.index()].name, schema.structs[id.index()].site.name)
                }
                ItemId::Message(id) => {
                    (&schema.messages[id.index()].name, schema.messages[id.index()].site.name)
                }
                ItemId::Operation(id) => {
                    (&schema.operations[id.index()].name, schema.operations[id.index()].site.name)
                }
            };
            let python = names.item(name);
            scope.claim(python.clone(), name, span);
            for derived in derived(schema, names, *item, &python) {
                scope.claim(derived, name, span);
            }
        }
    }
}

/// Further names that an item brings into its module.
fn derived(schema: &Schema, names: &Names, item: ItemId, name: &str) -> Vec<String> {
    match item {
        ItemId::Struct(id) => {
            let def = &schema.structs[id.index()];
            let mut out = vec![format!("_{name}")];
            if def.has_codec() && !views::has_atomics(schema, def) {
                out.push(format!("{name}View"));
            }
            if def.endian == ByteOrder::Either {
                out.extend([format!("{name}ViewBig"), format!("_{name}_little"), format!("_{name}_big")]);
            }
            out
        }
        ItemId::Enum(id) => {
            let def = &schema.enums[id.index()];
            let mut out = vec![format!("_{name}_of")];
            out.extend(def.text.iter().map(|text| format!("_{name}_{}", names.text(&def.name, &text.name))));
            out
        }
        ItemId::Operation(id) => {
            let mut out = vec![format!("{name}_timed")];
            out.extend(schema.operations[id.index()].many.iter().map(|many| format!("{name}_{}", many.name)));
            out
        }
        ItemId::Const(_) | ItemId::Flags(_) | ItemId::Union(_) | ItemId::Message(_) => Vec::new(),
    }
}

fn enumeration(names: &Names, def: &EnumDef, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new(format!("the enum `{}`", def.name), INT, fixes, found);
    for text in &def.text {
        let target = format!("{}.{}", def.name, text.name);
        let name = names.text(&def.name, &text.name);
        scope.claim(name.clone(), &target, def.site.name);
        scope.claim(format!("{name}_of"), &target, def.site.name);
    }
    for value in &def.values {
        let name = names.value(&def.name, &value.name);
        let target = format!("{}.{}", def.name, value.name);
        if name.starts_with("__") || name.starts_with('_') && name.ends_with('_') {
            let text = format!("an `IntEnum` keeps names like `{name}` for itself");
            scope.refuse(Diagnostic::error("lang-name", value.name_span, text), &name, &target);
        } else {
            scope.claim(name, &target, value.name_span);
        }
    }
}

fn flags(names: &Names, def: &FlagsDef, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new(format!("the flags `{}`", def.name), INT, fixes, found);
    for value in &def.values {
        let name = names.value(&def.name, &value.name);
        let target = format!("{}.{}", def.name, value.name);
        if !value.is_flag {
            scope.claim(format!("with_{name}"), &target, value.name_span);
        }
        scope.claim(name, &target, value.name_span);
    }
}

fn union(names: &Names, def: &UnionDef, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new(format!("the union `{}`", def.name), UNION, fixes, found);
    for member in &def.members {
        let name = names.union_member(&def.name, &member.name);
        let target = format!("{}.{}", def.name, member.name);
        scope.claim(format!("from_{name}"), &target, member.name_span);
        if def.tag.is_none() {
            scope.claim(name, &target, member.name_span);
        }
    }
}

fn structure(names: &Names, def: &StructDef, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    let reserved = if def.evolution == Evolution::Append { &GROWING } else { STRUCT };
    let mut scope = Scope::new(format!("the struct `{}`", def.name), reserved, fixes, found);
    for member in &def.members {
        let field = &def.fields[member.field as usize];
        let (span, scaled) = match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => {
                let item = &items[item as usize];
                (item.name_span, item.rules.scale.is_some())
            }
            _ => (field.name_span, field.rules.scale.is_some()),
        };
        let name = names.member(def, member);
        let target = format!("{}.{}", def.name, member.name);
        if scaled {
            scope.claim(format!("{name}_physical"), &target, span);
        }
        scope.claim(name, &target, span);
    }
    for constant in constants::of_struct(def) {
        let target = format!("{}.{}", def.name, constant.schema_name());
        scope.claim(names.constant(def, &constant), &target, constant.span());
    }
    let mut view =
        Scope::new(format!("the view of `{}`", def.name), &["_fields_", "_pack_", "_layout_"], fixes, found);
    for field in &def.fields {
        match &field.kind {
            FieldKind::Value(_) => {
                view.claim(names.field(def, field), &format!("{}.{}", def.name, field.name), field.name_span);
            }
            FieldKind::Bits(_, items) => {
                for item in
                    items.iter().filter(|item| !matches!(item.kind, rbgen_schema::ir::BitKind::Reserved(_)))
                {
                    let target = format!("{}.{}", def.name, item.name);
                    view.claim(names.bit_item(def, item), &target, item.name_span);
                }
            }
            FieldKind::Reserved(_) | FieldKind::Padding => {}
        }
    }
}

fn message(schema: &Schema, names: &Names, def: &MessageDef, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new(format!("the message `{}`", def.name), messages::MEMBERS, fixes, found);
    for part in &def.parts {
        scope.claim(names.part(def, part), &format!("{}.{}", def.name, part.name), part.name_span);
    }
    for helper in &def.helpers {
        scope.claim(names.helper(def, &helper.name), &format!("{}.{}", def.name, helper.name), def.site.name);
    }
    // `create` takes parts and members of the header side by side.
    let header = &schema.structs[def.header.index()];
    let mut create = Scope::new(format!("`create` of the message `{}`", def.name), CREATE, fixes, found);
    for part in &def.parts {
        create.claim(names.part(def, part), &format!("{}.{}", def.name, part.name), part.name_span);
    }
    for index in messages::given(def, header) {
        let member = &header.members[index];
        let target = format!("{}.{}", header.name, member.name);
        create.claim(names.member(header, member), &target, def.site.name);
    }
}

fn operation(
    schema: &Schema,
    names: &Names,
    def: &Operation,
    fixes: &Fixes<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Via::Transport { request, .. } = def.via;
    let ordered = schema.structs[schema.messages[request.index()].header.index()].endian == ByteOrder::Either;
    let reserved = if ordered { CALL_ORDERED } else { CALL };
    let mut scope = Scope::new(format!("the call `{}`", def.name), reserved, fixes, found);
    // The timed call, and those for many, call the plain one.
    scope.claim(names.item(&def.name), &def.name, def.site.name);
    for param in &def.params {
        scope.claim(names.param(def, &param.name), &format!("{}.{}", def.name, param.name), def.site.name);
    }
    for many in &def.many {
        scope.claim(names.many(def, &many.name), &format!("{}.{}", def.name, many.name), def.site.name);
    }
}
