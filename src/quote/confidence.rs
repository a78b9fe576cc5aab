//! Confidences: how often each rule was right on annotated news, as a table that ships with the crate.
//!
//! The table is data (`models/rules.json`, its card beside it): for each rule how often it fired and how often content and
//! source were right. Rules are named by their construction and, for cues, the lemma: `that:say`, `object:praise+marks`.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Place};
use crate::lexicon::Lexicon;
use crate::quote::{Construction, Rule};

/// Weight of a construction's precision beside that of one lemma in it, in observations.
const PRIOR: f32 = 4.0;

/// The table as its file holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Version of the format.
    version: u32,
    /// The command that made it.
    command: String,
    /// What it was measured on.
    data: String,
    /// Rules less often right than this do not fire.
    floor: f32,
    /// Rule to (fired, right).
    rules: BTreeMap<String, (u32, u32)>,
}

/// The version that this crate reads.
const VERSION: u32 = 1;

/// How often each rule is right.
#[derive(Clone, Debug)]
pub struct Confidences {
    floor: f32,
    /// What stands for a rule, and for an evidence, that was never observed: the precision of all together.
    of_any_rule: f32,
    constructions: FxHashMap<(Construction, bool), f32>,
    lemmas: FxHashMap<Rule, f32>,
}

impl Confidences {
    /// Returns the table that ships with the crate.
    ///
    /// # Panics
    /// Never: a test reads the file that is compiled in.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        static SHIPPED: LazyLock<Arc<Confidences>> = LazyLock::new(|| {
            let table = Confidences::from_json("models/rules.json", include_str!("../../models/rules.json"));
            Arc::new(table.expect("models/rules.json is well formed; a test reads it"))
        });
        SHIPPED.clone()
    }

    /// Returns the table under which every rule fires, with confidence 0, to measure them all.
    #[must_use]
    pub fn blank() -> Self {
        Self { floor: 0.0, of_any_rule: 0.0, constructions: FxHashMap::default(), lemmas: FxHashMap::default() }
    }

    /// Returns the table of a file's content; `file` names it in errors.
    ///
    /// # Errors
    /// No JSON of this format, another version, a rule that has no such name or was right more often than it fired.
    pub fn from_json(file: &str, content: &str) -> Result<Self, Error> {
        let place = |line| Place { file: Some(file.into()), line, ..Place::default() };
        let parsed: File = serde_json::from_str(content).map_err(|e| {
            Error::format(
                place(Some(e.line())),
                format!("no table of confidences: {e}"),
                "make it with train/rule_precision.py",
            )
        })?;
        if parsed.version != VERSION {
            return Err(Error::format(
                place(None),
                format!("version {} of the table, this release reads {VERSION}", parsed.version),
                "make it again with train/rule_precision.py",
            ));
        }
        let names: FxHashMap<&str, u16> = Lexicon::shipped().lemmas().collect();
        let mut counts: FxHashMap<(Construction, bool), (u32, u32)> = FxHashMap::default();
        let mut rows = Vec::with_capacity(parsed.rules.len());
        for (name, &(fired, right)) in &parsed.rules {
            let bad = |reason: String| {
                Error::format(Place { column: Some(name.clone()), ..place(None) }, reason, "correct or remove the rule")
            };
            let rule = Rule::from_name(name, &names).ok_or_else(|| bad("no such rule".into()))?;
            if right > fired {
                return Err(bad(format!("right {right} times of {fired}")));
            }
            let count = counts.entry((rule.construction, rule.marks)).or_default();
            *count = (count.0 + fired, count.1 + right);
            rows.push((rule, fired, right));
        }
        let constructions: FxHashMap<_, _> =
            counts.into_iter().map(|(k, (fired, right))| (k, smoothed(fired, right))).collect();
        let lemmas = rows
            .into_iter()
            .map(|(rule, fired, right)| {
                let whole = constructions[&(rule.construction, rule.marks)];
                (rule, (right as f32 + PRIOR * whole) / (fired as f32 + PRIOR))
            })
            .collect();
        let of_any_rule = pooled(&parsed.rules);
        Ok(Self { floor: parsed.floor, of_any_rule, constructions, lemmas })
    }

    /// Returns the probability that a relation read by `rule` is right; `None` where the rule is below the floor.
    #[must_use]
    pub fn of(&self, rule: Rule) -> Option<f32> {
        let known = self.lemmas.get(&rule).or_else(|| self.constructions.get(&(rule.construction, rule.marks)));
        let confidence = known.copied().unwrap_or(self.of_any_rule);
        // A quotation that stands alone is content, whoever said it.
        (confidence >= self.floor || rule.construction == Construction::Free).then_some(confidence)
    }
}

/// The precision of all rows together.
fn pooled(rows: &BTreeMap<String, (u32, u32)>) -> f32 {
    let (fired, right) = rows.values().fold((0, 0), |(fired, right), row| (fired + row.0, right + row.1));
    smoothed(fired, right)
}

/// Precision with one success and one failure added, so that few observations are no certainty.
fn smoothed(fired: u32, right: u32) -> f32 {
    (right as f32 + 1.0) / (fired as f32 + 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_read() {
        let table = Confidences::from_json("models/rules.json", include_str!("../../models/rules.json")).unwrap();
        let names: FxHashMap<&str, u16> = Lexicon::shipped().lemmas().collect();
        let said = Rule::from_name("content_source_cue:say+marks", &names).unwrap();
        assert!(table.of(said).unwrap() > 0.8);
    }

    #[test]
    fn a_rule_below_the_floor_does_not_fire() {
        let json = r#"{"version": 1, "command": "", "data": "", "floor": 0.5,
            "rules": {"object:praise": [98, 9], "object:call": [98, 89]}}"#;
        let table = Confidences::from_json("t.json", json).unwrap();
        let names: FxHashMap<&str, u16> = Lexicon::shipped().lemmas().collect();
        assert_eq!(table.of(Rule::from_name("object:praise", &names).unwrap()), None);
        assert!(table.of(Rule::from_name("object:call", &names).unwrap()).unwrap() > 0.8);
    }

    #[test]
    fn errors_name_file_and_rule() {
        let table = |rules: &str| {
            let json = format!(r#"{{"version": 1, "command": "", "data": "", "floor": 0.5, "rules": {rules}}}"#);
            Confidences::from_json("t.json", &json).unwrap_err().to_string()
        };
        assert!(table(r#"{"objekt:praise": [1, 1]}"#).starts_with("t.json, column \"objekt:praise\": no such rule"));
        assert!(table(r#"{"object:praise": [1, 2]}"#).contains("right 2 times of 1"));
        assert!(Confidences::from_json("t.json", "{").unwrap_err().to_string().starts_with("t.json, line 1: "));
    }
}
