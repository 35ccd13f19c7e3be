//! Source text of an expansion, in rustfmt's style: the tokens themselves are laid out, without a syntax tree, which takes a
//! tenth of the time and reaches into macro calls as well.
//!
//! It knows the shapes that the expansion has, not all of Rust. Whatever the shape, the text has the same tokens.

mod break_up;
mod lines;
mod tree;

use proc_macro2::TokenStream;

/// Widths of rustfmt's defaults: a line, and what stands on one line within it.
const MAX_WIDTH: usize = 100;
const INDENT: usize = 4;

/// The text of some items.
pub(super) fn format(tokens: TokenStream) -> String {
    let tree = tree::Tree::new(tokens);
    let mut printer = lines::Printer::new(&tree);
    printer.statements(&tree.nodes, 0, lines::Spacing::Items);
    printer.finish()
}

#[cfg(test)]
mod tests {
    use super::format;
    use proc_macro2::{Delimiter, TokenStream, TokenTree};
    use quote::quote;

    /// Tokens as text, without what a layout may add: commas behind the last part and braces around a closure.
    fn essence(tokens: TokenStream) -> String {
        let mut out = String::new();
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Brace | Delimiter::None => ("", ""),
                    };
                    out.push_str(open);
                    out.push_str(&essence(group.stream()));
                    out.push_str(close);
                }
                TokenTree::Punct(comma) if comma.as_char() == ',' => {}
                // comments come back as raw strings
                TokenTree::Literal(literal) => match syn::Lit::new(literal) {
                    syn::Lit::Str(text) => out.push_str(&format!(" {:?}", text.value())),
                    other => out.push_str(&format!(" {}", quote!(#other))),
                },
                token => out.push_str(&format!(" {token}")),
            }
        }
        out
    }

    #[test]
    fn the_text_of_every_schema_has_the_tokens_of_its_expansion() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/ok");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let Some(schema) =
                crate::schema::load(&path.to_string_lossy(), &crate::loader::FsLoader::new()).schema
            else {
                continue;
            };
            let options = rbgen_rust::Options { wire: quote!(rbgen_wire), zerocopy: None };
            let expansion = rbgen_rust::declare(&schema, &options);
            let text = format(expansion.clone());
            let read: TokenStream = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            assert!(essence(read) == essence(expansion), "{}", path.display());
            seen += 1;
        }
        assert!(seen > 10);
    }

    #[test]
    fn a_comma_at_a_line_break_never_changes_the_meaning() {
        let long =
            quote!(first_operand_of_a_long_expression_that_goes_on + second_operand_of_the_long_expression);
        let text = format(quote! {
            const A: u32 = (#long) as u32;
            const B: (u32,) = (#long,);
            const C: [u8; 4] = [#long; 4];
            const D: u8 = bytes[#long];
        });
        assert_eq!(
            text,
            "\
const A: u32 = (first_operand_of_a_long_expression_that_goes_on
    + second_operand_of_the_long_expression) as u32;

const B: (u32,) = (
    first_operand_of_a_long_expression_that_goes_on + second_operand_of_the_long_expression,
);

const C: [u8; 4] = [
    first_operand_of_a_long_expression_that_goes_on + second_operand_of_the_long_expression; 4
];

const D: u8 =
    bytes[first_operand_of_a_long_expression_that_goes_on + second_operand_of_the_long_expression];
"
        );
    }
}
