//! Modules may use those before them in [`ORDER`] and none after: the data goes one way, and so do the imports.
//!
//! Reads the `crate::…` paths of the sources. Unit tests (`#[cfg(test)]` at a file's end) may look anywhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules, each standing on those before it.
const ORDER: [&str; 23] = [
    "span",
    "error",
    "offsets",
    "entity_type",
    "text",
    "lexicon",
    "model",
    "token",
    "mark",
    "sentence",
    "surface",
    "gazetteer",
    "mention",
    "entity",
    "quote",
    "speaker",
    "document",
    "pipeline",
    "language",
    "table",
    "batch",
    "training",
    "python",
];

/// What `lib.rs` re-exports at the root, and where it lives.
const RE_EXPORTS: [(&str, &str); 4] =
    [("Span", "span"), ("Error", "error"), ("ErrorKind", "error"), ("Place", "error")];

/// Crates that only `src/python` may know.
const BINDING_CRATES: [&str; 8] =
    ["pyo3", "pyo3_arrow", "arrow_array", "arrow_buffer", "arrow_cast", "arrow_ipc", "arrow_schema", "arrow_select"];

#[test]
fn imports_go_one_way() {
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let code = fs::read_to_string(&path).expect("a source file is readable");
        wrong.extend(complaints(&path, &code));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place() {
    let root = fs::read_to_string("src/lib.rs").expect("lib.rs is readable");
    let declared: BTreeSet<&str> = root
        .lines()
        .filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    let known = BTreeSet::from(ORDER);
    assert!(declared.is_subset(&known), "not in ORDER: {:?}", declared.difference(&known));
    for (name, _) in RE_EXPORTS {
        assert!(root.contains(name), "lib.rs no longer re-exports {name}");
    }
}

#[test]
fn a_forbidden_import_is_seen() {
    let seen = |path: &str, code: &str| !complaints(Path::new(path), code).is_empty();
    assert!(!seen("src/quote/cue.rs", "use crate::mention::Mention;\nuse super::Quote;"));
    assert!(seen("src/mention.rs", "use crate::quote::Quote;"));
    assert!(seen("src/mention.rs", "use crate::{\n    Span,\n    quote::{self, Quote},\n};"));
    assert!(seen("src/mention.rs", "fn f() { let x = crate::speaker::attribute(); }"));
    assert!(seen("src/mention/find.rs", "use super::super::quote::Quote;"));
    assert!(seen("src/mention.rs", "use super::quote::Quote;"));
    assert!(seen("src/mention.rs", "use crate::novelty::Thing;"));
    assert!(seen("src/novelty.rs", ""));
    assert!(seen("src/table.rs", "use pyo3::prelude::*;"));
    assert!(seen("src/table.rs", "fn f(array: &arrow_array::StringArray) {}"));
    assert!(!seen("src/python/mod.rs", "use pyo3::prelude::*;\nuse crate::table::Table;"));
    assert!(!seen("src/mention.rs", "// crate::quote is not used\n#[cfg(test)]\nmod tests { use crate::quote; }"));
}

/// What is wrong with the imports of one file.
fn complaints(path: &Path, code: &str) -> Vec<String> {
    let module = module_of(path);
    if module == "lib" {
        return Vec::new();
    }
    let place = |name: &str| ORDER.iter().position(|&m| m == name);
    let Some(own) = place(&module) else {
        return vec![format!("{}: module `{module}` has no place in ORDER", path.display())];
    };
    let code = without_comments_and_tests(code);
    let mut wrong = Vec::new();
    for target in crate_paths(&code) {
        let target = RE_EXPORTS.iter().find(|(name, _)| *name == target).map_or(target.as_str(), |(_, module)| *module);
        match place(target) {
            None => wrong.push(format!("{}: `crate::{target}` is no module of ORDER", path.display())),
            Some(at) if at > own => wrong.push(format!("{}: `{module}` may not use `{target}`", path.display())),
            Some(_) => {}
        }
    }
    // `super` must not reach the crate's root, where it would hide from the table.
    let at_root = path.parent().is_some_and(|folder| folder.ends_with("src"));
    if code.contains("super::super::") || (at_root && code.contains("super::")) {
        wrong.push(format!("{}: write `crate::` for what lies outside the module", path.display()));
    }
    if module != "python" {
        let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for name in BINDING_CRATES.into_iter().filter(|name| words.contains(name)) {
            wrong.push(format!("{}: only `python` may use `{name}`", path.display()));
        }
    }
    wrong
}

/// The first segment of every path that begins with `crate::`, groups opened.
fn crate_paths(code: &str) -> Vec<String> {
    let name = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut item = String::new();
        for c in group.chars() {
            match c {
                ',' | '}' if depth == 0 => {
                    found.push(name(item.trim()));
                    item.clear();
                    if c == '}' {
                        break;
                    }
                    continue;
                }
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            item.push(c);
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn without_comments_and_tests(code: &str) -> String {
    let code = code.find("#[cfg(test)]\nmod ").map_or(code, |at| &code[..at]);
    code.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// "quote" for `src/quote.rs` and for every file under `src/quote/`.
fn module_of(path: &Path) -> String {
    let below = path.strip_prefix("src").unwrap_or(path);
    let first = below.iter().next().unwrap_or_default().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What the code map of ARCHITECTURE.md names is there, and its table gives a reason for every dependency.
#[test]
fn the_code_map_is_true() {
    let page = fs::read_to_string("ARCHITECTURE.md").expect("the page is readable");
    let map =
        page.split("## Code map").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("there is a code map");
    let rows = map.lines().filter_map(|line| line.strip_prefix("| `"));
    let paths: Vec<&str> = rows.flat_map(|row| row.split(" | ").next().unwrap_or("").split(['`', ',', ' '])).collect();
    let paths: Vec<&str> = paths.into_iter().filter(|p| !p.is_empty() && !p.contains('*')).collect();
    assert!(paths.len() > 20, "{paths:?}");
    for path in &paths {
        assert!(Path::new(path).exists(), "the code map names {path}, which is not there");
    }
    for source in sources(Path::new("src")) {
        let named = paths.iter().any(|path| source.starts_with(path));
        assert!(named, "the code map does not name {}", source.display());
    }
    let reasons = page.split("## Dependencies").nth(1).expect("there is a table of dependencies");
    let manifest = fs::read_to_string("Cargo.toml").expect("the manifest is readable");
    let manifest: toml::Table = manifest.parse().expect("the manifest is TOML");
    for section in ["dependencies", "dev-dependencies"] {
        for name in manifest[section].as_table().expect("a table").keys() {
            let named =
                reasons.contains(&format!("`{name}`")) || name.starts_with("arrow-") && reasons.contains("`arrow-*`");
            assert!(named, "ARCHITECTURE.md gives no reason for {name}");
        }
    }
}
