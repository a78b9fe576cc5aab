//! The paths of folded aliases, in flat arrays: from node to node by the key of a piece.

use crate::model::hash;

/// The node that every path begins at.
pub(super) const ROOT: u32 = 0;

/// One place of the table of edges.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Edge {
    key: u64,
    /// The node that it leads to; `ROOT` where the place is empty.
    to: u32,
}

/// Paths of keys, and what stands at their ends.
///
/// An edge is found by a key of 64 bits that is made of its node and piece; pieces are not compared, so two of them are taken for
/// one another once in 2^64.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Index {
    /// Open addressing; a power of two, at most two thirds full.
    edges: Vec<Edge>,
    nodes: u32,
    /// By node, where its forms begin; one more than there are nodes.
    starts: Vec<u32>,
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
    }
}

impl Default for Index {
    fn default() -> Self {
        Builder::with_capacity(0).build()
    }
}

impl Index {
    /// Returns the node that a piece leads to from `node`.
    #[inline]
    pub(super) fn step(&self, node: u32, piece: u64) -> Option<u32> {
        let key = key(node, piece);
        let mask = self.edges.len() - 1;
        let mut at = key as usize;
        loop {
            let edge = self.edges[at & mask];
            if edge.to == ROOT {
                return None;
            }
            if edge.key == key {
                return Some(edge.to);
            }
            at = at.wrapping_add(1);
        }
    }

    /// Returns the forms that end at a node.
    #[inline]
    pub(super) fn forms_at(&self, node: u32) -> &[Form] {
        let node = node as usize;
        match (self.starts.get(node), self.starts.get(node + 1)) {
            (Some(&start), Some(&end)) => &self.forms[start as usize..end as usize],
            _ => &[],
        }
    }

    /// The arrays, as a file has them: edges with the node each leads to, nodes, and the forms by node.
    #[expect(clippy::type_complexity, reason = "four arrays, named where they are taken")]
    pub(super) fn arrays(&self) -> (Vec<(u64, u32)>, u32, &[u32], Vec<(u32, u32)>) {
        let edges = self.edges.iter().map(|edge| (edge.key, edge.to)).collect();
        let forms = self.forms.iter().map(|form| (form.alias, u32::from(form.flags.bits()))).collect();
        (edges, self.nodes, &self.starts, forms)
    }

    /// Returns the index of such arrays, or none where they do not fit together.
    pub(super) fn of_arrays(
        keys: &[u64],
        targets: &[u32],
        nodes: u32,
        starts: Vec<u32>,
        aliases: &[u32],
        flags: &[u32],
        short: &[u32],
    ) -> Option<Self> {
        let edges: Vec<Edge> = keys.iter().zip(targets).map(|(&key, &to)| Edge { key, to }).collect();
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
            && aliases.len() == flags.len()
            && edges.len().is_power_of_two()
            && edges.iter().any(|edge| edge.to == ROOT)
            && edges.iter().all(|edge| edge.to <= nodes)
            && starts.len() == nodes as usize + 2
            && starts.is_sorted()
            && starts.last() == Some(&(forms.len() as u32))
            && rest.is_empty()
            && short.is_sorted();
        whole.then_some(Self { edges, nodes, starts, forms, short })
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
            + self.starts.len() * 4
            + self.forms.len() * size_of::<Form>()
            + self.short.len() * size_of::<Short>()
    }
}

/// The key of the edge that a piece leads by from a node.
#[inline]
fn key(node: u32, piece: u64) -> u64 {
    hash::join(u64::from(node), piece)
}

/// Paths while they are laid.
#[derive(Debug)]
pub(super) struct Builder {
    index: Index,
    edges: usize,
    ends: Vec<(u32, Form)>,
}

impl Builder {
    /// Returns a builder with room for so many paths.
    pub(super) fn with_capacity(paths: usize) -> Self {
        let room = (paths * 3).next_power_of_two().max(64);
        let edges = vec![Edge::default(); room];
        let index = Index { edges, nodes: ROOT, starts: Vec::new(), forms: Vec::new(), short: Vec::new() };
        Self { index, edges: 0, ends: Vec::with_capacity(paths) }
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
        let mut node = ROOT;
        for &piece in pieces {
            if self.edges * 3 >= self.index.edges.len() * 2 {
                self.grow();
            }
            let fresh = self.index.nodes + 1;
            let to = put(&mut self.index.edges, Edge { key: key(node, piece), to: fresh });
            if to == fresh {
                self.index.nodes = fresh;
                self.edges += 1;
            }
            node = to;
        }
        node
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.index.edges);
        self.index.edges = vec![Edge::default(); old.len() * 2];
        for edge in old.into_iter().filter(|edge| edge.to != ROOT) {
            put(&mut self.index.edges, edge);
        }
    }

    /// Returns the paths laid.
    pub(super) fn build(mut self) -> Index {
        let mut index = self.index;
        index.short.sort_unstable();
        index.short.dedup();
        index.short.shrink_to_fit();
        self.ends.sort_unstable();
        self.ends.dedup();
        index.starts = vec![0; index.nodes as usize + 2];
        for (node, _) in &self.ends {
            index.starts[*node as usize + 1] += 1;
        }
        for node in 1..index.starts.len() {
            index.starts[node] += index.starts[node - 1];
        }
        index.forms = self.ends.into_iter().map(|(_, form)| form).collect();
        index
    }
}

/// Puts an edge where there is none of its key; returns where the edge of its key leads to.
fn put(edges: &mut [Edge], edge: Edge) -> u32 {
    let mask = edges.len() - 1;
    let mut at = edge.key as usize;
    loop {
        let here = &mut edges[at & mask];
        if here.to == ROOT {
            *here = edge;
            return edge.to;
        }
        if here.key == edge.key {
            return here.to;
        }
        at += 1;
    }
}
