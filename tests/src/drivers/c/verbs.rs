//! The part of a driver in C that answers the lines about a struct.

use super::Writer;
use rbgen_schema::ir::StructId;
use std::fmt::Write as _;

impl Writer<'_> {
    /// The statements that turn the order column into `order`, failing into `fail`.
    pub(super) fn find_order(&self, id: StructId, fail: &str) -> String {
        let def = &self.schema.structs[id.index()];
        let (stem, _) = self.struct_names(id);
        if !self.names.struct_takes_order(id) {
            return "    (void)order_text;\n".to_owned();
        }
        let mut out = String::from(
            "    rbgen_order order = strcmp(order_text, \"big\") == 0 ? RBGEN_BIG : RBGEN_LITTLE;\n    \
             const rbgen_order back = order;\n    (void)back;\n",
        );
        if def.roles.byte_order.is_some() {
            let _ = writeln!(
                out,
                "    if (strcmp(order_text, \"-\") == 0 && {stem}_find_order(data, size, &order, &e) != RBGEN_OK) {{ {fail} }}"
            );
        }
        out
    }

    /// The function that shows a decoded value. Two values are equal when they are shown alike, and then their texts
    /// for people are alike too: each value is held to the one before it.
    pub(super) fn struct_answer(&self, out: &mut String, id: StructId) {
        let (stem, value) = self.struct_names(id);
        let _ = writeln!(
            out,
            "static void answer_{stem}(const {value} *v)\n{{
    static {value} last;
    static char *last_shown = NULL;
    static char *last_text = NULL;
    const size_t length = {stem}_format(v, NULL, 0);
    char *half = (char *)malloc(length / 2 + 1);
    char *text = (char *)malloc(length + 1);
    char *shown;
    if (half == NULL || text == NULL) {{ give_up(\"no memory\", \"{stem}\"); }}
    if ({stem}_format(v, text, length + 1) != length || strlen(text) != length) {{ give_up(\"length\", text); }}
    if ({stem}_format(v, half, length / 2 + 1) != length || strlen(half) != length / 2) {{ give_up(\"cut\", half); }}
    if (strncmp(half, text, length / 2) != 0 || !{stem}_equal(v, v)) {{ give_up(\"not itself\", text); }}
    free(half);
    capture();
    show_{stem}(v);
    shown = captured();
    (void)fputs(shown, out);
    if (last_shown != NULL) {{
        const bool alike = strcmp(shown, last_shown) == 0;
        if ({stem}_equal(v, &last) != alike || {stem}_equal(&last, v) != alike) {{ give_up(\"equality\", shown); }}
        if (alike && strcmp(text, last_text) != 0) {{ give_up(\"text\", text); }}
    }}
    free(last_shown);
    free(last_text);
    last = *v;
    last_shown = shown;
    last_text = text;
}}
"
        );
    }

    pub(super) fn struct_verbs(&self, out: &mut String, id: StructId) {
        let def = &self.schema.structs[id.index()];
        let (stem, value) = self.struct_names(id);
        let takes = self.names.struct_takes_order(id);
        let (order, back) = if takes { ("order, ", "back, ") } else { ("", "") };
        let needed = if takes { ", RBGEN_LITTLE" } else { "" };
        let size = def.size;
        let fail = "put_error(&e); free(data); return;";
        let find = self.find_order(id, fail);
        // Bytes are decoded from a buffer of exactly their size, so that reading beyond is found.
        let _ = writeln!(
            out,
            "static void verb_{stem}(const char *verb, const char *order_text, char **rest, size_t count)\n{{
    rbgen_error e = {{RBGEN_OK, \"\", \"\", \"\", \"\"}};
    {value} v;
    uint8_t bytes[{size}];
    size_t size = 0;
    uint8_t *data = strcmp(verb, \"encode\") == 0 ? NULL : unhex(count > 0 ? rest[0] : \"\", &size);
    if (data != NULL) {{ uint8_t *exact = (uint8_t *)malloc(size > 0 ? size : 1); if (exact == NULL) {{ give_up(\"no memory\", verb); }} memcpy(exact, data, size); free(data); data = exact; }}
    if (strcmp(verb, \"needed\") == 0) {{
        (void)fprintf(out, \"%s\\tok\\t%zu\\n\", line_id, {stem}_bytes_needed(data, size{needed}));
        free(data);
        return;
    }}
    if (strcmp(verb, \"encode\") != 0 && size == 0 && strcmp(verb, \"iter\") == 0) {{
        (void)fprintf(out, \"%s\\tok\\t0\\n\", line_id);
        free(data);
        return;
    }}"
        );
        let find = find.replacen(
            "if (strcmp(order_text, \"-\") == 0 &&",
            "if (data != NULL && strcmp(order_text, \"-\") == 0 &&",
            1,
        );
        out.push_str(&find);
        let _ = writeln!(
            out,
            "    if (strcmp(verb, \"encode\") == 0) {{
        {stem}_init(&v);
        for (size_t i = 0; i < count; i++) {{
            char *equals = strchr(rest[i], '=');
            if (equals == NULL) {{ give_up(\"no value\", rest[i]); }}
            *equals = '\\0';
            if (assign_{stem}(&v, rest[i], equals + 1, &e) != RBGEN_OK) {{ put_error(&e); return; }}
        }}
        if ({stem}_encode(&v, {order}bytes, sizeof bytes, &e) != RBGEN_OK) {{ put_error(&e); return; }}
        (void)fprintf(out, \"%s\\tok\\t\", line_id);
        put_hex(bytes, sizeof bytes);
        (void)fputc('\\n', out);
        return;
    }}
    if (strcmp(verb, \"iter\") == 0) {{
        size_t records = 0;
        for (size_t at = 0, used; at < size; at += used, records++) {{
            if ({stem}_decode_prefix(data + at, size - at, {order}&v, &used, &e) != RBGEN_OK) {{ {fail} }}
        }}
        (void)fprintf(out, \"%s\\tok\\t%zu\\n\", line_id, records);
        free(data);
        return;
    }}
    if (strcmp(verb, \"prefix\") == 0) {{
        size_t used;
        if ({stem}_decode_prefix(data, size, {order}&v, &used, &e) != RBGEN_OK) {{ {fail} }}
        (void)fprintf(out, \"%s\\tok\\t\", line_id);
        put_hex(data + used, size - used);
    }} else {{
        if ({stem}_decode(data, size, {order}&v, &e) != RBGEN_OK) {{ {fail} }}
        (void)fprintf(out, \"%s\\tok\\t\", line_id);
        if ({stem}_encode(&v, {back}bytes, sizeof bytes, &e) == RBGEN_OK) {{ put_hex(bytes, sizeof bytes); }}
        else {{ (void)fprintf(out, \"!%s\", rbgen_kind_name(e.kind)); }}
    }}
    free(data);
    path[0] = '\\0';
    answer_{stem}(&v);
    (void)fputc('\\n', out);
}}
"
        );
    }
}
