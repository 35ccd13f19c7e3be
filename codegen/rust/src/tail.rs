//! Blocks that end in a value.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
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

/// As [`with_value`], for functions that can fail: `Ok` of the value, or what `?` would only take apart.
pub(crate) fn with_result(statements: &TokenStream, name: &Ident) -> TokenStream {
    let ended: Vec<TokenTree> = with_value(statements, name).into_iter().collect();
    let is = |token: &TokenTree, c: char| matches!(token, TokenTree::Punct(p) if p.as_char() == c);
    let start = ended.iter().rposition(|token| is(token, ';')).map_or(0, |at| at + 1);
    match ended[start..].split_last() {
        Some((last, call)) if is(last, '?') && call.iter().all(of_call) => {
            ended[..ended.len() - 1].iter().cloned().collect()
        }
        _ => quote!(#statements Ok(#name)),
    }
}

/// Whether a token is one of those that paths and calls are made of.
fn of_call(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
        TokenTree::Punct(punct) => ".:<>".contains(punct.as_char()),
    }
}

#[cfg(test)]
mod tests {
    use super::{with_result, with_value};
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

    #[test]
    fn a_call_that_can_fail_is_the_result() {
        let cases = [
            (quote!(let value = call(1)?;), quote!(call(1))),
            (quote!(let a = 1; let value = x::<4>(a).map(f)?;), quote!(let a = 1; x::<4>(a).map(f))),
            (
                quote!(let value = call(1)?; check(value)?;),
                quote!(let value = call(1)?; check(value)?; Ok(value)),
            ),
            (quote!(let value = a()? + b()?;), quote!(let value = a()? + b()?; Ok(value))),
            (quote!(let value = 1;), quote!(let value = 1; Ok(value))),
        ];
        for (statements, wanted) in cases {
            let got = with_result(&statements, &format_ident!("value"));
            assert_eq!(got.to_string(), wanted.to_string());
        }
    }
}
