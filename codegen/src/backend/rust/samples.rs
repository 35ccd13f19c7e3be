//! The crate's tests of bytes: a value of each struct as literal bytes, and what single changed bytes come to.

use super::bad;
use crate::backend::sample::{self, Sample};
use crate::schema::Schema;
use crate::schema::ir::{ByteOrder, Evolution, StructDef};
use rbgen_rust::names;

/// The tests of one struct under a name; nothing where it has no value that can be written down.
pub(super) fn of_struct(schema: &Schema, def: &StructDef, krate: &str, name: &str) -> String {
    let orders = match def.endian {
        ByteOrder::Either => &[
            ("_little", ByteOrder::Little, Some("ByteOrder::Little")),
            ("_big", ByteOrder::Big, Some("ByteOrder::Big")),
        ][..],
        fixed => &[("", fixed, None)][..],
    };
    let mut out = String::new();
    for (suffix, order, argument) in orders {
        let Some(sample) = sample::of_struct(schema, def, *order) else { continue };
        let test = Test { schema, def, sample, order: *order, argument: *argument };
        let module = names::ident(&format!("{name}{suffix}"));
        out.push_str(&format!("\nmod {module} {{\n"));
        for line in test.lines(krate).iter().flat_map(|text| text.lines()) {
            let indent = if line.is_empty() { "" } else { "    " };
            out.push_str(&format!("{indent}{line}\n"));
        }
        out.push_str("}\n");
    }
    out
}

struct Test<'a> {
    schema: &'a Schema,
    def: &'a StructDef,
    sample: Sample,
    order: ByteOrder,
    /// The order as an argument, for structs that take one.
    argument: Option<&'static str>,
}

impl Test<'_> {
    /// A call of a function, with the order where it takes one.
    fn call(&self, function: &str, argument: &str) -> String {
        let arguments: Vec<&str> =
            [argument].into_iter().filter(|a| !a.is_empty()).chain(self.argument).collect();
        let suffix = if self.argument.is_some() { "_as" } else { "" };
        format!("{function}{suffix}({})", arguments.join(", "))
    }

    fn lines(&self, krate: &str) -> Vec<String> {
        let Test { schema, def, sample, .. } = self;
        let ident = names::type_name(schema, def.site.module, &def.name);
        let view = names::suffixed(&ident, "View");
        let broken = bad::bytes(schema, def, &sample.bytes, self.order);
        let unfit = bad::members(def);
        let decode = |bytes: &str| self.call("Value::decode", bytes);
        let mut lines = Vec::new();
        let mut line = |text: String| lines.push(text);

        if self.argument.is_some() {
            line("use rbgen_wire::ByteOrder;".to_owned());
        }
        line("use rbgen_wire::ErrorKind;".to_owned());
        line(format!("use {krate}::{ident} as Value;\nuse {krate}::{view} as View;"));
        line(format!("\nconst BYTES: [u8; {}] = [", sample.bytes.len()));
        for row in sample.bytes.chunks(8) {
            let hex: Vec<String> = row.iter().map(|byte| format!("0x{byte:02x}")).collect();
            line(format!("    {},", hex.join(", ")));
        }
        line("];".to_owned());

        line("\n#[test]\nfn is_these_bytes() {".to_owned());
        line(format!("    let value = {}.unwrap();", decode("&BYTES")));
        for (index, number) in &sample.numbers {
            let member = &def.members[*index];
            let digits = def.fields[member.field as usize].size as usize * 2 + 2;
            let member = names::member_name(schema, def.site.module, &def.name, &member.name);
            line(format!("    assert_eq!(value.{member}, {:#0digits$x});", number.bits()));
        }
        line(format!("    assert_eq!({}, Ok(BYTES));", self.call("value.encode", "")));
        let viewed: Vec<&str> = ["&BYTES"].into_iter().chain(self.argument).collect();
        line(format!("    let (view, _) = View::from_prefix({}).unwrap();", viewed.join(", ")));
        line("    assert_eq!(view.to_value(), Ok(value));\n}".to_owned());

        line("\n#[test]\nfn has_this_length() {".to_owned());
        line(format!("    let error = {}.unwrap_err();", decode(&format!("&BYTES[..{}]", def.size - 1))));
        line("    assert_eq!(error.kind(), ErrorKind::TooShort);".to_owned());
        line("    let longer = [&BYTES[..], &[7]].concat();".to_owned());
        // By its version alone, a struct can be of a later one and longer.
        if def.evolution == Evolution::Sealed || def.roles.size.is_some() {
            line(format!("    assert_eq!({}.unwrap_err().kind(), ErrorKind::TooLong);", decode("&longer")));
        }
        line(format!("    let (_, rest) = {}.unwrap();", self.call("Value::decode_prefix", "&longer")));
        line("    assert_eq!(rest, [7]);\n}".to_owned());

        if let [bad] = &broken[..] {
            line("\n#[test]\nfn refuses_other_bytes() {\n    let mut bytes = BYTES;".to_owned());
            line(format!("    bytes[{}] = 0x{:02x};", bad.at, bad.byte));
            line(format!("    let error = {}.unwrap_err();", decode("&bytes")));
            let expected = format!("(ErrorKind::{}, {:?})", bad.kind, bad.field);
            line(format!("    assert_eq!((error.kind(), error.field()), {expected});\n}}"));
        } else if !broken.is_empty() {
            line("\n#[test]\nfn refuses_other_bytes() {\n    for (at, byte, kind, field) in [".to_owned());
            for bad in &broken {
                let (at, byte, kind, field) = (bad.at, bad.byte, bad.kind, bad.field);
                line(format!("        ({at}, 0x{byte:02x}, ErrorKind::{kind}, {field:?}),"));
            }
            line("    ] {\n        let mut bytes = BYTES;\n        bytes[at] = byte;".to_owned());
            line(format!("        let error = {}.unwrap_err();", decode("&bytes")));
            line("        assert_eq!((error.kind(), error.field()), (kind, field));\n    }\n}".to_owned());
        }
        if !unfit.is_empty() {
            line("\n#[test]\nfn refuses_other_values() {".to_owned());
            line(format!("    let value = || {}.unwrap();", decode("&BYTES")));
            let alone = def.members.len() == 1;
            for (index, number) in &unfit {
                let name = &def.members[*index].name;
                let member = names::member_name(schema, def.site.module, &def.name, name);
                let others = if alone { "" } else { ", ..value()" };
                let encode = self.call("encode", "");
                line(format!(
                    "    let error = Value {{ {member}: {number}{others} }}.{encode}.unwrap_err();"
                ));
                line(format!(
                    "    assert_eq!((error.kind(), error.field()), (ErrorKind::OutOfRange, {name:?}));"
                ));
            }
            line("}".to_owned());
        }
        lines
    }
}
