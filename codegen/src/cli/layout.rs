//! `rbgen layout`

use super::args::{Layout, LayoutFormat};
use super::job::load_one;
use super::report::{Stop, Ui};
use rbgen::schema::ir::StructId;
use rbgen::schema::{Schema, layout_view, nearest};

/// Shows the bytes of structs.
pub(crate) fn run(ui: &Ui, args: &Layout) -> Result<(), Stop> {
    let schema = load_one(ui, &args.schema)?;
    let structs = chosen(&schema, &args.structs)?;
    ui.print(&match args.format {
        LayoutFormat::Text => layout_view::text(&schema, &structs),
        LayoutFormat::Json => format!("{:#}\n", layout_view::json(&schema)),
        LayoutFormat::Markdown => layout_view::markdown(&schema, &structs),
        LayoutFormat::Svg => layout_view::svg(&schema, &structs),
    })
}

fn chosen(schema: &Schema, names: &[String]) -> Result<Vec<StructId>, Stop> {
    if names.is_empty() {
        return Ok(layout_view::own_structs(schema));
    }
    let found = names.iter().map(|name| {
        let index = schema.structs.iter().position(|s| s.name == *name);
        index.map(|i| StructId(i as u32)).ok_or_else(|| {
            let stop = Stop::usage(format!("the schema has no struct `{name}`"));
            match nearest(name, schema.structs.iter().map(|s| s.name.as_str())) {
                Some(near) => stop.help(format!("did you mean `{near}`?")),
                None => stop,
            }
        })
    });
    found.collect()
}
