//! The part of a driver in C that parses and creates messages.

use super::Writer;
use rbgen_schema::ir::{ItemId, MessageId, PartKind};
use std::fmt::Write as _;

impl Writer<'_> {
    /// The function that makes a message of columns and creates its bytes.
    pub(super) fn message_maker(&self, out: &mut String, id: MessageId) {
        let def = &self.schema.messages[id.index()];
        let item = ItemId::Message(id);
        let (stem, ty) = (self.names.stem(item), self.names.type_of(item));
        let (header, _) = self.struct_names(def.header);
        let size = self.schema.structs[def.header.index()].size;
        let order = "strcmp(order_text, \"big\") == 0 ? RBGEN_BIG : RBGEN_LITTLE, ";
        let order_of = |id| if self.names.struct_takes_order(id) { order } else { "" };
        let (mut values, mut columns, mut bytes, mut frees) =
            (String::new(), String::new(), String::new(), String::new());
        for part in &def.parts {
            let (name, of) = (self.names.member(&def.name, &part.name), &part.name);
            let part_size = self.names.part_number(&def.name, of, "size");
            let part_count = self.names.part_number(&def.name, of, "count");
            let _ = writeln!(columns, "        if ((at = after(rest[i], \"{of}\")) != NULL) {{");
            if let PartKind::Records(record, _) = part.kind {
                let (record_stem, record_value) = self.struct_names(record);
                let record_size = self.schema.structs[record.index()].size;
                let _ = writeln!(values, "    {record_value} *{of}_values = NULL;");
                let _ = writeln!(
                    columns,
                    "            size_t index;
            at = subscript(at, m.{part_count} + 1, &index);
            if (index == m.{part_count}) {{
                {of}_values = ({record_value} *)realloc({of}_values, (index + 1) * sizeof *{of}_values);
                if ({of}_values == NULL) {{ give_up(\"no memory\", at); }}
                {record_stem}_init(&{of}_values[m.{part_count}++]);
            }}
            k = assign_{record_stem}(&{of}_values[index], inside(at), equals + 1, &e);
        }}"
                );
                let _ = writeln!(
                    bytes,
                    "    m.{part_size} = m.{part_count} * {record_size};
    m.{name} = unhex(\"\", &written);
    if (m.{part_count} > 0) {{
        uint8_t *all = (uint8_t *)realloc((void *)(uintptr_t)m.{name}, m.{part_size});
        if (all == NULL) {{ give_up(\"no memory\", \"{of}\"); }}
        for (size_t i = 0; k == RBGEN_OK && i < m.{part_count}; i++) {{
            k = {record_stem}_encode(&{of}_values[i], {}all + i * {record_size}, {record_size}, &e);
        }}
        m.{name} = all;
    }}",
                    order_of(record)
                );
                let _ = writeln!(frees, "    free({of}_values);");
            } else {
                let _ = writeln!(
                    columns,
                    "            m.{name} = unhex(equals + 1, &m.{part_size});\n        }}"
                );
            }
            let _ = writeln!(bytes, "    capacity += m.{part_size};");
            let _ = writeln!(frees, "    free((void *)(uintptr_t)m.{name});");
        }
        let header_order = order_of(def.header);
        let _ = writeln!(
            out,
            "static void make_{stem}(const char *order_text, char **rest, size_t count)\n{{
    rbgen_error e = {{RBGEN_OK, \"\", \"\", \"\", \"\"}};
    rbgen_kind k = RBGEN_OK;
    {ty} m;
    size_t capacity = {size};
    size_t written;
    uint8_t *made;
{values}    (void)order_text;
    memset(&m, 0, sizeof m);
    {header}_init(&m.header);
    for (size_t i = 0; k == RBGEN_OK && i < count; i++) {{
        const char *at;
        char *equals = strchr(rest[i], '=');
        if (equals == NULL) {{ give_up(\"no value\", rest[i]); }}
        *equals = '\\0';
        if ((at = after(rest[i], \"header\")) != NULL) {{
            k = assign_{header}(&m.header, inside(at), equals + 1, &e);
        }}
{columns}    }}
{bytes}    made = (uint8_t *)malloc(capacity);
    if (made == NULL) {{ give_up(\"no memory\", \"create\"); }}
    if (k == RBGEN_OK) {{ k = {stem}_create(&m, {header_order}made, capacity, &written, &e); }}
    if (k == RBGEN_OK) {{ (void)fprintf(out, \"%s\\tok\\t\", line_id); put_hex(made, written); (void)fputc('\\n', out); }}
    else {{ put_error(&e); }}
    free(made);
{frees}}}
"
        );
    }

    /// Statements that replace the records of the message `again`, which are bytes, by those that their values encode to,
    /// and those that free them.
    fn encode_records(&self, id: MessageId) -> (String, String) {
        let def = &self.schema.messages[id.index()];
        let (mut out, mut frees) = (String::new(), String::new());
        for part in &def.parts {
            let PartKind::Records(record, _) = part.kind else { continue };
            let (of, name) = (&part.name, self.names.member(&def.name, &part.name));
            let size = self.names.part_number(&def.name, of, "size");
            let count = self.names.part_number(&def.name, of, "count");
            let (stem, value) = self.struct_names(record);
            let each = self.schema.structs[record.index()].size;
            let takes = self.names.struct_takes_order(record);
            let (order, back) = if takes { ("order, ", "back, ") } else { ("", "") };
            let _ = writeln!(
                out,
                "        again.{size} = again.{count} * {each};
        uint8_t *{of}_bytes = (uint8_t *)malloc(again.{size} + 1);
        if ({of}_bytes == NULL) {{ give_up(\"no memory\", \"{of}\"); }}
        for (size_t i = 0, at = 0, used = 0; k == RBGEN_OK && i < m.{count}; i++, at += used) {{
            {value} v;
            k = {stem}_decode_prefix(m.{name} + at, m.{size} - at, {order}&v, &used, &e);
            if (k == RBGEN_OK) {{ k = {stem}_encode(&v, {back}{of}_bytes + i * {each}, {each}, &e); }}
        }}
        again.{name} = {of}_bytes;"
            );
            let _ = writeln!(frees, "        free({of}_bytes);");
        }
        (out, frees)
    }

    /// The function that answers the lines about a message.
    pub(super) fn message_verb(&self, out: &mut String, id: MessageId) {
        let def = &self.schema.messages[id.index()];
        let item = ItemId::Message(id);
        let (stem, ty) = (self.names.stem(item), self.names.type_of(item));
        let (header, _) = self.struct_names(def.header);
        let takes = self.names.struct_takes_order(def.header);
        let (order, back) = if takes { ("order, ", "back, ") } else { ("", "") };
        let fail = "put_error(&e); free(data); return;";
        let _ = writeln!(
            out,
            "static void verb_{stem}(const char *verb, const char *order_text, char **rest, size_t count)\n{{
    rbgen_error e = {{RBGEN_OK, \"\", \"\", \"\", \"\"}};
    {ty} m;
    size_t size;
    size_t written;
    size_t n;
    uint8_t *data = unhex(count > 0 && strcmp(verb, \"parse\") == 0 ? rest[0] : \"\", &size);
    const size_t capacity = size + {};
    uint8_t *made;
    if (strcmp(verb, \"create\") == 0) {{ free(data); make_{stem}(order_text, rest, count); return; }}
    if (strcmp(verb, \"parse\") != 0) {{ give_up(\"not for messages\", verb); }}",
            self.schema.structs[def.header.index()].size
        );
        out.push_str(&self.find_order(def.header, fail));
        let (records, frees) = self.encode_records(id);
        let _ = writeln!(
            out,
            "    if ({stem}_parse(data, size, {order}&m, &e) != RBGEN_OK) {{ {fail} }}
    made = (uint8_t *)malloc(capacity);
    if (made == NULL) {{ give_up(\"no memory\", verb); }}
    (void)fprintf(out, \"%s\\tok\\t\", line_id);
    {{
        {ty} again = m;
        rbgen_kind k = RBGEN_OK;
{records}        if (k == RBGEN_OK) {{ k = {stem}_create(&again, {back}made, capacity, &written, &e); }}
        if (k == RBGEN_OK) {{ put_hex(made, written); }}
        else {{ (void)fprintf(out, \"!%s\", rbgen_kind_name(e.kind)); }}
{frees}    }}
    free(made);
    path[0] = '\\0';
    n = push(\"header.\");
    show_{header}(&m.header);
    pop(n);"
        );
        for part in &def.parts {
            let name = self.names.member(&def.name, &part.name);
            let size = self.names.part_number(&def.name, &part.name, "size");
            if let PartKind::Records(record, _) = part.kind {
                let (record_stem, record_value) = self.struct_names(record);
                let count = self.names.part_number(&def.name, &part.name, "count");
                let record_order = if self.names.struct_takes_order(record) { "order, " } else { "" };
                let _ = writeln!(
                    out,
                    "    for (size_t i = 0, at = 0, used; i < m.{count}; i++, at += used) {{
        {record_value} v;
        if ({record_stem}_decode_prefix(m.{name} + at, m.{size} - at, {record_order}&v, &used, &e) != RBGEN_OK) {{ give_up(\"record\", \"{0}\"); }}
        n = push(\"{0}\"); (void)push_index(i); (void)push(\".\"); show_{record_stem}(&v); pop(n);
    }}",
                    part.name
                );
            } else {
                let _ = writeln!(
                    out,
                    "    n = push(\"{0}\"); put_path(); put_hex(m.{name}, m.{size}); pop(n);",
                    part.name
                );
            }
        }
        out.push_str("    free(data);\n    (void)fputc('\\n', out);\n}\n\n");
    }
}
