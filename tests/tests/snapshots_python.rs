//! What the Python backend writes for every small schema, as golden files to read.

use rbgen::backend;
use rbgen_tests::schemas;

#[test]
fn python_packages() {
    let python = backend::find("python").expect("the backend is registered");
    for (name, schema) in schemas::good() {
        let findings = python.check(&schema);
        assert!(findings.is_empty(), "{name}: {findings:?}");
        let files = python.emit(&schema);
        assert_eq!(files, python.emit(&schema), "{name}: emitting twice gives other files");
        let text: String = files.iter().map(|(path, text)| format!("==> {path} <==\n{text}\n")).collect();
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots/python" }, {
            insta::assert_snapshot!(name.as_str(), text);
        });
    }
}
