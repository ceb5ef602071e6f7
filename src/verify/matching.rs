//! The best one-to-one matching of few rows to few columns.

/// Matches as many rows as can be matched to different columns, at least cost among those matchings.
///
/// `cost[row][column]` is `None` where the pair does not fit. Returns the column of each row, `None` for a row that stays alone.
/// Rows are added one by one along a cheapest augmenting path (Bellman-Ford, since costs may be negative).
pub(super) fn cheapest(cost: &[Vec<Option<i64>>], columns: usize) -> Vec<Option<usize>> {
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    for row in 0..cost.len() {
        augment(cost, row, &mut row_of);
    }
    let mut column_of = vec![None; cost.len()];
    for (column, row) in row_of.iter().enumerate() {
        if let Some(row) = row {
            column_of[*row] = Some(column);
        }
    }
    column_of
}

/// Brings `row` into the matching if that is possible without leaving another row alone.
fn augment(cost: &[Vec<Option<i64>>], row: usize, row_of: &mut [Option<usize>]) {
    let columns = row_of.len();
    // Cheapest change of cost when the path ends at a column, and the row before it on the path.
    let mut best: Vec<Option<(i64, usize)>> = (0..columns).map(|c| cost[row][c].map(|x| (x, row))).collect();
    for _ in 0..columns {
        let mut changed = false;
        for through in 0..columns {
            let (Some((length, _)), Some(moved)) = (best[through], row_of[through]) else { continue };
            let back = cost[moved][through].unwrap_or(0);
            for (to, slot) in best.iter_mut().enumerate() {
                let Some(step) = cost[moved][to].filter(|_| to != through) else { continue };
                let longer = length - back + step;
                if slot.is_none_or(|(x, _)| longer < x) {
                    *slot = Some((longer, moved));
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let free = (0..columns).filter(|c| row_of[*c].is_none());
    let Some(mut end) = free.filter(|c| best[*c].is_some()).min_by_key(|c| (best[*c], *c)) else { return };
    loop {
        let Some((_, from)) = best[end] else { return };
        let before = row_of.iter().position(|r| *r == Some(from));
        row_of[end] = Some(from);
        match before {
            Some(column) if from != row => end = column,
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cheapest;

    #[test]
    fn a_row_moves_over_for_another() {
        let cost = vec![vec![Some(0), Some(5)], vec![Some(1), None]];
        assert_eq!(cheapest(&cost, 2), vec![Some(1), Some(0)]);
    }

    #[test]
    fn the_cheapest_of_all_matchings_is_found() {
        let cost = vec![vec![Some(4), Some(1), Some(3)], vec![Some(2), Some(0), Some(5)], vec![Some(3), Some(2), Some(2)]];
        assert_eq!(cheapest(&cost, 3), vec![Some(1), Some(0), Some(2)]);
        let cost = vec![vec![Some(-9), Some(-10)], vec![Some(0), Some(-7)]];
        assert_eq!(cheapest(&cost, 2), vec![Some(0), Some(1)]);
    }

    #[test]
    fn a_row_without_a_fitting_column_stays_alone() {
        let cost = vec![vec![Some(0), None], vec![Some(0), None]];
        assert_eq!(cheapest(&cost, 2), vec![Some(0), None]);
        assert_eq!(cheapest(&[vec![]], 0), vec![None]);
    }
}
