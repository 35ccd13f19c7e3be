//! Constants of arrays whose elements are numbers.

use super::lower::Work;
use super::steps::{At, Step, Ty, Var};
use rbgen_schema::Int;
use rbgen_schema::ir::Value;

/// The numbers of a constant list, rows one after the other; none where it isn't a list of numbers.
pub(super) fn table(constant: Option<&Value>) -> Option<Vec<Int>> {
    let Some(Value::List(list)) = constant else { return None };
    let mut numbers = Vec::new();
    collect(list, &mut numbers).then_some(numbers)
}

fn collect(list: &[Value], numbers: &mut Vec<Int>) -> bool {
    list.iter().all(|value| match value {
        Value::Int(number) => {
            numbers.push(*number);
            true
        }
        Value::List(inner) => collect(inner, numbers),
        Value::Float(_) | Value::Bool(_) | Value::Text(_) | Value::Bytes(_) => false,
    })
}

impl Work<'_> {
    /// An index for each dimension, with the number of elements that one of its steps takes.
    pub(super) fn indices(&mut self, dims: &[u64]) -> Vec<(Var, u64)> {
        let one = |depth: usize| (self.var("index", Ty::Index), dims[depth + 1..].iter().product());
        (0..dims.len()).map(one).collect()
    }
}

/// The place of the element at these indices.
pub(super) fn at(start: &At, indices: &[(Var, u64)], size: u64) -> At {
    let mut at = start.clone();
    at.strides.extend(indices.iter().map(|(index, elements)| (*index, elements * size)));
    at
}

/// The body for each element.
pub(super) fn loops(indices: &[(Var, u64)], dims: &[u64], body: Vec<Step>) -> Vec<Step> {
    let around = |body, ((index, _), count): (&(Var, u64), &u64)| vec![Step::Loop(*index, *count, body)];
    indices.iter().zip(dims).rev().fold(body, around)
}
