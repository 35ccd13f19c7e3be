//! Values of a schema as plain data, in JSON.
use plain::{Mode, Plain, Point, Rights, Shape, Specimen, Strict};
use serde_json::{Value, json};

/// The same types, declared by macro.
mod declared {
    rbgen_runtime::wire_schema!("plain.toml");
}

/// A struct of the user's, with serde's own derives beside the one of rbgen.
#[derive(Debug, PartialEq, rbgen_runtime::WireStruct, serde::Serialize, serde::Deserialize)]
struct Own {
    label: rbgen_runtime::Text<8>,
    id: rbgen_runtime::Uuid,
}

fn refused<T: serde::de::DeserializeOwned>(value: Value, why: &str) {
    let error = serde_json::from_value::<T>(value).err().expect("an error").to_string();
    assert!(error.contains(why), "{error}");
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn main() {
    // what is left out has its default, and bytes are hexadecimal
    let plain: Plain = serde_json::from_str(r#"{ "magic": "00ffA5" }"#).unwrap();
    assert_eq!(plain, Plain { magic: [0, 255, 0xa5], ..Plain::default() });
    assert_eq!(
        serde_json::to_string(&Plain { mode: Mode::FAST, limit: 4, ..plain }).unwrap(),
        r#"{"mode":"FAST","limit":4,"magic":"00ffa5"}"#
    );
    // codes without a name stay numbers, and aliases are names too
    assert_eq!(serde_json::to_value(Mode(77)).unwrap(), json!(77));
    assert_eq!(serde_json::from_value::<Mode>(json!("QUICK")).unwrap(), Mode::FAST);
    assert_eq!(serde_json::from_value::<Strict>(json!(-1)).unwrap(), Strict::NEAR);
    assert_eq!(serde_json::to_value(Rights(0x31)).unwrap(), json!(0x31));
    // unions: the member, its value, and the bytes beyond it
    let shape = Shape::Point(Point { x: 1, y: -2 }, [0, 0, 0, 9]);
    let shown = json!({ "member": "point", "value": { "x": 1, "y": -2 }, "rest": "00000009" });
    assert_eq!(serde_json::to_value(shape).unwrap(), shown);
    assert_eq!(serde_json::from_value::<Shape>(shown).unwrap(), shape);
    let zeros = json!({ "member": "point", "value": { "x": 1 } });
    assert_eq!(serde_json::from_value::<Shape>(zeros).unwrap(), Shape::Point(Point { x: 1, y: 7 }, [0; 4]));

    refused::<Plain>(json!({ "magik": "000000" }), "unknown field `magik`, expected one of `mode`, `limit`, `magic`");
    refused::<Plain>(json!({ "magic": "0000" }), "invalid length 2, expected the hexadecimal text of 3 bytes");
    refused::<Plain>(json!({ "magic": "0g0000" }), "invalid value");
    refused::<Plain>(json!({ "magic": "00000" }), "invalid value");
    refused::<Plain>(json!({ "limit": 256 }), "256");
    refused::<Mode>(json!("fast"), "invalid value");
    refused::<Mode>(json!(70000), "70000");
    refused::<Strict>(json!(1.5), "invalid type");
    refused::<Specimen>(json!({ "shape": { "member": "raw", "value": "0000000000000000" } }), "missing field `strict`");
    refused::<Shape>(json!({ "member": "circle", "value": 0 }), "unknown field `circle`");
    refused::<Shape>(json!({ "member": "raw" }), "missing field `value`");
    refused::<Shape>(json!({}), "missing field `member`");
    refused::<Shape>(json!({ "member": "point", "value": { "x": 1 }, "rest": "00" }), "invalid length 1");
    let error = serde_json::from_str::<Plain>(r#"{ "limit": 1, "limit": 2 }"#).unwrap_err().to_string();
    assert!(error.contains("duplicate field `limit`"), "{error}");
    let error = serde_json::from_str::<Shape>(r#"{ "value": "", "member": "raw" }"#).unwrap_err().to_string();
    assert!(error.contains("the key `member` of a union comes before the others"), "{error}");

    let own = Own { label: rbgen_runtime::Text::literal("\u{e9}t\u{e9}"), id: rbgen_runtime::Uuid([0xab; 16]) };
    let shown = json!({ "label": "\u{e9}t\u{e9}", "id": "abababab-abab-abab-abab-abababababab" });
    assert_eq!(serde_json::to_value(&own).unwrap(), shown);
    assert_eq!(serde_json::from_value::<Own>(shown).unwrap(), own);
    refused::<Own>(json!({ "label": "123456789" }), "the text needs 9 bytes and there is room for 8");
    refused::<Own>(json!({ "label": "", "id": "abababab-abab-abab-abab-ababababababab" }), "an identifier as in");

    // each line: the bytes of a value, and the JSON that Python writes for it
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (hex, text) = line.split_once('\t').unwrap();
        let value: Specimen = serde_json::from_str(text).unwrap();
        let wire = bytes(hex);
        assert_eq!(value.encode().unwrap()[..], wire[..], "{text}");
        let own = serde_json::to_string(&Specimen::decode(&wire).unwrap()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&own).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        let declared: declared::Specimen = serde_json::from_str(&own).unwrap();
        assert_eq!(declared.encode().unwrap()[..], wire[..], "{text}");
        assert_eq!(serde_json::to_string(&declared).unwrap(), own);
        println!("{hex}");
    }
}
