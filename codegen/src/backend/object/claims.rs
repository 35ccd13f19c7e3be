//! Who has which name in a scope, and what is reported where two have the same or a name can't be had.

use crate::backend::rename::Fixes;
use rbgen_schema::{Diagnostic, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What a name can't be in a scope, told as the end of "`x` ...": for example "is a keyword". `None` where it can.
pub(crate) type Refused<'r> = &'r dyn Fn(&str) -> Option<&'static str>;

/// The findings about the names of one language, of which each thing of the schema has one at most: a rename ends all
/// of them.
pub(crate) struct Report<'f> {
    fixes: &'f Fixes<'f>,
    /// How messages call the language, for example `C#`.
    language: &'static str,
    found: Vec<Diagnostic>,
    targets: BTreeSet<String>,
}

impl<'f> Report<'f> {
    /// Nothing found yet.
    pub(crate) fn new(fixes: &'f Fixes<'f>, language: &'static str) -> Report<'f> {
        Report { fixes, language, found: Vec::new(), targets: BTreeSet::new() }
    }

    /// Adds a finding that a rename doesn't end.
    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds a finding about the name of `target`, which is `Type` or `Type.field`, with another name for it.
    pub(crate) fn rename(&mut self, diagnostic: Diagnostic, target: &str, name: &str) {
        if self.targets.insert(target.to_owned()) {
            self.found.push(self.fixes.rename(diagnostic, target, name));
        }
    }

    /// All findings.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// All names that come of one.
type Forms<'s> = Box<dyn Fn(&str) -> Vec<String> + 's>;

/// The names that one thing of the schema brings into a scope: from its own, for example `width`, come `width` and
/// `withWidth`.
struct Claim<'s> {
    target: String,
    base: String,
    span: Span,
    forms: Forms<'s>,
}

/// The names of one scope, gathered before any is looked at, so that a proposed name is free of all of them.
pub(crate) struct Scope<'s> {
    /// How messages call the scope, for example "the struct `Header`".
    place: String,
    refused: Refused<'s>,
    /// Whether names that differ in capitals only are the same, as names of files are on some systems.
    folds: bool,
    claims: Vec<Claim<'s>>,
}

impl<'s> Scope<'s> {
    /// No names yet. `refused` are the names that nothing of the schema can have here.
    pub(crate) fn new(place: impl Into<String>, refused: Refused<'s>) -> Scope<'s> {
        Scope { place: place.into(), refused, folds: false, claims: Vec::new() }
    }

    /// Takes names that differ in capitals only for the same.
    pub(crate) fn folding(mut self) -> Scope<'s> {
        self.folds = true;
        self
    }

    /// Takes one name for `target`, which is `Type` or `Type.field` of the schema.
    pub(crate) fn claim(&mut self, name: impl Into<String>, target: impl Into<String>, span: Span) {
        self.claim_forms(name, target, span, |name| vec![name.to_owned()]);
    }

    /// Takes all names that `forms` makes of `base`, the name that `target` has and a rename would replace.
    pub(crate) fn claim_forms(
        &mut self,
        base: impl Into<String>,
        target: impl Into<String>,
        span: Span,
        forms: impl Fn(&str) -> Vec<String> + 's,
    ) {
        let forms = Box::new(forms);
        self.claims.push(Claim { target: target.into(), base: base.into(), span, forms });
    }

    fn key(&self, name: &str) -> String {
        if self.folds { name.to_ascii_lowercase() } else { name.to_owned() }
    }

    /// Reports names that meet or can't be had.
    pub(crate) fn finish(self, report: &mut Report<'_>) {
        let language = report.language;
        let mut taken: BTreeSet<String> = self.claims.iter().flat_map(|claim| self.keys(claim)).collect();
        let mut seen: BTreeMap<String, &Claim<'_>> = BTreeMap::new();
        for claim in &self.claims {
            let mut error = None;
            for name in (claim.forms)(&claim.base) {
                let key = self.key(&name);
                let other = seen.get(&key).filter(|other| other.target != claim.target);
                let (target, place) = (&claim.target, &self.place);
                error = if let Some(why) = (self.refused)(&name) {
                    let text =
                        format!("in {place}, `{target}` would be called `{name}`, which {why} in {language}");
                    Some(Diagnostic::error("lang-name", claim.span, text))
                } else if let Some(other) = other {
                    let same = if self.folds { " but for capitals perhaps" } else { "" };
                    let text = format!(
                        "in {place}, `{target}` and `{}` are both called `{name}` in {language}{same}",
                        other.target
                    );
                    Some(
                        Diagnostic::error("lang-collision", claim.span, text)
                            .other(other.span, "the other one"),
                    )
                } else {
                    seen.insert(key, claim);
                    None
                };
                if error.is_some() {
                    break;
                }
            }
            if let Some(error) = error {
                let legal = |name: &str| {
                    let forms = (claim.forms)(name);
                    forms
                        .iter()
                        .all(|name| (self.refused)(name).is_none() && !taken.contains(&self.key(name)))
                };
                let name = another(&claim.base, legal);
                taken.extend((claim.forms)(&name).iter().map(|name| self.key(name)));
                report.rename(error, &claim.target, &name);
            }
        }
    }

    fn keys(&self, claim: &Claim<'_>) -> Vec<String> {
        (claim.forms)(&claim.base).iter().map(|name| self.key(name)).collect()
    }
}

/// The first name like `name` that is legal: with a number behind it, set off where its words are set off by `_`.
pub(crate) fn another(name: &str, legal: impl Fn(&str) -> bool) -> String {
    let kept: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let stem = kept.trim_matches('_');
    let start = if stem.starts_with(|c: char| c.is_ascii_alphabetic()) { "" } else { "n" };
    let is_cased = stem.contains(|c: char| c.is_ascii_lowercase()) && !stem.contains('_');
    let gap = if is_cased || stem.is_empty() { "" } else { "_" };
    let mut numbered = (2_u32..).map(|number| format!("{start}{stem}{gap}{number}"));
    numbered.find(|name| legal(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Report, Scope, another};
    use crate::backend::object::names::capital;
    use crate::backend::rename::Fixes;

    const SCHEMA: &str = "[schema]\nedition = 1\nname = \"s\"\nversion = 1\nendian = \"little\"\n\
                          [[struct]]\nname = \"S\"\nfields = [{ name = \"a\", type = \"u8\" }]\n";

    /// The texts that `claims` leads to, with the proposed line.
    fn findings(folds: bool, claims: &[(&'static str, &str)]) -> Vec<String> {
        let schema = rbgen_schema::load_text("s.toml", SCHEMA).schema.expect("a schema");
        let fixes = Fixes::new(&schema, "x");
        let mut report = Report::new(&fixes, "X");
        let refused = |name: &str| (name == "class").then_some("is a keyword");
        let mut scope = Scope::new("the struct `S`", &refused);
        if folds {
            scope = scope.folding();
        }
        for (name, target) in claims {
            let forms = |base: &str| vec![base.to_owned(), format!("with{}", capital(base))];
            scope.claim_forms(*name, *target, schema.structs[0].site.name, forms);
        }
        scope.finish(&mut report);
        let text = |d: rbgen_schema::Diagnostic| {
            format!("{}: {}", d.message, d.help.map_or_else(String::new, |h| h.text))
        };
        report.finish().into_iter().map(text).collect()
    }

    #[test]
    fn names_that_meet_get_another_one_that_is_free() {
        assert_eq!(
            findings(false, &[("a", "S.a"), ("a", "S.A"), ("a2", "S.a2")]),
            ["in the struct `S`, `S.A` and `S.a` are both called `a` in X: \
              give it another name in [lang.x]: rename = { \"S.A\" = \"a3\" }"]
        );
        // The forms of a name meet too.
        assert_eq!(findings(false, &[("a", "S.a"), ("withA", "S.with_a")]).len(), 1);
        assert_eq!(findings(false, &[("a", "S.a"), ("b", "S.b")]), [""; 0]);
    }

    #[test]
    fn capitals_count_unless_folded() {
        assert_eq!(findings(false, &[("ab", "S.a"), ("aB", "S.b")]), [""; 0]);
        assert_eq!(findings(true, &[("ab", "S.a"), ("aB", "S.b")]).len(), 1);
    }

    #[test]
    fn names_that_cannot_be_had_are_reported_once() {
        let twice = [("class", "S.class"), ("class", "S.class")];
        assert_eq!(
            findings(false, &twice),
            ["in the struct `S`, `S.class` would be called `class`, which is a keyword in X: \
              give it another name in [lang.x]: rename = { \"S.class\" = \"class2\" }"]
        );
    }

    #[test]
    fn other_names_are_like_the_first() {
        for (name, expected) in [
            ("Frame", "Frame2"),
            ("frameHead", "frameHead2"),
            ("frame_head", "frame_head_2"),
            ("FRAME", "FRAME_2"),
            ("__x", "x2"),
            ("1a", "n1a2"),
            ("", "n2"),
        ] {
            assert_eq!(another(name, |_| true), expected);
        }
    }
}
