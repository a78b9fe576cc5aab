//! For training: annotated relations, and the model that is made of what was learned.

use super::Model;
use super::linker::Weights;
use crate::Span;
use crate::model::calibration::Calibration;
use crate::model::chain::Chain;
use crate::model::linear::Linear;

/// One annotated attribution relation; spans are bytes of the text, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// Who.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
}

/// Returns the model of these weights.
pub(crate) fn model(tags: Chain, links: Weights, certainty: Linear, confidence: Calibration) -> Model {
    Model { tags, links, certainty, confidence }
}
