//! Typed positions in the lists of an [`Instance`](super::instance::Instance). Lists are sorted by code, so a position does not depend on the order of rows in the files.

macro_rules! index_type {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The position as a list index.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            /// Lists of a planning folder are far below 2^32 rows; `check` refuses larger files.
            fn from(index: usize) -> Self {
                Self(u32::try_from(index).expect("lists are capped by check"))
            }
        }
    )+};
}

index_type! {
    /// A school in `Instance::schools`.
    SchoolIx,
    /// A site in `Instance::sites`.
    SiteIx,
    /// A goal in scope, in `Instance::goals`.
    GoalIx,
    /// An FKB in `Instance::fkbs`.
    FkbIx,
    /// A branch group in `Instance::groups`.
    GroupIx,
    /// A municipality in `Instance::areas`.
    AreaIx,
}
