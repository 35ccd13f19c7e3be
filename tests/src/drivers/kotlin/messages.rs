//! The part of a driver in Kotlin that parses and creates messages.

use super::Writer;
use rbgen_schema::ir::{MessageId, PartKind};
use std::fmt::Write as _;

impl Writer<'_> {
    pub(super) fn message_answers(&self, out: &mut String, id: MessageId) {
        let def = &self.schema.messages[id.index()];
        let header = &self.schema.structs[def.header.index()];
        let (index, header_index) = (id.index(), def.header.index());
        let (read, write) = (self.read_order(header), self.write_order(header));
        let (mut shows, mut makes) = (String::new(), String::new());
        for part in &def.parts {
            let property = self.names.part(def, &part.name);
            let name = &part.name;
            match part.kind {
                PartKind::Bytes(_) | PartKind::Rest => {
                    let _ = writeln!(
                        shows,
                        "            out.add(\"{name}=${{message.{property}.toHexString()}}\")"
                    );
                    let _ = writeln!(makes, "                {property} = q.given.bytes(\"{name}\"),");
                }
                PartKind::Records(record, _) => {
                    let record = record.index();
                    let _ = writeln!(
                        shows,
                        "            message.{property}.forEachIndexed {{ i, record -> show{record}(record, \"{name}[$i].\", out) }}"
                    );
                    let _ = writeln!(
                        makes,
                        "                {property} = generateSequence(0) {{ it + 1 }}.takeWhile {{ \"{name}[$it]\" in q.given }}\
                         .map {{ make{record}(q.given, \"{name}[$it].\") }}.toList(),"
                    );
                }
            }
        }
        let _ = writeln!(
            out,
            "private fun answerMessage{index}(q: Question, out: MutableList<String>) {{
    when (q.verb) {{
        \"parse\" -> {{
            val message = Message{index}.parse(q.bytes{read})
            out.add(again {{ message.encode({write}) }})
            show{header_index}(message.header, \"header.\", out)
{shows}        }}
        \"create\" -> {{
            val message = Message{index}(
                header = make{header_index}(q.given, \"header.\"),
{makes}            )
            out.add(message.encode({write}).toHexString())
        }}
        else -> error(\"no such verb: ${{q.verb}}\")
    }}
}}
"
        );
    }
}
