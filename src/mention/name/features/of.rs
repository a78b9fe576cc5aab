//! What features of names are of. The numbers are part of the model.

/// What a feature is of; a value goes with it.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Bias,
    Word,
    WordLeft,
    WordRight,
    Shape,
    ShapesLeft,
    ShapesRight,
    Shapes,
    LastLetter,
    LastFour,
    FirstThree,
    Usually,
    Line,
    LineShape,
    First,
    FirstWord,
    Class,
    ClassesShape,
    Cluster,
    ClusterAbove,
    ClustersLeft,
    ClustersRight,
    ClustersAround,
    ClusterShape,
    RunPlace,
    RunRest,
    RunLastWord,
    RunFirstWord,
    RunLastCluster,
    RunFirstCluster,
    RunAfter,
    RunBefore,
    RunBeforePlace,
    RunAfterTwo,
    RunBeforeTwo,
    RunLists,
    RunClasses,
    RunLastLists,
    RunFirstLists,
    ListsRunLast,
    ListsRunFirst,
    Seen,
    SeenMore,
    Alone,
    Begins,
    GoesOn,
    Ends,
    Unlisted,
    ListingShape,
    ListingLeft,
    ListingRight,
    Lists,
    ListsWordLeft,
    ListsWordRight,
    ListsUsually,
    /// The label that the first reading gave a token, from two before to two after.
    Read,
    ReadElsewhere,
    /// What the first reading made of a word in the document; three for each of three tokens.
    Elsewhere = 60,
    /// The part of speech of a token, where the training text knows it; from two before to two after.
    #[cfg(feature = "train")]
    Part = 100,
    #[cfg(feature = "train")]
    PartsLeft = 110,
    #[cfg(feature = "train")]
    PartsRight,
    #[cfg(feature = "train")]
    Parts,
    #[cfg(feature = "train")]
    PartShape,
}

/// Takes the features of a group, each of what it is and with its value.
pub(super) struct Put<F>(pub(super) F);

impl<F: FnMut(u64, u64)> Put<F> {
    #[inline]
    pub(super) fn put(&mut self, of: Of, value: u64) {
        (self.0)(of as u64, value);
    }

    /// The same of the `place`th of several.
    #[inline]
    pub(super) fn put_at(&mut self, of: Of, place: u64, value: u64) {
        (self.0)(of as u64 + place, value);
    }
}
