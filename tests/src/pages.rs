//! The fenced code blocks of the documentation, so that tests can run what it says.

use std::fmt::Write as _;
use std::path::Path;

/// One fenced block.
pub struct Block {
    /// The page and the line of the fence.
    pub place: String,
    /// The line after the three backticks, such as `toml error:hidden-padding`.
    pub info: String,
    /// The lines in between.
    pub text: String,
}

/// The blocks of a page, in order.
pub fn blocks(path: &Path) -> Vec<Block> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let page = path.file_name().unwrap_or_default().to_string_lossy();
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(info) => {
                open = true;
                let place = format!("{page}:{}", number + 1);
                blocks.push(Block { place, info: info.trim().to_owned(), text: String::new() });
            }
            None => {
                if let (true, Some(block)) = (open, blocks.last_mut()) {
                    let _ = writeln!(block.text, "{line}");
                }
            }
        }
    }
    blocks
}

/// The blocks of all pages of the manual.
pub fn manual() -> Vec<Block> {
    let folder = crate::schemas::root().join("docs/manual");
    let mut pages: Vec<_> = std::fs::read_dir(&folder)
        .expect("the manual")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.sort();
    pages.iter().flat_map(|page| blocks(page)).collect()
}
