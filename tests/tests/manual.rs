//! Every TOML block of the manual is loaded: it checks clean, or reports the error its fence names.

use std::fmt::Write as _;
use std::path::Path;

struct Block {
    place: String,
    /// The id of the error that the block shows.
    error: Option<String>,
    text: String,
}

/// Put in front of a block that has no `[schema]` table of its own.
const PREAMBLE: &str = "[schema]\nedition = 1\nname = \"example\"\nversion = 1\n\n";

fn blocks(path: &Path) -> Vec<Block> {
    let text = std::fs::read_to_string(path).expect("a page of the manual");
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        if let Some(info) = line.strip_prefix("```toml").filter(|_| !open) {
            open = true;
            blocks.push(Block {
                place: format!("{}:{}", path.file_name().unwrap_or_default().to_string_lossy(), number + 1),
                error: info.trim().strip_prefix("error:").map(str::to_owned),
                text: String::new(),
            });
        } else if line.starts_with("```") {
            open = false;
        } else if let (true, Some(block)) = (open, blocks.last_mut()) {
            let _ = writeln!(block.text, "{line}");
        }
    }
    blocks
}

#[test]
fn every_example_loads() {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/manual");
    let mut pages: Vec<_> =
        std::fs::read_dir(manual).expect("the manual").flatten().map(|e| e.path()).collect();
    pages.sort();
    let mut wrong = String::new();
    let mut count = 0;
    for block in pages.iter().flat_map(|p| blocks(p)) {
        // Blocks that show rbgen.toml say so in their first line.
        if block.text.starts_with("# rbgen.toml") {
            continue;
        }
        count += 1;
        let text = if block.text.contains("[schema]") {
            block.text.clone()
        } else {
            format!("{PREAMBLE}{}", block.text)
        };
        let loaded = rbgen_schema::load_text(&block.place, &text);
        let got: Vec<&str> = loaded.diagnostics.iter().map(|d| d.id).collect();
        let want: Vec<&str> = block.error.iter().map(String::as_str).collect();
        if got != want {
            let _ = writeln!(wrong, "{}: wanted {want:?}, got {got:?}", block.place);
            for d in &loaded.diagnostics {
                let _ = writeln!(wrong, "{}", rbgen_schema::render::render(&loaded.sources, d));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 25, "only {count} examples were found");
}
