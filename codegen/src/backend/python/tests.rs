//! The package's own tests: literal bytes that each struct is held to, with nothing but `unittest`.

use super::context::Context;
use super::layout::{Code, Expr};
use super::names::Names;
use super::structs::render;
use super::{constants, literal};
use crate::backend::sample;
use rbgen_schema::Schema;
use rbgen_schema::ir::{ByteOrder, Evolution, MessageDef, ModuleId, PartKind, StructDef};
use rbgen_templates::python as view;

/// The test module of a schema file, or nothing when there is nothing to test.
pub(crate) fn module(
    schema: &Schema,
    names: &Names,
    id: ModuleId,
    header: &str,
    package: &str,
) -> Option<String> {
    let cx = Context::new(schema, names, id);
    let mut classes = Vec::new();
    for def in schema.structs.iter().filter(|def| def.site.module == id && def.has_codec()) {
        classes.push(struct_tests(&cx, def, package));
    }
    for def in schema.messages.iter().filter(|def| def.site.module == id) {
        classes.extend(message_tests(&cx, def, package));
    }
    if classes.is_empty() {
        return None;
    }
    Some(render(&view::Tests { header, package: package.to_owned(), classes }))
}

fn case(code: &mut Code, name: &str, body: impl FnOnce(&mut Code)) {
    code.line("");
    code.def(name, &["self".to_owned()], "None");
    code.indent();
    body(code);
    code.dedent();
}

fn struct_tests(cx: &Context<'_>, def: &StructDef, package: &str) -> String {
    let name = cx.names.item(&def.name);
    let either = def.endian == ByteOrder::Either;
    let mut code = Code::at(0);
    code.statement("class ", Expr::call(format!("Test{name}"), ["unittest.TestCase"]), ":");
    code.indent();
    code.line(format!("cls = {package}.{name}"));
    let sample = sample::of_struct(cx.schema, def, ByteOrder::Little);
    let order = if either { ", \"little\"" } else { "" };
    if let Some(sample) = &sample {
        let hex = literal::string(&literal::hex(&sample.bytes));
        code.statement("data = ", Expr::call("bytes.fromhex", [hex]), "");
        case(&mut code, "test_values", |code| {
            code.line(format!("value = self.cls.decode(self.data{order})"));
            for (member, number) in &sample.numbers {
                let member = cx.names.member(def, &def.members[*member]);
                let args = [format!("value.{member}"), number.to_string()];
                code.statement("", Expr::call("self.assertEqual", args), "");
            }
            let order = if either { "\"little\"" } else { "" };
            code.line(format!("self.assertEqual(value.encode({order}), self.data)"));
        });
        constants_test(cx, &mut code, def, order);
        case(&mut code, "test_forms", |code| {
            code.line(format!("value = self.cls.decode(self.data{order})"));
            code.line(format!("again = self.cls.decode(bytearray(self.data){order})"));
            code.line("self.assertEqual(value, again)");
            code.line("self.assertEqual(hash(value), hash(again))");
            code.line("self.assertEqual(self.cls.from_dict(value.to_dict()), value)");
            code.line("self.assertIn(self.cls.__name__, repr(value))");
        });
        wrong_type_test(cx, &mut code, def, package, order);
        case(&mut code, "test_prefix", |code| {
            code.line("data = self.data + b\"rest\"");
            code.line(format!("value, rest = self.cls.decode_prefix(data{order})"));
            code.line(format!("self.assertEqual(value, self.cls.decode(self.data{order}))"));
            code.line("self.assertEqual(bytes(rest), b\"rest\")");
            code.line(format!("records = list(self.cls.iter_from(self.data * 3{order}))"));
            code.line("self.assertEqual(len(records), 3)");
        });
        union_tests(cx, &mut code, def, package, order);
        if def.evolution == Evolution::Sealed {
            case(&mut code, "test_too_long", |code| {
                raises(code, package, "DecodeError", &format!("self.cls.decode(self.data + b\"x\"{order})"));
                code.line("self.assertEqual(caught.exception.kind, \"too-long\")");
            });
        }
    }
    case(&mut code, "test_too_short", |code| {
        raises(code, package, "DecodeError", &format!("self.cls.decode(b\"\"{order})"));
        code.line("self.assertEqual(caught.exception.kind, \"too-short\")");
        code.line("self.assertEqual(caught.exception.got, 0)");
        code.line(format!("self.assertGreater(self.cls.bytes_needed(b\"\"{order}), 0)"));
    });
    code.text()
}

/// Constants have their value in the class and can't be changed in an instance.
fn constants_test(cx: &Context<'_>, code: &mut Code, def: &StructDef, order: &str) {
    let constants: Vec<_> = constants::of_struct(def).collect();
    let Some(first) = constants.first() else { return };
    case(code, "test_constants", |code| {
        code.line(format!("value = self.cls.decode(self.data{order})"));
        for constant in &constants {
            if let Some(number) = constant.number(def) {
                let attribute = format!("value.{}", cx.names.constant(def, constant));
                code.statement("", Expr::call("self.assertEqual", [attribute, number.to_string()]), "");
            }
        }
        code.line("with self.assertRaises(AttributeError):");
        code.indent();
        let name = literal::string(&cx.names.constant(def, first));
        code.statement("", Expr::call("setattr", ["value", &name, "0"]), "");
        code.dedent();
    });
}

/// An attribute of a wrong type is refused by its name.
fn wrong_type_test(cx: &Context<'_>, code: &mut Code, def: &StructDef, package: &str, order: &str) {
    let pairs: Vec<(String, String)> = def
        .members
        .iter()
        .map(|member| (literal::string(&cx.names.member(def, member)), literal::string(&member.name)))
        .collect();
    if pairs.is_empty() {
        return;
    }
    let renamed = pairs.iter().any(|(attribute, name)| attribute != name);
    case(code, "test_wrong_types", |code| {
        let names: Vec<Expr> = pairs
            .into_iter()
            .map(
                |(attribute, name)| {
                    if renamed { Expr::tuple([attribute, name]) } else { Expr::atom(attribute) }
                },
            )
            .collect();
        let (targets, attribute) = if renamed { ("attribute, name", "attribute") } else { ("name", "name") };
        code.statement(&format!("for {targets} in "), Expr::tuple(names), ":");
        code.indent();
        code.line(format!("value = self.cls.decode(self.data{order})"));
        code.line(format!("setattr(value, {attribute}, object())"));
        let order = order.trim_start_matches(", ");
        raises(code, package, "EncodeTypeError", &format!("value.encode({order})"));
        code.line("self.assertEqual(caught.exception.field, name)");
        code.dedent();
    });
}

/// Literal bytes for each member of each union with a tag.
fn union_tests(cx: &Context<'_>, code: &mut Code, def: &StructDef, package: &str, order: &str) {
    for (index, union, _) in sample::unions(def) {
        let field = &def.fields[index];
        let attribute = cx.names.field(def, field);
        for (position, member) in cx.schema.unions[union].members.iter().enumerate() {
            let picked = sample::with_member(cx.schema, def, ByteOrder::Little, Some((index, position)));
            let Some(sample) = picked else { continue };
            case(code, &format!("test_{}_{}", field.name, member.name), |code| {
                let hex = literal::string(&literal::hex(&sample.bytes));
                code.statement("data = ", Expr::call("bytes.fromhex", [hex]), "");
                code.line(format!("value = self.cls.decode(data{order})"));
                let member = [format!("value.{attribute}.member"), literal::string(&member.name)];
                code.statement("", Expr::call("self.assertEqual", member), "");
                let encode = format!("value.encode({})", order.trim_start_matches(", "));
                code.line(format!("self.assertEqual({encode}, data)"));
                code.line("self.assertEqual(self.cls.from_dict(value.to_dict()), value)");
                code.statement(
                    "",
                    Expr::call(
                        "setattr",
                        [format!("value.{attribute}"), "\"value\"".into(), "object()".into()],
                    ),
                    "",
                );
                raises(code, package, "EncodeError", &encode);
                let field = ["caught.exception.field".to_owned(), literal::string(&field.name)];
                code.statement("", Expr::call("self.assertEqual", field), "");
            });
        }
    }
}

/// `with self.assertRaises(...)`: a statement that ends in one of the package's errors.
fn raises(code: &mut Code, package: &str, error: &str, statement: &str) {
    let error = format!("{package}.{error}");
    code.statement("with ", Expr::call("self.assertRaises", [error]), " as caught:");
    code.indent();
    code.line(statement);
    code.dedent();
}

/// A round trip of a message whose header can be made of defaults.
fn message_tests(cx: &Context<'_>, def: &MessageDef, package: &str) -> Option<String> {
    let header = &cx.schema.structs[def.header.index()];
    let computed: Vec<u32> = def
        .parts
        .iter()
        .filter_map(|part| match &part.kind {
            PartKind::Bytes(length) => Some(length.member),
            PartKind::Records(_, member) => Some(*member),
            PartKind::Rest => None,
        })
        .collect();
    let mut sorted = computed.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let shared = sorted.len() != computed.len();
    let is_bound = |index: &u32| {
        let member = &header.members[*index as usize];
        member.item.is_some() || header.fields[member.field as usize].rules.range.is_some()
    };
    let missing = header
        .members
        .iter()
        .enumerate()
        .any(|(index, member)| member.required && !computed.contains(&(index as u32)));
    if missing || shared || computed.iter().any(is_bound) || def.parts.is_empty() {
        return None;
    }
    let mut args: Vec<String> = Vec::new();
    for part in &def.parts {
        args.push(match &part.kind {
            PartKind::Bytes(length) => {
                let times = length.times as usize;
                let len = times - (length.minus as usize % times);
                literal::bytes(&vec![b'x'; len])
            }
            PartKind::Rest => "b\"rest\"".to_owned(),
            PartKind::Records(..) => "[]".to_owned(),
        });
    }
    let name = cx.names.item(&def.name);
    let either = header.endian == ByteOrder::Either;
    let order = if either { ", \"big\"" } else { "" };
    let mut code = Code::at(0);
    code.statement("class ", Expr::call(format!("Test{name}"), ["unittest.TestCase"]), ":");
    code.indent();
    code.line(format!("cls = {package}.{name}"));
    case(&mut code, "test_create_and_parse", |code| {
        let mut create = args.clone();
        if either {
            create.push("order=\"big\"".to_owned());
        }
        code.assign("data", Expr::call("self.cls.create", create));
        code.line(format!("message = self.cls.parse(data{order})"));
        for (part, value) in def.parts.iter().zip(&args) {
            let part = format!("message.{}", cx.names.part(def, part));
            code.statement("", Expr::call("self.assertEqual", [part.as_str(), value]), "");
        }
        let order = if either { "\"big\"" } else { "" };
        code.line(format!("self.assertEqual(message.encode({order}), data)"));
        code.line("self.assertEqual(self.cls.from_dict(message.to_dict()), message)");
        if matches!(def.parts.last().map(|part| &part.kind), Some(PartKind::Bytes(_))) {
            let order = if either { ", \"big\"" } else { "" };
            raises(code, package, "DecodeError", &format!("self.cls.parse(data[:-1]{order})"));
            code.line("self.assertEqual(caught.exception.kind, \"payload-length\")");
        }
    });
    Some(code.text())
}
