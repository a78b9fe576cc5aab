//! The paths of folded aliases, in flat arrays: from node to node by the key of a piece.

use crate::model::hash;

/// The node that every path begins at; any piece may follow.
pub(super) const ROOT: Node = Node { number: 0, forms: 0, next: NEXT as u16 };

/// Bits of an edge's key that stand for the pieces that follow its node.
const NEXT: u64 = 0xFFFF;

/// Where a path has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) number: u32,
    /// Its first form, from 1; 0 where it has none.
    forms: u32,
    /// A bit for each piece that may follow; several have the same.
    next: u16,
}

impl Node {
    /// Whether no path goes on.
    pub(super) fn is_end(self) -> bool {
        self.next == 0
    }
}

/// One place of the table of edges, with all that is asked of the node that it leads to: a look at memory that is far costs more than
/// all else at a step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Edge {
    /// What it is found by, and in the bits of `NEXT` which pieces follow its node.
    key: u64,
    /// The number of its node; 0 where the place is empty.
    to: u32,
    /// The first form of its node, from 1; 0 where that has none.
    forms: u32,
}

impl Edge {
    fn is_empty(&self) -> bool {
        self.to == ROOT.number
    }

    fn has(&self, key: u64) -> bool {
        (self.key ^ key) & !NEXT == 0
    }

    fn node(&self) -> Node {
        Node { number: self.to, forms: self.forms, next: (self.key & NEXT) as u16 }
    }
}

/// Paths of keys, and what stands at their ends.
///
/// An edge is found by a key that is made of its node and piece: by its lower bits where it stands, by its upper 48 which it is. Pieces
/// are not compared, so two of them are taken for one another once in some 2^60.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Index {
    /// Open addressing; a power of two, at most two thirds full.
    edges: Vec<Edge>,
    nodes: u32,
    /// By node; the last of each says so.
    forms: Vec<Form>,
    /// Short forms by entity, each with the node that it ends at.
    short: Vec<Short>,
}

/// A form that stands for its entity once that has been named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Short {
    pub(super) entity: u32,
    pub(super) node: u32,
    pub(super) form: Form,
}

/// What a path stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    /// The alias behind it, by its number.
    pub(super) alias: u32,
    pub(super) flags: Flags,
}

bitflags::bitflags! {
    /// How a form is written, and what it asks for.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
    pub(super) struct Flags: u16 {
        /// One capitalised word: asks for a capital where there are capitals.
        const CAPITAL = 1;
        /// One word all in capitals: asks for capitals.
        const CAPITALS = 1 << 1;
        /// In capitals, a common word is written the same: the line must have other letters.
        const CONTRAST = 1 << 2;
        /// A common word: asks for evidence.
        const STOP = 1 << 3;
        /// A surname or acronym: its entity must have been named before.
        const SHORT = 1 << 4;
        /// Names its entity in full.
        const FULL = 1 << 5;
        /// The full stop behind it belongs to it.
        const STOPPED = 1 << 6;
        /// So long that edits are forgiven.
        const LONG = 1 << 7;
        /// A short form made of initials.
        const ACRONYM = 1 << 8;
        /// The alias without some of its words: an alias that is written so is rather meant.
        const LESS = 1 << 9;
        /// Begins with "the", which has no capital.
        const THE = 1 << 10;
        /// Longer than most acronyms.
        const LONG_WORD = 1 << 11;
        /// Its entity has short forms.
        const SHORTENED = 1 << 12;
        /// No other form of its node stands behind it.
        const LAST = 1 << 13;
        /// The alias without its company form: another may follow.
        const FORMLESS = 1 << 14;
        /// One word for a place or a body: a surname may be written the same.
        const BARE = 1 << 15;
    }
}

impl Default for Index {
    fn default() -> Self {
        Builder::with_capacity(0).build(&[])
    }
}

impl Index {
    /// Returns the node that a piece leads to from `node`.
    #[inline]
    pub(super) fn step(&self, node: Node, piece: u64) -> Option<Node> {
        if node.next & bit(piece) == 0 {
            return None;
        }
        let key = key(node.number, piece);
        let mask = self.edges.len() - 1;
        let mut at = key as usize;
        loop {
            let edge = &self.edges[at & mask];
            if edge.is_empty() {
                return None;
            }
            if edge.has(key) {
                return Some(edge.node());
            }
            at = at.wrapping_add(1);
        }
    }

    /// Returns the forms that end at a node.
    #[inline]
    pub(super) fn forms_at(&self, node: Node) -> &[Form] {
        let Some(start) = node.forms.checked_sub(1) else { return &[] };
        let rest = &self.forms[start as usize..];
        let others = rest.iter().take_while(|form| !form.flags.contains(Flags::LAST)).count();
        &rest[..=others]
    }

    /// The arrays, as a file has them: of edges, how many nodes there are, and of forms.
    pub(super) fn arrays(&self) -> (impl ExactSizeIterator<Item = u64>, [Vec<u32>; 2], u32, [Vec<u32>; 2]) {
        let of_edges = |part: fn(&Edge) -> u32| self.edges.iter().map(part).collect();
        let of_forms = |part: fn(&Form) -> u32| self.forms.iter().map(part).collect();
        (
            self.edges.iter().map(|edge| edge.key),
            [of_edges(|edge| edge.to), of_edges(|edge| edge.forms)],
            self.nodes,
            [of_forms(|form| form.alias), of_forms(|form| u32::from(form.flags.bits()))],
        )
    }

    /// Returns the index of such arrays, or none where they do not fit together.
    pub(super) fn of_arrays(
        keys: &[u64],
        [targets, firsts]: [&[u32]; 2],
        nodes: u32,
        [aliases, flags]: [&[u32]; 2],
        short: &[u32],
    ) -> Option<Self> {
        let edges = keys.iter().zip(targets).zip(firsts);
        let edges: Vec<Edge> = edges.map(|((&key, &to), &forms)| Edge { key, to, forms }).collect();
        let form =
            |(&alias, &flags): (&u32, &u32)| Some(Form { alias, flags: Flags::from_bits(flags.try_into().ok()?)? });
        let forms: Vec<Form> = aliases.iter().zip(flags).map(form).collect::<Option<_>>()?;
        let (short, rest) = short.as_chunks::<4>();
        let short: Vec<Short> = short
            .iter()
            .map(|[entity, node, alias, flags]| {
                Some(Short { entity: *entity, node: *node, form: form((alias, flags))? })
            })
            .collect::<Option<_>>()?;
        let whole = keys.len() == targets.len()
            && keys.len() == firsts.len()
            && aliases.len() == flags.len()
            && edges.len().is_power_of_two()
            && edges.iter().any(Edge::is_empty)
            && edges.iter().all(|edge| edge.to <= nodes && edge.forms as usize <= forms.len())
            && forms.last().is_none_or(|form| form.flags.contains(Flags::LAST))
            && rest.is_empty()
            && short.is_sorted();
        whole.then_some(Self { edges, nodes, forms, short })
    }

    /// Whether every form is of one of so many aliases.
    pub(super) fn is_of(&self, aliases: usize) -> bool {
        let short = self.short.iter().map(|short| short.form.alias);
        self.forms.iter().map(|form| form.alias).chain(short).all(|alias| (alias as usize) < aliases)
    }

    /// Returns the short forms of an entity.
    pub(super) fn short_of(&self, entity: u32) -> &[Short] {
        let start = self.short.partition_point(|short| short.entity < entity);
        let end = start + self.short[start..].iter().take_while(|short| short.entity == entity).count();
        &self.short[start..end]
    }

    /// Returns all short forms, by entity.
    pub(super) fn short(&self) -> &[Short] {
        &self.short
    }

    /// Returns the bytes that it takes in memory.
    pub(super) fn size(&self) -> usize {
        self.edges.len() * size_of::<Edge>()
            + self.forms.len() * size_of::<Form>()
            + self.short.len() * size_of::<Short>()
    }
}

/// The key of the edge that a piece leads by from a node.
#[inline]
fn key(node: u32, piece: u64) -> u64 {
    hash::join(u64::from(node), piece)
}

/// The bit of a piece among those that may follow.
#[inline]
fn bit(piece: u64) -> u16 {
    1 << (piece.wrapping_mul(hash::GOLDEN) >> 60)
}

/// Paths while they are laid.
#[derive(Debug)]
pub(super) struct Builder {
    index: Index,
    edges: usize,
    ends: Vec<(u32, Form)>,
    /// By node, the bits of the pieces that follow.
    next: Vec<u16>,
}

impl Builder {
    /// Returns a builder for about so many paths. Many begin with the same pieces: the table grows where they do not.
    pub(super) fn with_capacity(paths: usize) -> Self {
        let room = (paths / 2).next_power_of_two().max(64);
        let edges = vec![Edge::default(); room];
        let index = Index { edges, nodes: ROOT.number, forms: Vec::new(), short: Vec::new() };
        Self { index, edges: 0, ends: Vec::with_capacity(paths), next: vec![0] }
    }

    /// Lays the path of a form.
    pub(super) fn add(&mut self, pieces: &[u64], form: Form) {
        let node = self.lay(pieces);
        self.ends.push((node, form));
    }

    /// Lays the path of a short form of an entity.
    pub(super) fn add_short(&mut self, pieces: &[u64], entity: u32, form: Form) {
        let node = self.lay(pieces);
        self.index.short.push(Short { entity, node, form });
    }

    /// Changes the flags of all forms.
    pub(super) fn change(&mut self, change: impl Fn(&mut Form)) {
        self.ends.iter_mut().for_each(|(_, form)| change(form));
    }

    fn lay(&mut self, pieces: &[u64]) -> u32 {
        let mut node = ROOT.number;
        for &piece in pieces {
            if self.edges * 3 >= self.index.edges.len() * 2 {
                self.grow();
            }
            let fresh = self.index.nodes + 1;
            let to = put(&mut self.index.edges, Edge { key: key(node, piece), to: fresh, forms: 0 });
            if to == fresh {
                self.index.nodes = fresh;
                self.next[node as usize] |= bit(piece);
                self.next.push(0);
                self.edges += 1;
            }
            node = to;
        }
        node
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.index.edges);
        self.index.edges = vec![Edge::default(); old.len() * 2];
        for edge in old.into_iter().filter(|edge| !edge.is_empty()) {
            put(&mut self.index.edges, edge);
        }
    }

    /// Returns the paths laid; `owners` has the entity of each alias.
    pub(super) fn build(mut self, owners: &[u32]) -> Index {
        let mut index = self.index;
        index.short.sort_unstable();
        index.short.dedup();
        index.short.shrink_to_fit();
        self.ends.sort_unstable();
        self.ends.dedup();
        let mut shortened = vec![false; owners.last().map_or(0, |&last| last as usize + 1)];
        index.short.iter().for_each(|short| shortened[short.entity as usize] = true);
        let mut firsts = vec![0; index.nodes as usize + 1];
        for (node, mut form) in self.ends {
            form.flags.set(Flags::SHORTENED, shortened[owners[form.alias as usize] as usize]);
            if firsts[node as usize] == 0 {
                index.forms.last_mut().into_iter().for_each(|last: &mut Form| last.flags |= Flags::LAST);
                firsts[node as usize] = index.forms.len() as u32 + 1;
            }
            index.forms.push(form);
        }
        index.forms.last_mut().into_iter().for_each(|last| last.flags |= Flags::LAST);
        index.forms.shrink_to_fit();
        for edge in index.edges.iter_mut().filter(|edge| !edge.is_empty()) {
            edge.key = edge.key & !NEXT | u64::from(self.next[edge.to as usize]);
            edge.forms = firsts[edge.to as usize];
        }
        index
    }
}

/// Puts an edge where there is none of its key; returns where the edge of its key leads to.
fn put(edges: &mut [Edge], edge: Edge) -> u32 {
    let mask = edges.len() - 1;
    let mut at = edge.key as usize;
    loop {
        let here = &mut edges[at & mask];
        if here.is_empty() {
            *here = edge;
            return edge.to;
        }
        if here.key == edge.key {
            return here.to;
        }
        at += 1;
    }
}
