//! Layouts of the shipped schemas, and of those whose names and texts try to break out of a format, as people see them.

use rbgen_schema::{Schema, layout_view};
use rbgen_tests::schemas;

fn schema(name: &str) -> Schema {
    schemas::good()
        .into_iter()
        .find(|(n, _)| n == name)
        .map(|(_, schema)| schema)
        .expect("a schema of this name")
}

#[test]
fn shipped_schemas() {
    for name in ["thumbnail", "zerobuffer"] {
        let schema = schema(name);
        let own = layout_view::own_structs(&schema);
        insta::assert_snapshot!(format!("{name}_text"), layout_view::text(&schema, &own));
        insta::assert_snapshot!(format!("{name}_markdown"), layout_view::markdown(&schema, &own));
        insta::assert_snapshot!(format!("{name}_svg"), layout_view::svg(&schema, &own));
        insta::assert_snapshot!(format!("{name}_json"), format!("{:#}", layout_view::json(&schema)));
    }
}

#[test]
fn every_key_and_every_data_model() {
    for name in ["every_key", "ffi"] {
        let schema = schema(name);
        insta::assert_snapshot!(
            format!("{name}_text"),
            layout_view::text(&schema, &layout_view::own_structs(&schema))
        );
    }
}

#[test]
fn text_fits_100_columns() {
    for name in ["thumbnail", "zerobuffer", "every_key", "shm"] {
        let schema = schema(name);
        for line in layout_view::text(&schema, &layout_view::own_structs(&schema)).lines() {
            assert!(line.chars().count() <= 100, "{name}: {line}");
        }
    }
}

#[test]
fn no_name_breaks_out_of_the_markup() {
    for (name, schema) in schemas::good() {
        let own = layout_view::own_structs(&schema);
        let svg = layout_view::svg(&schema, &own);
        for (open, close) in [("<svg ", "</svg>"), ("<style>", "</style>")] {
            assert_eq!((svg.matches(open).count(), svg.matches(close).count()), (1, 1), "{name}");
        }
        assert_eq!(svg.matches("<title>").count(), svg.matches("</title>").count(), "{name}");
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count(), "{name}");
        // Every row of a table has the same number of cells.
        for table in layout_view::markdown(&schema, &own).split("\n\n").filter(|part| part.starts_with('|')) {
            let cells = |line: &str| line.replace("\\|", "").matches('|').count();
            let first = table.lines().next().map(cells);
            assert!(table.lines().all(|line| Some(cells(line)) == first), "{name}:\n{table}");
        }
    }
}

#[test]
fn bytes_of_every_struct_add_up() {
    for (name, schema) in schemas::good() {
        for def in &schema.structs {
            let t = layout_view::totals(def);
            assert_eq!(t.values + t.reserved + t.padding, def.size, "{} of {name}", def.name);
        }
    }
}
