//! Blocks that end in a value.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

/// Statements, then the value of a variable; where the last of them is `let` of that variable, what it is made of.
pub(crate) fn with_value(statements: &TokenStream, name: &Ident) -> TokenStream {
    let tokens: Vec<TokenTree> = statements.clone().into_iter().collect();
    let punct = |at: usize, c: char| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == c);
    let ident = |at: usize, name: &str| matches!(tokens.get(at), Some(TokenTree::Ident(i)) if i == name);
    let named = name.to_string();
    let last = (0..tokens.len()).rev().find(|&at| ident(at, "let"));
    let found = last.filter(|&at| {
        let end = tokens.len() - 1;
        let alone = (at + 3..end).all(|at| !punct(at, ';'));
        ident(at + 1, &named) && punct(at + 2, '=') && punct(end, ';') && alone
    });
    match found {
        Some(at) => {
            let before: TokenStream = tokens[..at].iter().cloned().collect();
            let value = &tokens[at + 3..tokens.len() - 1];
            match value {
                [TokenTree::Ident(other)] => with_value(&before, other),
                _ => before.into_iter().chain(value.iter().cloned()).collect(),
            }
        }
        None => quote!(#statements #name),
    }
}

#[cfg(test)]
mod tests {
    use super::with_value;
    use quote::{format_ident, quote};

    #[test]
    fn the_last_binding_is_the_value() {
        let cases = [
            (quote!(let a = 1; let value = a + 1;), quote!(let a = 1; a + 1)),
            (
                quote!(let value = 1; if value == 2 { fail(); }),
                quote!(let value = 1; if value == 2 { fail(); } value),
            ),
            (quote!(let value = 1; check(value);), quote!(let value = 1; check(value); value)),
            (quote!(let word = 1; let value = word;), quote!(1)),
            (quote!(let other = 1;), quote!(let other = 1; value)),
            (quote!(let value: u8 = 1;), quote!(let value: u8 = 1; value)),
        ];
        for (statements, wanted) in cases {
            let got = with_value(&statements, &format_ident!("value"));
            assert_eq!(got.to_string(), wanted.to_string());
        }
    }
}
