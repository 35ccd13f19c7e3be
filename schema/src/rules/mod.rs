//! The catalogue of errors: what each id means, why it matters and what to do. `rbgen explain ID` prints it.

mod fields;
mod files;
mod items;
mod layout;
mod messages;
mod names;
mod types;
mod values;

/// One kind of error.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable, in kebab case.
    pub id: &'static str,
    /// What is wrong, in one line.
    pub summary: &'static str,
    /// Why it matters and what to do, with a small example; several lines of plain text.
    pub explain: &'static str,
}

const PARTS: [&[Rule]; 8] = [
    files::RULES,
    names::RULES,
    types::RULES,
    values::RULES,
    fields::RULES,
    layout::RULES,
    items::RULES,
    messages::RULES,
];

const COUNT: usize = {
    let (mut count, mut part) = (0, 0);
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
};

static ALL: [Rule; COUNT] = {
    let mut all = [Rule { id: "", summary: "", explain: "" }; COUNT];
    let (mut at, mut part) = (0, 0);
    while part < PARTS.len() {
        let mut i = 0;
        while i < PARTS[part].len() {
            all[at] = PARTS[part][i];
            at += 1;
            i += 1;
        }
        part += 1;
    }
    all
};

/// Every rule, by topic.
pub static RULES: &[Rule] = &ALL;

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.id == id)
}

impl Rule {
    /// The page about it, as text of at most 80 columns (examples excepted) that ends in a newline.
    pub fn page(&self) -> String {
        format!("{}: {}\n\n{}\n", self.id, self.summary, wrap(self.explain))
    }
}

/// The page about an id.
pub fn explain(id: &str) -> Option<String> {
    find(id).map(Rule::page)
}

/// Breaks paragraphs anew; indented ones are examples and stay.
fn wrap(text: &str) -> String {
    const WIDTH: usize = 80;
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|paragraph| {
            if paragraph.starts_with(' ') {
                return paragraph.to_owned();
            }
            let mut out = String::new();
            let mut column = 0;
            for word in paragraph.split_whitespace() {
                let length = word.chars().count();
                if column > 0 {
                    let fits = column + 1 + length <= WIDTH;
                    out.push(if fits { ' ' } else { '\n' });
                    column = if fits { column + 1 } else { 0 };
                }
                out.push_str(word);
                column += length;
            }
            out
        })
        .collect();
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Ids in the source of the crate, this folder left out: the text before an id always ends in `error(` or `fail(`.
    fn used(folder: &Path, ids: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("the source") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                if path.file_name() != Some("rules".as_ref()) && path.file_name() != Some("render".as_ref()) {
                    used(&path, ids);
                }
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("readable");
            for call in ["error(", "fail("] {
                for (at, _) in text.match_indices(call) {
                    let after = text[at + call.len()..].trim_start();
                    let after = after.strip_prefix("self,").unwrap_or(after).trim_start();
                    let text = after.strip_prefix('"').and_then(|a| a.split_once('"'));
                    // Helpers that add the id take the message first.
                    if let Some((id, _)) = text.filter(|(id, _)| !id.contains(' ')) {
                        ids.insert(id.to_owned());
                    }
                }
            }
        }
    }

    #[test]
    fn pages_fit_a_terminal() {
        for rule in RULES {
            let page = super::explain(rule.id).expect("a page");
            assert!(
                page.starts_with(rule.id) && page.ends_with('\n') && !page.ends_with("\n\n"),
                "{}",
                rule.id
            );
            assert!(
                page.lines().all(|line| line.starts_with("    ")
                    || line.chars().count() <= 80
                    || line.starts_with(rule.id)),
                "{}",
                rule.id
            );
        }
        assert_eq!(super::explain("no-such-rule"), None);
    }

    #[test]
    fn what_is_reported_is_explained_and_the_reverse() {
        let mut reported = BTreeSet::new();
        used(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut reported);
        let explained: BTreeSet<String> = RULES.iter().map(|r| r.id.to_owned()).collect();
        let missing: Vec<_> = reported.difference(&explained).collect();
        let unused: Vec<_> = explained.difference(&reported).collect();
        assert!(
            missing.is_empty() && unused.is_empty(),
            "not explained: {missing:?}; never reported: {unused:?}"
        );
    }

    #[test]
    fn each_is_complete() {
        let ids: BTreeSet<&str> = RULES.iter().map(|r| r.id).collect();
        assert_eq!(ids.len(), RULES.len());
        for rule in RULES {
            assert!(
                rule.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{}",
                rule.id
            );
            assert!(!rule.summary.is_empty() && !rule.summary.contains('\n'), "{}", rule.id);
            assert!(rule.explain.len() > rule.summary.len(), "{}", rule.id);
        }
    }
}
