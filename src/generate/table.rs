//! Rows as the bytes of a CSV file: comma, UTF-8, LF, the header first, then the lines in the order of their bytes.
//! The sorted order makes the plain hash of a file equal to the hash that does not depend on the order of rows.

/// The bytes of a table.
#[must_use]
pub fn csv(header: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut lines: Vec<String> = rows.iter().map(|row| line(row.iter().map(String::as_str))).collect();
    lines.sort();
    let mut text = line(header.iter().copied());
    for line in lines {
        text.push_str(&line);
    }
    text.into_bytes()
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut text = cells.map(cell).collect::<Vec<_>>().join(",");
    text.push('\n');
    text
}

/// A cell, in quotes where a reader would else take it apart.
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() }
}

/// `true` or `false`.
#[must_use]
pub fn yes_no(value: bool) -> String {
    value.to_string()
}

/// The text of a value, or nothing.
#[must_use]
pub fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |v| v.to_string())
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn lines_are_sorted_by_their_bytes_and_cells_are_quoted_where_needed() {
        let rows = [vec!["æ".to_string(), "a, b".to_string()], vec!["z".to_string(), "\"c\"".to_string()]];
        let text = String::from_utf8(csv(&["x", "y"], &rows)).expect("UTF-8");
        assert_eq!(text, "x,y\nz,\"\"\"c\"\"\"\næ,\"a, b\"\n");
    }
}
