//! Whether a type as written can be the one the schema wants.

use crate::slot::Wanted;
use syn::{Expr, ExprLit, Lit, Type};

/// What the tokens of a type tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is the type.
    Same,
    /// It is another.
    Different,
    /// Only the compiler knows: an alias, a path, a length that is a constant.
    AskCompiler,
}

const PRIMITIVES: [&str; 17] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64",
    "bool", "char", "str",
];

/// Compares a written type with a wanted one.
pub(crate) fn verdict(written: &Type, wanted: &Wanted<'_>) -> Verdict {
    match written {
        Type::Group(group) => verdict(&group.elem, wanted),
        Type::Paren(paren) => verdict(&paren.elem, wanted),
        Type::Array(array) => match wanted {
            Wanted::Array(inner, len) => both(length(&array.len, *len), || verdict(&array.elem, inner)),
            Wanted::Bytes(len) => both(length(&array.len, *len), || name_is(&array.elem, "u8")),
            Wanted::Id(_) => Verdict::AskCompiler,
            _ => Verdict::Different,
        },
        Type::Path(_) => match wanted {
            Wanted::Number(name, _) => name_is(written, name),
            Wanted::Bool => name_is(written, "bool"),
            _ if primitive(written).is_some() => Verdict::Different,
            _ => Verdict::AskCompiler,
        },
        Type::Macro(_) => Verdict::AskCompiler,
        _ => Verdict::Different,
    }
}

fn both(first: Verdict, second: impl FnOnce() -> Verdict) -> Verdict {
    match (first, second()) {
        (Verdict::Different, _) | (_, Verdict::Different) => Verdict::Different,
        (Verdict::Same, Verdict::Same) => Verdict::Same,
        _ => Verdict::AskCompiler,
    }
}

fn length(written: &Expr, wanted: u64) -> Verdict {
    match written {
        Expr::Lit(ExprLit { lit: Lit::Int(int), .. }) => match int.base10_parse::<u64>() {
            Ok(len) if len == wanted => Verdict::Same,
            _ => Verdict::Different,
        },
        Expr::Group(group) => length(&group.expr, wanted),
        Expr::Paren(paren) => length(&paren.expr, wanted),
        _ => Verdict::AskCompiler,
    }
}

fn name_is(written: &Type, wanted: &str) -> Verdict {
    match primitive(written) {
        Some(name) if name == wanted => Verdict::Same,
        Some(_) => Verdict::Different,
        None if matches!(written, Type::Path(_) | Type::Macro(_) | Type::Group(_) | Type::Paren(_)) => {
            Verdict::AskCompiler
        }
        None => Verdict::Different,
    }
}

/// The primitive type a path spells by its bare name. The same name may be an alias or the user's own type, but hardly
/// anyone calls a type `u32`, and the decoding code would not fit it.
fn primitive(written: &Type) -> Option<String> {
    let Type::Path(path) = written else { return None };
    let ident = path.path.get_ident().filter(|_| path.qself.is_none())?.to_string();
    PRIMITIVES.contains(&ident.as_str()).then_some(ident)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rbgen_schema::ir::{Scalar, WireType};
    use syn::parse_quote;

    #[test]
    fn tokens_decide_where_they_can() {
        let number = Wanted::Number("u32", Scalar::U24);
        let bytes = Wanted::Bytes(3);
        let rows = Wanted::Array(Box::new(Wanted::Array(Box::new(Wanted::Number("u16", Scalar::U16)), 3)), 2);
        let named = Wanted::Named("OutputFormat", WireType::Bytes(0));
        for (written, wanted, verdict_wanted) in [
            (parse_quote!(u32), &number, Verdict::Same),
            (parse_quote!((u32)), &number, Verdict::Same),
            (parse_quote!(u64), &number, Verdict::Different),
            (parse_quote!(core::primitive::u32), &number, Verdict::AskCompiler),
            (parse_quote!(Width), &number, Verdict::AskCompiler),
            (parse_quote!(&u32), &number, Verdict::Different),
            (parse_quote!((u32, u32)), &number, Verdict::Different),
            (parse_quote!([u8; 3]), &bytes, Verdict::Same),
            (parse_quote!([u8; 4]), &bytes, Verdict::Different),
            (parse_quote!([u8; LEN]), &bytes, Verdict::AskCompiler),
            (parse_quote!([i8; LEN]), &bytes, Verdict::Different),
            (parse_quote!([[u16; 3]; 2]), &rows, Verdict::Same),
            (parse_quote!([[u16; 2]; 3]), &rows, Verdict::Different),
            (parse_quote!([Row; 2]), &rows, Verdict::AskCompiler),
            (parse_quote!(Other), &named, Verdict::AskCompiler),
            (parse_quote!(u32), &named, Verdict::Different),
        ] {
            let written: Type = written;
            assert_eq!(verdict(&written, wanted), verdict_wanted, "{}", quote::quote!(#written));
        }
    }
}
