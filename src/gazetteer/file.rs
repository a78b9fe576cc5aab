//! A gazetteer as a file: its flat arrays as they are, with a checksum, so that reading one costs little more than copying it.
//!
//! Integers are little-endian. Magic (8), version of the format and of the paths (4), length of the file (8); options and report
//! as JSON; the arrays, each with its length (8) before it; checksum (8) over all before.

use super::entries::{Entries, Strings};
use super::filter::{Bits, Filter, Row};
use super::index::Index;
use super::spelling::Spelling;
use super::{Gazetteer, Options, Report};
use crate::error::{Error, Place};
use crate::model::hash;

const MAGIC: &[u8; 8] = b"saithga\x1a";
/// Raised whenever the arrays change, or what a path is made of: folding, pieces, forms.
const VERSION: u32 = 8;
const CHECKSUM: usize = 8;
const LENGTH_AT: usize = 12;
const BUILD_IT_ANEW: &str = "build it anew from its entities and save it again";

pub(super) fn write(gazetteer: &Gazetteer) -> Vec<u8> {
    let Gazetteer { entries, index, filter, spelling, canonical, options, report } = gazetteer;
    let mut out = Vec::with_capacity(gazetteer.size() + 4096);
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend([0; 8]);
    // Options and counts are numbers and words, which JSON has.
    bytes(&mut out, &serde_json::to_vec(&(options, report)).unwrap_or_default());
    strings(&mut out, &entries.aliases);
    numbers(&mut out, &entries.owners);
    numbers(&mut out, &entries.names);
    bytes(&mut out, &entries.kinds);
    wide(&mut out, entries.weights.iter().map(|weight| weight.to_bits()));
    strings(&mut out, &entries.ids);
    strings(&mut out, &entries.attributes);
    let (keys, edges, nodes, forms) = index.arrays();
    wide(&mut out, keys);
    edges.iter().for_each(|part| numbers(&mut out, part));
    numbers(&mut out, &[nodes]);
    forms.iter().for_each(|part| numbers(&mut out, part));
    let short = index.short().iter().flat_map(|s| [s.entity, s.node, s.form.alias, u32::from(s.form.flags.bits())]);
    numbers(&mut out, &short.collect::<Vec<_>>());
    wide(&mut out, filter.rows.iter().flat_map(Row::numbers).collect::<Vec<_>>().into_iter());
    bytes(&mut out, &filter.kinds);
    wide(&mut out, filter.pairs.0.iter().copied());
    bytes(&mut out, &[u8::from(filter.symbols)]);
    bytes(&mut out, &[spelling.most]);
    bytes(&mut out, spelling.text.as_bytes());
    numbers(&mut out, &spelling.ends);
    wide(&mut out, spelling.keys.iter().copied());
    numbers(&mut out, &spelling.buckets);
    numbers(&mut out, &spelling.rests);
    numbers(&mut out, &canonical.iter().map(|(alias, _)| *alias).collect::<Vec<_>>());
    let mut texts = Strings::default();
    canonical.iter().for_each(|(_, text)| texts.push(text));
    strings(&mut out, &texts);
    let length = (out.len() + CHECKSUM) as u64;
    out[LENGTH_AT..LENGTH_AT + 8].copy_from_slice(&length.to_le_bytes());
    out.extend(hash::bytes(&out).to_le_bytes());
    out
}

fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u64).to_le_bytes());
    out.extend(bytes);
}

fn numbers(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend((numbers.len() as u64).to_le_bytes());
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn wide(out: &mut Vec<u8>, numbers: impl ExactSizeIterator<Item = u64>) {
    out.extend((numbers.len() as u64).to_le_bytes());
    out.extend(numbers.flat_map(u64::to_le_bytes));
}

fn strings(out: &mut Vec<u8>, strings: &Strings) {
    bytes(out, strings.text.as_bytes());
    numbers(out, &strings.ends);
}

pub(super) fn read(all: &[u8], name: &str) -> Result<Gazetteer, Error> {
    let wrong = |reason: &str, remedy: &str| {
        let place = Place { file: Some(name.to_owned()), ..Place::default() };
        Error::format(place, reason, remedy)
    };
    if !all.starts_with(MAGIC) {
        return Err(wrong("this is no gazetteer of saith", "give one that Gazetteer.save wrote"));
    }
    let damaged = || wrong("the gazetteer is cut off or damaged", "copy it anew from where it came, or build it anew");
    let version = all.get(8..12).and_then(|b| b.first_chunk()).copied().map(u32::from_le_bytes).ok_or_else(damaged)?;
    if version != VERSION {
        let reason =
            format!("the gazetteer was saved by another version of saith ({version}, and this reads {VERSION})");
        return Err(wrong(&reason, BUILD_IT_ANEW));
    }
    let length = all.get(LENGTH_AT..LENGTH_AT + 8).and_then(|b| b.first_chunk()).copied().map(u64::from_le_bytes);
    let (content, checksum) = all.split_last_chunk::<CHECKSUM>().ok_or_else(damaged)?;
    if length != Some(all.len() as u64) || u64::from_le_bytes(*checksum) != hash::bytes(content) {
        return Err(damaged());
    }
    let mut reader = Reader { rest: &content[LENGTH_AT + 8..] };
    let gazetteer = reader.gazetteer().ok_or_else(damaged)?;
    if reader.rest.is_empty() && gazetteer.is_whole() { Ok(gazetteer) } else { Err(damaged()) }
}

/// Reads arrays; none where there is less than is said.
struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn gazetteer(&mut self) -> Option<Gazetteer> {
        let (options, report): (Options, Report) = serde_json::from_slice(self.bytes()?).ok()?;
        let entries = Entries {
            aliases: self.strings()?,
            owners: self.numbers()?,
            names: self.numbers()?,
            kinds: self.bytes()?.to_vec(),
            weights: self.wide()?.into_iter().map(f64::from_bits).collect(),
            ids: self.strings()?,
            attributes: self.strings()?,
        };
        let (keys, targets, firsts) = (self.wide()?, self.numbers()?, self.numbers()?);
        let &[nodes] = self.numbers()?.as_slice() else { return None };
        let (aliases, flags, short) = (self.numbers()?, self.numbers()?, self.numbers()?);
        let index = Index::of_arrays(&keys, [&targets, &firsts], nodes, [&aliases, &flags], &short)?;
        let filter = Filter {
            rows: self.wide()?.as_chunks().0.iter().copied().map(Row::of_numbers).collect(),
            kinds: self.bytes()?.to_vec(),
            pairs: Bits(self.wide()?),
            symbols: self.bytes()? == [1],
        };
        let &[most] = self.bytes()? else { return None };
        let spelling = Spelling {
            most,
            text: self.text()?,
            ends: self.numbers()?,
            keys: self.wide()?,
            buckets: self.numbers()?,
            rests: self.numbers()?,
        };
        let owners = self.numbers()?;
        let texts = self.strings()?;
        let canonical = owners.into_iter().enumerate().map(|(i, owner)| (owner, texts.get(i).to_owned())).collect();
        Some(Gazetteer { entries, index, filter, spelling, canonical, options, report })
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let (length, rest) = self.rest.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok().filter(|length| *length <= rest.len())?;
        let (bytes, rest) = rest.split_at(length);
        self.rest = rest;
        Some(bytes)
    }

    /// `N` bytes for each of an array's numbers.
    fn array<const N: usize>(&mut self) -> Option<&'b [[u8; N]]> {
        let (length, rest) = self.rest.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?.checked_mul(N).filter(|n| *n <= rest.len())?;
        let (bytes, rest) = rest.split_at(length);
        self.rest = rest;
        Some(bytes.as_chunks::<N>().0)
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        Some(self.array::<4>()?.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    }

    fn wide(&mut self) -> Option<Vec<u64>> {
        Some(self.array::<8>()?.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect())
    }

    fn text(&mut self) -> Option<String> {
        Some(std::str::from_utf8(self.bytes()?).ok()?.to_owned())
    }

    fn strings(&mut self) -> Option<Strings> {
        let strings = Strings { text: self.text()?, ends: self.numbers()? };
        strings.is_whole().then_some(strings)
    }
}
