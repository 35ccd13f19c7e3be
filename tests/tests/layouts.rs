//! Layouts of the shipped schemas, and of those whose names and texts try to break out of a format, as people see them.

use rbgen::backend;
use rbgen_schema::layout_view;
use rbgen_tests::schemas;

#[test]
fn shipped_schemas() {
    for name in ["thumbnail", "zerobuffer"] {
        let schema = schemas::named(name);
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
        let schema = schemas::named(name);
        insta::assert_snapshot!(
            format!("{name}_text"),
            layout_view::text(&schema, &layout_view::own_structs(&schema))
        );
    }
}

/// A list of texts, whose own length stands last.
#[test]
fn languages_spell_types_as_the_schema_does() {
    let schema = schemas::named("arrays");
    for language in ["rust", "python"] {
        let files = backend::find(language).expect("the backend is registered").emit(&schema);
        for (ty, swapped) in [("char[4][8]", "char[8][4]"), ("bytes[2][4]", "bytes[4][2]")] {
            let writes = |spelling: &str| files.iter().any(|(_, text)| text.contains(spelling));
            assert!(writes(ty) && !writes(swapped), "{language}: {ty}");
        }
    }
}

#[test]
fn text_fits_100_columns() {
    for name in ["thumbnail", "zerobuffer", "every_key", "shm"] {
        let schema = schemas::named(name);
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
