//! Constants of arrays whose elements are numbers.

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
