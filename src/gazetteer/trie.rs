//! The trie of a gazetteer: folded pieces of aliases, as edges from node to node.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::Span;
use crate::lexicon::Lexicon;
use crate::text::fold;
use crate::token::{Shape, Token, TokenKind, tokenize};

/// Piece that no alias holds; nothing matches across it.
const UNKNOWN: u32 = u32::MAX;
/// The node that every walk begins at.
const ROOT: u32 = 0;

/// Folded aliases of all entries, ready to be walked.
#[derive(Clone, Debug, Default)]
pub(super) struct Trie {
    pieces: FxHashMap<Box<str>, u32>,
    edges: FxHashMap<(u32, u32), u32>,
    /// By piece, the node after it from the root, or `ROOT`: the test that rejects most words.
    first: Vec<u32>,
    /// By node, the aliases that end there.
    ends: FxHashMap<u32, Vec<Alias>>,
    nodes: u32,
}

/// One alias of one entry.
#[derive(Clone, Debug)]
pub(super) struct Alias {
    pub(super) text: Arc<str>,
    pub(super) entry: u32,
    case: Case,
}

/// Which capitals a text must have for an alias to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    /// "Apple" is no apple: the first letter must be a capital.
    Capital,
    /// "WHO" asks for capitals throughout.
    Capitals,
}

/// One piece of a text.
struct Piece {
    id: u32,
    start: u32,
    end: u32,
}

/// A place where aliases end, longest first from its start.
pub(super) struct Found<'t> {
    pub(super) span: Span,
    pub(super) aliases: Vec<&'t Alias>,
}

impl Trie {
    /// Adds an alias; false where nothing of it can be matched.
    pub(super) fn add(&mut self, alias: &Arc<str>, entry: u32) -> bool {
        let mut node = ROOT;
        let mut words = 0;
        let mut ids = Vec::new();
        for token in tokenize(alias, Lexicon::shipped()) {
            words += 1;
            for_pieces(alias, &token, &mut String::new(), |piece, _| {
                let next = self.pieces.len() as u32;
                ids.push(*self.pieces.entry(piece.into()).or_insert(next));
            });
        }
        if ids.is_empty() || !alias.chars().any(char::is_alphanumeric) {
            return false;
        }
        for id in ids {
            let next = self.nodes + 1;
            let to = *self.edges.entry((node, id)).or_insert(next);
            self.nodes = self.nodes.max(to);
            if node == ROOT {
                let size = self.first.len().max(id as usize + 1);
                self.first.resize(size, ROOT);
                self.first[id as usize] = to;
            }
            node = to;
        }
        let ends = self.ends.entry(node).or_default();
        if !ends.iter().any(|a| a.entry == entry && a.text == *alias) {
            ends.push(Alias { text: Arc::clone(alias), entry, case: Case::of(alias, words) });
        }
        true
    }

    /// Calls `each` for the leftmost-longest places; `tokens` are those of `text`.
    pub(super) fn find<'t>(&'t self, text: &str, tokens: &[Token], mut each: impl FnMut(Found<'t>)) {
        let pieces = self.pieces_of(text, tokens);
        let mut at = 0;
        while at < pieces.len() {
            match self.longest_from(text, &pieces, at) {
                Some((found, next)) => {
                    each(found);
                    at = next;
                }
                None => at += 1,
            }
        }
    }

    fn longest_from<'t>(&'t self, text: &str, pieces: &[Piece], start: usize) -> Option<(Found<'t>, usize)> {
        let mut node = *self.first.get(pieces[start].id as usize)?;
        let mut best = None;
        let mut at = start;
        while node != ROOT {
            if let Some(ends) = self.ends.get(&node) {
                let span = Span::new(pieces[start].start, pieces[at].end);
                let written = span.of(text);
                let aliases: Vec<&Alias> = ends.iter().filter(|a| a.case.allows(written)).collect();
                if !aliases.is_empty() {
                    best = Some((Found { span, aliases }, at + 1));
                }
            }
            at += 1;
            node = match pieces.get(at) {
                Some(piece) => self.edges.get(&(node, piece.id)).copied().unwrap_or(ROOT),
                None => ROOT,
            };
        }
        best
    }

    fn pieces_of(&self, text: &str, tokens: &[Token]) -> Vec<Piece> {
        let mut found = Vec::with_capacity(tokens.len() + tokens.len() / 16);
        let mut buffer = String::new();
        let mut end = 0;
        for token in tokens {
            if token.shape.contains(Shape::LINE_BEFORE) && is_blank_line(Span::new(end, token.span.start).of(text)) {
                found.push(Piece { id: UNKNOWN, start: end, end });
            }
            end = token.span.end;
            for_pieces(text, token, &mut buffer, |piece, range| {
                let id = self.pieces.get(piece).copied().unwrap_or(UNKNOWN);
                let start = token.span.start;
                found.push(Piece { id, start: start + range.start as u32, end: start + range.end as u32 });
            });
        }
        found
    }
}

impl Case {
    fn of(alias: &str, words: usize) -> Self {
        let mut letters = alias.chars().filter(|c| c.is_alphabetic());
        if words > 1 || alias.contains(fold::is_hyphen) || !letters.next().is_some_and(char::is_uppercase) {
            return Self::Any;
        }
        if letters.clone().next().is_some() && letters.all(char::is_uppercase) { Self::Capitals } else { Self::Capital }
    }

    fn allows(self, written: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => written.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase),
            Self::Capitals => !written.chars().any(char::is_lowercase),
        }
    }
}

/// Two line ends: a name does not go on after a blank line.
fn is_blank_line(gap: &str) -> bool {
    let breaks = gap.bytes().filter(|&b| b == b'\n').count();
    breaks > 1 || breaks == 0 && gap.bytes().filter(|&b| b == b'\r').count() > 1 || gap.contains('\u{2029}')
}

fn for_pieces(text: &str, token: &Token, buffer: &mut String, mut each: impl FnMut(&str, std::ops::Range<usize>)) {
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Word | TokenKind::Number => fold::pieces(word, buffer, each),
        TokenKind::Symbol if word == "&" => each("and", 0..1),
        // A spaced dash is no hyphen, and marks are matched as they are.
        TokenKind::Dash => each("–", 0..word.len()),
        TokenKind::Link => {
            buffer.clear();
            buffer.extend(word.chars().flat_map(char::to_lowercase));
            each(buffer, 0..word.len());
        }
        TokenKind::Terminator | TokenKind::Open | TokenKind::Close => each(word, 0..word.len()),
        _ => match word {
            "’" | "‘" => each("'", 0..word.len()),
            "’s" | "’S" | "'S" => each("'s", 0..word.len()),
            _ => each(word, 0..word.len()),
        },
    }
}
