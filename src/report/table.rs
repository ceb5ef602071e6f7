//! Lines of cells with a separator, quoted where needed (RFC 4180). Writing to memory cannot fail.

/// A file under construction.
#[derive(Debug)]
pub struct Table {
    separator: char,
    line_end: &'static str,
    text: String,
}

impl Table {
    /// A machine file with its header line: comma, UTF-8 without byte order mark, LF.
    #[must_use]
    pub fn machine(header: &[&str]) -> Self {
        let mut table = Self { separator: ',', line_end: "\n", text: String::new() };
        table.row(header);
        table
    }

    /// A file that a Danish Excel opens by double-click: semicolon, UTF-8 with byte order mark, CRLF.
    #[must_use]
    pub fn excel(header: &[&str]) -> Self {
        let mut table = Self { separator: ';', line_end: "\r\n", text: "\u{feff}".to_owned() };
        table.row(header);
        table
    }

    /// Adds a line.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        for (number, cell) in cells.iter().enumerate() {
            if number > 0 {
                self.text.push(self.separator);
            }
            self.cell(cell.as_ref());
        }
        self.text.push_str(self.line_end);
    }

    fn cell(&mut self, cell: &str) {
        if cell.contains([self.separator, '"', '\r', '\n']) {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
    }

    /// The bytes of the file.
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn text(table: Table) -> String {
        String::from_utf8(table.bytes()).expect("UTF-8")
    }

    #[test]
    fn cells_with_separators_quotes_and_line_breaks_are_quoted() {
        let mut table = Table::machine(&["a", "b"]);
        table.row(&["x, y", "say \"æ\"\nhere"]);
        table.row(&["x; y", ""]);
        assert_eq!(text(table), "a,b\n\"x, y\",\"say \"\"æ\"\"\nhere\"\nx; y,\n");
        let mut table = Table::excel(&["a", "b"]);
        table.row(&["x, y", "x; y"]);
        assert_eq!(text(table), "\u{feff}a;b\r\nx, y;\"x; y\"\r\n");
    }

    /// The crate that reads the folder again must see the same cells.
    #[test]
    fn a_reader_gets_the_cells_back() {
        let rows = [["a", "b"], ["\"", "\r"], [" x ", "\"\"\n,"], ["", "æ"]];
        let mut table = Table::machine(&rows[0]);
        rows[1..].iter().for_each(|row| table.row(row));
        let bytes = table.bytes();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
        let back: Vec<Vec<String>> =
            reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect();
        assert_eq!(back, rows);
    }
}
