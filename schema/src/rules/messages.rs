//! Messages and calls.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "unknown-struct",
        summary: "there is no struct of this name",
        explain: "A header, and the records of a payload, are structs of this file or of one it imports.",
    },
    Rule {
        id: "bad-length-field",
        summary: "a length or count is not an integer field of the header",
        explain: r#"Decoding takes the length of a part from a field of the header, and encoding writes it there. So it is a single integer
(or a bit item) that is not a const.

    payload = { name = "image", length = "payload_size" }
    payload = { name = "options", length = { field = "ihl", times = 4, minus = 20 } }"#,
    },
    Rule {
        id: "length-shared",
        summary: "one field is the length of two parts",
        explain: "Encoding writes the length of each part into its field, so each part needs a field of its own.",
    },
    Rule {
        id: "rest-not-last",
        summary: r#"a part with `length = "rest"` isn't the last one"#,
        explain: "It takes all bytes up to the end, so nothing can follow it.",
    },
    Rule {
        id: "bad-helper",
        summary: "a helper of `derive` can't be computed",
        explain: r#"`dimensions` lists integer fields of the header, `size_kb` is `"payload"` or the name of a part, and any other helper is a
text attribute of an enum field of the header.

    derive = { dimensions = ["width", "height"], extension = "format", size_kb = "payload" }"#,
    },
    Rule {
        id: "unknown-message",
        summary: "there is no message of this name",
        explain: "`request` and `response` of a call are messages of this file or of one it imports.",
    },
    Rule {
        id: "request-without-id",
        summary: "the request of a call has no id",
        explain: r#"A call sends an id with the bytes of its request, by which the other side knows what to do.

    [[message]]
    name = "ThumbnailRequest"
    id = 100"#,
    },
    Rule {
        id: "unknown-parameter",
        summary: "a call names a parameter that its request doesn't have",
        explain: "Parameters are the parts of the request's payload and the fields of its header, by their names there; `rename` gives them
other names in the call only. Fields whose value is computed (lengths, counts, consts) are not parameters.",
    },
    Rule {
        id: "bad-default",
        summary: "a parameter that can't have a default",
        explain: "Parts of the payload, nested structs and unions have no literals, so they are always given.",
    },
    Rule {
        id: "empty-many",
        summary: "a variant for many calls that changes nothing from call to call",
        explain: r#"List the parameters that each entry gives.

    many = { sizes = ["width", "height"] }"#,
    },
];
