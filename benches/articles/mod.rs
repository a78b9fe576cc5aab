//! The articles that benches read.

use std::path::Path;

/// The story that `make demo` reads.
pub const STORY: &str = include_str!("../../examples/story.txt");

/// Returns the articles of a part of PolNeAR ("train", "dev") in the folder of data, by name, or the project's own story.
pub fn of(part: &str) -> Vec<String> {
    let root = std::env::var("SAITH_DATA").unwrap_or_else(|_| "../shared".to_owned());
    let folder = Path::new(&root).join("data/polnear").join(part).join("text");
    let Ok(folder) = folder.read_dir() else { return vec![STORY.to_owned()] };
    let mut paths: Vec<_> = folder.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("an article is UTF-8")).collect()
}
