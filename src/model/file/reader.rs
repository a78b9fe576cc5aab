//! Reads a model file; whatever the bytes, it gives a model or says what is wrong.

use super::{CHECKSUM, Content, FORMAT, MAGIC, MOST_SECTIONS, ModelFile, curve, hash, kind};
use crate::model::calibration::Calibration;
use crate::model::chain::{Chain, Parts};
use crate::model::linear::{Linear, MOST_BITS};
use crate::{Error, Place};

const GET_IT_ANEW: &str = "copy it anew from where it came, or train it again";

/// No table has more places.
const LONGEST_TABLE: u64 = 1 << 24;

pub struct Reader<'b> {
    bytes: &'b [u8],
    name: &'b str,
}

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8], name: &'b str) -> Self {
        Self { bytes, name }
    }

    pub fn file(mut self, stage: &str, features: u32) -> Result<ModelFile, Error> {
        let all = self.bytes;
        if all.len() < MAGIC.len() && !all.is_empty() && MAGIC.starts_with(all) {
            return Err(self.cut(all.len()));
        }
        if !all.starts_with(MAGIC) {
            return Err(self.wrong("this is no model file of saith".to_owned(), "give one that `saith train` wrote"));
        }
        self.bytes = &all[MAGIC.len()..];
        let short = |reader: &Self| reader.cut(all.len());
        let format = self.number::<4>().ok_or_else(|| short(&self))?;
        if format > u64::from(FORMAT) {
            let reason = format!("the model file has format {format}, and this version reads up to {FORMAT}");
            return Err(self.wrong(reason, "install a newer saith"));
        }
        let length = self.number::<8>().ok_or_else(|| short(&self))?;
        if length > all.len() as u64 {
            return Err(self.cut(all.len()));
        }
        let Some((content, checksum)) = all.split_last_chunk::<CHECKSUM>() else { return Err(self.damaged()) };
        if length != all.len() as u64 || u64::from_le_bytes(*checksum) != hash::bytes(content) {
            return Err(self.damaged());
        }
        self.bytes = self.bytes.strip_suffix(checksum).ok_or_else(|| self.damaged())?;
        // What follows is as it was written; that it makes sense is checked all the same.
        self.sections(stage, features)
    }

    /// Returns the stage that the file names, where it begins as a model does.
    pub fn stage(mut self) -> Option<&'b str> {
        self.bytes = self.bytes.strip_prefix(MAGIC)?;
        let _format = self.number::<4>()?;
        let _length = self.number::<8>()?;
        let length = self.number::<1>()? as usize;
        std::str::from_utf8(self.bytes.get(..length)?).ok()
    }

    fn sections(mut self, stage: &str, features: u32) -> Result<ModelFile, Error> {
        let own_stage = self.string()?;
        if own_stage != stage {
            let reason = format!("this is a model of the stage {own_stage}, not {stage}");
            return Err(self.wrong(reason, &format!("give one that `saith train {stage}` wrote")));
        }
        let own_features = self.fixed::<4>()?;
        if own_features != u64::from(features) {
            let reason =
                format!("the model was trained for version {own_features} of the features, and this is {features}");
            return Err(self.wrong(reason, &format!("train it again: saith train {stage}")));
        }
        let count = self.fixed::<1>()? as usize;
        if count >= MOST_SECTIONS {
            return Err(self.damaged());
        }
        let mut file = ModelFile::new(stage, features);
        file.name = Some(self.name.to_owned());
        for _ in 0..count {
            let kind = self.fixed::<1>()?;
            let name = self.string()?;
            let length = self.varint()?;
            let bytes = self.take(usize::try_from(length).unwrap_or(usize::MAX))?;
            let mut section = Reader { bytes, name: self.name };
            let content = match kind as u8 {
                kind::LINEAR => Content::Linear(section.linear()?),
                kind::CHAIN => Content::Chain(Box::new(section.chain()?)),
                kind::CALIBRATION => Content::Calibration(section.calibration()?),
                kind::FACTS => Content::Facts(section.facts()?),
                kind::TABLE => Content::Table(section.table()?),
                _ => return Err(self.damaged()),
            };
            if !section.bytes.is_empty() || file.add(&name, content).is_err() {
                return Err(self.damaged());
            }
        }
        if self.bytes.is_empty() { Ok(file) } else { Err(self.damaged()) }
    }

    fn linear(&mut self) -> Result<Linear, Error> {
        let bits = self.bits()?;
        let (scale, bias) = (self.float()?, self.float()?);
        let mut weights = vec![0; 1 << bits];
        let mut next = 0u64;
        for _ in 0..self.varint()? {
            let row = next.saturating_add(self.varint()?);
            let weight = self.fixed::<1>()? as u8 as i8;
            let place = usize::try_from(row).ok().and_then(|row| weights.get_mut(row));
            *place.ok_or_else(|| self.damaged())? = weight;
            next = row + 1;
        }
        Linear::new(bits, weights, scale, bias).map_err(|error| self.wrong(error.reason, GET_IT_ANEW))
    }

    fn table(&mut self) -> Result<Vec<u16>, Error> {
        let length = self.varint()?;
        if length > LONGEST_TABLE {
            return Err(self.damaged());
        }
        let mut table = vec![0; length as usize];
        let mut next = 0u64;
        for _ in 0..self.varint()? {
            let place = next.saturating_add(self.varint()?);
            let number = self.fixed::<2>()? as u16;
            let entry = usize::try_from(place).ok().and_then(|place| table.get_mut(place));
            *entry.ok_or_else(|| self.damaged())? = number;
            next = place + 1;
        }
        Ok(table)
    }

    fn chain(&mut self) -> Result<Chain, Error> {
        let mut parts = Parts { bits: self.bits()?, ..Parts::default() };
        let labels = self.fixed::<1>()? as usize;
        for _ in 0..labels {
            parts.labels.push(self.string()?);
        }
        parts.scale = self.float()?;
        for (to, count) in
            [(&mut parts.start, labels), (&mut parts.end, labels), (&mut parts.transitions, labels * labels)]
        {
            for _ in 0..count {
                to.push(self.float()?);
            }
        }
        let mut next = 0u64;
        for _ in 0..self.varint()? {
            let row = next.saturating_add(self.varint()?);
            parts.rows.push(u32::try_from(row).map_err(|_| self.damaged())?);
            next = row + 1;
            let present = self.take(labels.div_ceil(8))?;
            for label in 0..labels {
                let weight =
                    if present[label / 8] >> (label % 8) & 1 == 1 { self.fixed::<1>()? as u8 as i8 } else { 0 };
                parts.weights.push(weight);
            }
        }
        Chain::new(parts).map_err(|error| self.wrong(error.reason, GET_IT_ANEW))
    }

    fn calibration(&mut self) -> Result<Calibration, Error> {
        let read = match self.fixed::<1>()? as u8 {
            curve::PLATT => {
                let (slope, intercept) = (f64::from_bits(self.fixed::<8>()?), f64::from_bits(self.fixed::<8>()?));
                Calibration::Platt { slope, intercept }
            }
            curve::ISOTONIC => {
                let count = self.varint()?;
                let mut numbers = || (0..count).map(|_| self.float()).collect::<Result<Vec<f32>, _>>();
                Calibration::Isotonic { scores: numbers()?, probabilities: numbers()? }
            }
            _ => return Err(self.damaged()),
        };
        if read.is_sound() { Ok(read) } else { Err(self.damaged()) }
    }

    fn facts(&mut self) -> Result<serde_json::Value, Error> {
        let bytes = std::mem::take(&mut self.bytes);
        serde_json::from_slice(bytes).map_err(|_| self.damaged())
    }

    fn bits(&mut self) -> Result<u32, Error> {
        match self.fixed::<1>()? as u32 {
            bits if bits <= MOST_BITS => Ok(bits),
            _ => Err(self.damaged()),
        }
    }

    fn float(&mut self) -> Result<f32, Error> {
        Ok(f32::from_bits(self.fixed::<4>()? as u32))
    }

    fn string(&mut self) -> Result<String, Error> {
        let length = self.fixed::<1>()? as usize;
        let bytes = self.take(length)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| self.damaged())
    }

    fn varint(&mut self) -> Result<u64, Error> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.fixed::<1>()?;
            number |= (byte & 127) << shift;
            if byte < 128 {
                return Ok(number);
            }
        }
        Err(self.damaged())
    }

    fn fixed<const BYTES: usize>(&mut self) -> Result<u64, Error> {
        self.number::<BYTES>().ok_or_else(|| self.damaged())
    }

    fn number<const BYTES: usize>(&mut self) -> Option<u64> {
        let (bytes, rest) = self.bytes.split_first_chunk::<BYTES>()?;
        self.bytes = rest;
        Some(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], Error> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or_else(|| self.damaged())?;
        self.bytes = rest;
        Ok(taken)
    }

    fn cut(&self, length: usize) -> Error {
        self.wrong(format!("the model file is cut off after {length} bytes"), GET_IT_ANEW)
    }

    fn damaged(&self) -> Error {
        self.wrong("the model file is damaged".to_owned(), GET_IT_ANEW)
    }

    fn wrong(&self, reason: String, remedy: &str) -> Error {
        Error::format(Place { file: Some(self.name.to_owned()), ..Place::default() }, reason, remedy)
    }
}
