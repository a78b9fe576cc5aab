//! The form that all files of `lexicons/` share: a header of `# key: value` lines, then one entry a line.

use crate::error::{Error, Place};

/// The `# key: value` lines at the top of a file.
pub(crate) struct Header<'f> {
    pub(crate) class: Option<&'f str>,
    pub(crate) count: usize,
}

impl<'f> Header<'f> {
    pub(crate) fn read(file: &str, content: &'f str) -> Result<Self, Error> {
        let field = |key: &str| {
            content
                .lines()
                .map_while(|l| l.strip_prefix("# "))
                .find_map(|l| l.strip_prefix(key).and_then(|v| v.strip_prefix(": ")))
        };
        for key in ["format", "source", "licence"] {
            if field(key).is_none() {
                return Err(wrong(file, 1, format!("header has no \"{key}\""), "write it as \"# key: value\""));
            }
        }
        let count = field("count").and_then(|c| c.parse().ok());
        let count = count.ok_or_else(|| wrong(file, 1, "header has no \"count\"", "write the number of entries"))?;
        Ok(Self { class: field("class"), count })
    }

    pub(crate) fn check(&self, file: &str, count: usize) -> Result<(), Error> {
        if self.count == count {
            return Ok(());
        }
        Err(wrong(file, 1, format!("count says {}, the file has {count} entries", self.count), "correct the header"))
    }
}

/// Lines with their numbers, header and blank lines left out.
pub(crate) fn entries(content: &str) -> impl Iterator<Item = (usize, &str)> {
    content.lines().enumerate().map(|(i, l)| (i + 1, l)).filter(|(_, l)| !l.is_empty() && !l.starts_with('#'))
}

pub(crate) fn wrong(file: &str, line: usize, reason: impl Into<String>, remedy: &str) -> Error {
    Error::format(Place { file: Some(file.into()), line: Some(line), ..Place::default() }, reason, remedy)
}

/// A list of these entries, with a header that says how many there are.
#[cfg(test)]
pub(crate) fn sample(count: usize, entries: &str) -> String {
    format!("# format: x\n# source: own\n# licence: MIT\n# count: {count}\n{entries}")
}
