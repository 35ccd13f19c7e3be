//! Collects everything there is to complain about, so that one run shows it all.

use proc_macro2::{Span, TokenStream};

/// Errors of one expansion, each at its place in the user's code.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    all: Vec<syn::Error>,
}

impl Errors {
    /// Adds an error at a place.
    pub(crate) fn add(&mut self, span: Span, message: impl Into<String>) {
        self.all.push(syn::Error::new(span, message.into()));
    }

    /// Adds an error that marks all of some tokens.
    pub(crate) fn on(&mut self, tokens: &impl quote::ToTokens, message: impl Into<String>) {
        self.all.push(syn::Error::new_spanned(tokens, message.into()));
    }

    /// Adds the error of a result, and gives back its value.
    pub(crate) fn push<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.all.push(error)).ok()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The messages, for tests.
    #[cfg(test)]
    pub(crate) fn messages(&self) -> Vec<String> {
        self.all.iter().flat_map(|error| error.clone().into_iter()).map(|error| error.to_string()).collect()
    }

    /// All as `compile_error!` invocations.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.all.into_iter().map(|error| error.into_compile_error()).collect()
    }
}
