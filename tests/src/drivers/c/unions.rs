//! The part of a driver in C that shows unions with a tag and assigns to them.

use super::Writer;
use super::members::Target;
use rbgen_schema::ir::{ItemId, UnionId};
use std::fmt::Write as _;

impl Writer<'_> {
    pub(super) fn union_functions(&self, out: &mut String, id: UnionId) {
        let def = &self.schema.unions[id.index()];
        let item = ItemId::Union(id);
        let (stem, value) = (self.names.stem(item), self.names.value_type(item));
        let _ = writeln!(
            out,
            "static void show_{stem}(const {value} *v)\n{{\n    size_t n;\n    switch (v->member) {{"
        );
        for member in &def.members {
            let name = self.names.member(&def.name, &member.name);
            let _ = writeln!(out, "    case {}:", self.names.constant(item, &member.name));
            let _ = writeln!(
                out,
                "    n = push(\"@member\"); put_path(); (void)fputs(\"{0}\", out); pop(n); n = push(\"{0}\");",
                member.name
            );
            self.show(out, &member.ty, &format!("v->as.{name}"), 0);
            out.push_str("    pop(n);\n");
            let beyond = def.size - member.size;
            if beyond > 0 {
                let _ =
                    writeln!(out, "    n = push(\"@rest\"); put_path(); put_hex(v->rest, {beyond}); pop(n);");
            }
            out.push_str("    break;\n");
        }
        out.push_str("    }\n}\n\n");
        let _ = writeln!(
            out,
            "static rbgen_kind assign_{stem}({value} *v, const char *at, const char *text, rbgen_error *e,\n    \
             const char *owner, const char *field)\n{{\n    const char *rest;\n    (void)e;\n    (void)owner;\n    \
             (void)field;\n    if (strcmp(at, \"@member\") == 0) {{"
        );
        for member in &def.members {
            let constant = self.names.constant(item, &member.name);
            let _ = writeln!(
                out,
                "        if (strcmp(text, \"{}\") == 0) {{ v->member = {constant}; return RBGEN_OK; }}",
                member.name
            );
        }
        out.push_str("        give_up(\"no such union member\", text);\n    }\n");
        if def.members.iter().any(|m| m.size < def.size) {
            out.push_str(
                "    if (strcmp(at, \"@rest\") == 0) {\n        size_t n; uint8_t *t = unhex(text, &n);\n",
            );
            out.push_str("        if (n > sizeof v->rest) { give_up(\"rest too long\", text); }\n");
            out.push_str("        memcpy(v->rest, t, n); free(t); return RBGEN_OK;\n    }\n");
        }
        for member in &def.members {
            let name = self.names.member(&def.name, &member.name);
            let _ = writeln!(
                out,
                "    if ((rest = after(at, \"{}\")) != NULL) {{\n        (void)rest;",
                member.name
            );
            let target = Target {
                value: format!("v->as.{name}"),
                owner: &def.name,
                field: &member.name,
                setter: String::new(),
            };
            self.assign(out, &member.ty, &target, 0);
            out.push_str("        return RBGEN_OK;\n    }\n");
        }
        out.push_str("    give_up(\"no such member\", at);\n    return RBGEN_OK;\n}\n\n");
    }
}
