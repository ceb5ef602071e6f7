//! Spoilt forms: one change of two well-filled forms of the small folder for each finding.
//!
//! Columns: A FKB, B goal code, C title, D FKB title, E days, F usual, G last year, H answer, I why not, J guarantee,
//! K date or week, L runs, M min, N max, O place, P remark. Rows of nord: 5 = 40001, 6 = 40002, 7 = 40004, 8 and on empty.
//! Rows of syd: 5 = 40005, 6 = 40006, 7 = 40001, 8 = 40002, 9 = 40003, 10 = 40004.

use std::collections::BTreeMap;

use amuplan::domain::words::Text;
use amuplan::forms::export::export;
use amuplan::forms::import::{Imported, import};
use amuplan::read::folder::{Entry, Folder};
use amuplan::read::workbook::Value;

use super::book::{Book, Page, at};
use super::{Files, add_row, drop_file, instance, put, set, small_folder, text};

/// The two forms as they came back, other files beside them, and the planning folder.
pub struct Post {
    /// Form of nord, `nord.xlsx`.
    pub nord: Book,
    /// Form of syd, `syd.xlsx`.
    pub syd: Book,
    /// Other files.
    pub more: BTreeMap<String, Entry>,
    /// The planning folder, without forms.csv.
    pub folder: Files,
}

/// A spoilt form: the finding that must come, its file and its sheet and cell.
pub struct Case {
    /// Code.
    pub code: &'static str,
    /// File.
    pub file: &'static str,
    /// Sheet and cell, if the finding is about one.
    pub cell: Option<&'static str>,
    spoil: fn(&mut Post),
}

const fn nord(code: &'static str, cell: &'static str, spoil: fn(&mut Post)) -> Case {
    Case { code, file: "nord.xlsx", cell: Some(cell), spoil }
}

const fn syd(code: &'static str, cell: &'static str, spoil: fn(&mut Post)) -> Case {
    Case { code, file: "syd.xlsx", cell: Some(cell), spoil }
}

const fn whole(code: &'static str, file: &'static str, spoil: fn(&mut Post)) -> Case {
    Case { code, file, cell: None, spoil }
}

/// The forms of a folder by school id.
pub fn exported(files: &Files) -> BTreeMap<String, Vec<u8>> {
    let folder = Folder::from_files(files.clone());
    let (forms, list) = export(&instance(files), &folder);
    list.into_iter().map(|f| (f.school, forms[&f.file].clone())).collect()
}

impl Post {
    /// Both forms filled in as they should be.
    pub fn good() -> Self {
        let mut folder = small_folder();
        drop_file(&mut folder, "forms.csv");
        let forms = exported(&folder);
        let mut post = Self { nord: Book::read(&forms["nord"]), syd: Book::read(&forms["syd"]), more: BTreeMap::new(), folder };
        let nord = [
            ("H5", "tilbyder som udbyder"),
            ("J5", "ja"),
            ("K5", "01-03-2027"),
            ("M5", "5"),
            ("N5", "12"),
            ("O5", "Hovedafdeling"),
            ("H6", "kan påtage sig"),
            ("K6", "uge 12"),
            ("H7", "kan ikke"),
            ("I7", "ingen lokaler"),
        ];
        for (cell, text) in nord {
            post.nord.put(cell, text);
        }
        let syd = [
            ("H5", "Udbyder"),
            ("J5", "nej"),
            ("L5", "2"),
            ("O5", "Aarhus"),
            ("H6", "kan"),
            ("H7", "kan ikke"),
            ("I7", "intet udstyr"),
            ("H8", "NEJ"),
            ("P8", "for få kursister; igen"),
            ("H9", "tilbyder"),
            ("K9", "uge 14"),
            ("H10", "kan påtage sig"),
        ];
        for (cell, text) in syd {
            post.syd.put(cell, text);
        }
        post
    }

    /// What import makes of it.
    pub fn import(&self) -> Imported {
        let mut returned = self.more.clone();
        for (name, book) in [("nord.xlsx", &self.nord), ("syd.xlsx", &self.syd)] {
            returned.entry(name.to_string()).or_insert_with(|| Entry::Bytes(book.bytes()));
        }
        // A test that wants a form gone puts this in its place.
        returned.retain(|_, entry| *entry != Entry::Directory);
        import(&returned, &Folder::from_files(self.folder.clone()))
    }

    fn bytes(&mut self, name: &str, bytes: Vec<u8>) {
        self.more.insert(name.to_string(), Entry::Bytes(bytes));
    }
}

/// The file with one byte in the middle of a part changed.
fn damaged(mut bytes: Vec<u8>, part: &str) -> Vec<u8> {
    let name = bytes.windows(part.len()).position(|window| window == part.as_bytes()).expect("the part");
    let next = bytes[name..].windows(4).position(|sign| sign == b"PK\x03\x04" || sign == b"PK\x01\x02").expect("what follows");
    let middle = name + part.len() + (next - part.len()) / 2;
    bytes[middle] ^= 0x10;
    bytes
}

const FILES: &[Case] = &[
    whole("E701", "a.xlsx", |p| p.bytes("a.xlsx", b"PK\x03\x04 half a file".to_vec())),
    whole("E701", "nord.xlsx", |p| {
        let bytes = p.nord.bytes();
        p.bytes("nord.xlsx", bytes[..bytes.len() / 2].to_vec());
    }),
    whole("E701", "nord.xlsx", |p| {
        let bytes = damaged(p.nord.bytes(), "xl/worksheets/sheet1.xml");
        p.bytes("nord.xlsx", bytes);
    }),
    whole("E701", "nord.xlsx", |p| {
        let bytes = damaged(p.nord.bytes(), "xl/styles.xml");
        p.bytes("nord.xlsx", bytes);
    }),
    whole("E701", "nord.xlsx", |p| p.bytes("nord.xlsx", b"<html>log ind</html>".to_vec())),
    whole("E701", "nord.xlsx", |p| drop(p.more.insert("nord.xlsx".into(), Entry::Unreadable(Text::same("locked"))))),
    whole("E702", "nord.xlsx", |p| p.bytes("nord.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 password".to_vec())),
    whole("E702", "nord.ods", |p| drop(p.more.insert("nord.ods".into(), Entry::Other))),
    whole("W703", "brev.pdf", |p| drop(p.more.insert("brev.pdf".into(), Entry::Other))),
    whole("E704", "nord.xlsx", |p| drop(p.nord.pages.pop())),
    nord("E705", "amuplan", |p| p.nord.pages[2].put(at("B2"), "0")),
    nord("E706", "amuplan", |p| {
        let mut last_year = p.folder.clone();
        put(&mut last_year, "plan.toml", &text(&p.folder, "plan.toml").replace("2027", "2026"));
        for file in ["agreements.csv", "locks.csv"] {
            drop_file(&mut last_year, file);
        }
        p.bytes("nord.xlsx", exported(&last_year)["nord"].clone());
    }),
    Case {
        code: "E707",
        file: "vest.xlsx",
        cell: Some("amuplan"),
        spoil: |p| {
            let mut other = p.folder.clone();
            for bytes in other.values_mut() {
                *bytes = String::from_utf8_lossy(bytes).replace("nord", "vest").into_bytes();
            }
            p.bytes("vest.xlsx", exported(&other)["vest"].clone());
        },
    },
    Case {
        code: "E708",
        file: "syd.xlsx",
        cell: Some("amuplan"),
        spoil: |p| {
            p.syd = p.nord.clone();
            p.syd.put("H6", "kan ikke");
        },
    },
    syd("W709", "amuplan", |p| p.syd = p.nord.clone()),
    nord("E710", "amuplan", |p| p.nord.pages[2].put(at("B4"), "syd")),
    nord("E710", "amuplan", |p| p.nord.pages[2].put(at("D5"), "40003")),
    syd("W711", "amuplan", |p| set(&mut p.folder, "goals.csv", 9, "exempt", "nej")),
    whole("E712", "nord.xlsx", |p| p.nord.form().clear(3)),
    nord("E713", "Skema!K4", |p| p.nord.put("K4", "Hvornår")),
    nord("E713", "Skema!K4", |p| {
        p.nord.put("K4", "");
        p.nord.form().merged.push((at("J4"), at("K4")));
    }),
    nord("E714", "Skema!Q4", |p| p.nord.put("Q4", "Svar")),
    nord("W715", "Skema!Q4", |p| {
        p.nord.put("Q4", "Sagsnr");
        p.nord.put("Q5", "17");
    }),
    whole("E737", ".", |p| {
        for name in ["nord.xlsx", "syd.xlsx"] {
            p.more.insert(name.into(), Entry::Directory);
        }
    }),
    Case {
        code: "E741",
        file: "vest.xlsx",
        cell: Some("amuplan"),
        spoil: |p| {
            let mut other = p.folder.clone();
            put(&mut other, "plan.toml", &text(&p.folder, "plan.toml").replace("network = \"", "network = \"Vest for "));
            set(&mut other, "goals.csv", 3, "exempt", "ja");
            p.bytes("vest.xlsx", exported(&other)["nord"].clone());
        },
    },
    nord("E738", "Skema (2)", |p| {
        let copy = Page { name: "Skema (2)".into(), ..p.nord.pages[0].clone() };
        p.nord.pages.push(copy);
    }),
];

const ROWS: &[Case] = &[
    nord("E740", "Skema", |p| (4..7).for_each(|row| p.nord.form().clear(row))),
    nord("E740", "Skema", |p| {
        put(&mut p.folder, "forms.csv", "school_id,goal_code,answer\nnord,40002,can\nnord,40004,cannot\n");
        p.nord.form().cells.retain(|(row, column), _| *row < 4 || *column < 7);
    }),
    nord("E716", "Skema!B9", |p| p.nord.put("H9", "kan")),
    nord("E717", "Skema!B9", |p| p.nord.put("B9", "49999")),
    nord("E718", "Skema!B9", |p| {
        p.nord.put("B9", "40005");
        p.nord.put("H9", "kan");
    }),
    nord("E718", "Skema!B9", |p| p.nord.value("B9", Value::Number(40_003.0))),
    nord("E719", "Skema!B5", |p| {
        p.nord.put("B5", "40002");
        p.nord.put("B6", "40001");
    }),
    nord("E720", "Skema!H9", |p| {
        p.nord.put("B9", "40004");
        p.nord.put("H9", "kan");
    }),
    nord("E722", "Skema!H5", |p| p.nord.put("H5", "")),
    nord("W730", "Skema!P6", |p| {
        p.nord.put("H6", "");
        p.nord.put("K6", "");
        p.nord.put("P6", "spørg Jens");
    }),
    nord("W731", "Skema!I7", |p| p.nord.put("I7", "")),
    nord("W732", "Skema!H6", |p| {
        p.nord.put("H7", "");
        p.nord.form().merged.push((at("H6"), at("H7")));
    }),
    nord("W733", "Skema", |p| p.nord.form().clear(6)),
    nord("W734", "amuplan", |p| p.nord = Book::read(&exported(&p.folder)["nord"])),
    nord("W735", "Skema!B7", |p| set(&mut p.folder, "goals.csv", 5, "exempt", "ja")),
    nord("W736", "amuplan", |p| {
        put(&mut p.folder, "forms.csv", "school_id,goal_code,answer\n");
        add_row(&mut p.folder, "forms.csv", &[("school_id", "nord"), ("goal_code", "40002"), ("answer", "can")]);
        p.nord.form().clear(5);
    }),
];

const CELLS: &[Case] = &[
    nord("E721", "Skema!H5", |p| p.nord.put("H5", "måske")),
    nord("E721", "Skema!H5", |p| p.nord.put("H5", "Ja")),
    nord("E721", "Skema!H5", |p| p.nord.value("H5", Value::Number(1.0))),
    nord("E723", "Skema!J5", |p| p.nord.put("J5", "hvis muligt")),
    nord("E724", "Skema!K5", |p| p.nord.put("K5", "til foråret")),
    nord("E724", "Skema!K5", |p| p.nord.put("K5", "uge 12-14")),
    nord("E724", "Skema!K5", |p| p.nord.put("K5", "1/3 eller 8/3")),
    nord("E724", "Skema!K5", |p| p.nord.value("K5", Value::Number(12.5))),
    nord("E725", "Skema!K5", |p| p.nord.put("K5", "31/2")),
    nord("E725", "Skema!K5", |p| p.nord.put("K5", "mandag d. 2. marts 2027")),
    nord("E726", "Skema!L6", |p| {
        p.nord.put("K6", "uge 12; uge 20");
        p.nord.put("L6", "3");
    }),
    nord("E727", "Skema!L5", |p| p.nord.put("L5", "0")),
    nord("E727", "Skema!L5", |p| p.nord.put("L5", "27")),
    nord("E727", "Skema!M5", |p| p.nord.put("M5", "få")),
    nord("E727", "Skema!N5", |p| p.nord.value("N5", Value::Number(12.5))),
    nord("E728", "Skema!O5", |p| p.nord.put("O5", "Aarhus")),
    nord("E739", "Skema!K5", |p| p.nord.value("K5", Value::Unsolved)),
    nord("E739", "Skema!H5", |p| p.nord.value("H5", Value::Unsolved)),
    nord("E739", "Skema!N6", |p| p.nord.value("N6", Value::Unsolved)),
    nord("E739", "Skema!B5", |p| p.nord.value("B5", Value::Unsolved)),
    nord("E729", "Skema!K5", |p| p.nord.value("K5", Value::Error("#DIV/0!".into()))),
    nord("E729", "Skema!B5", |p| p.nord.value("B5", Value::Error("#REF!".into()))),
];

/// What `check` finds in the new forms.csv, told at the cell.
const JUDGED: &[Case] = &[
    nord("E206", "Skema!K6", |p| p.nord.put("K6", "uge 53")),
    nord("E214", "Skema!K5", |p| p.nord.put("K5", "01-03-2028")),
    nord("E401", "Skema!M5", |p| p.nord.put("M5", "13")),
    nord("W402", "Skema!M5", |p| p.nord.put("M5", "6")),
    syd("W403", "Skema!J5", |p| p.syd.put("J5", "ja")),
    syd("E418", "Skema!O7", |p| {
        p.syd.put("H7", "udbyder");
        p.syd.put("O7", "Aarhus");
    }),
    nord("W302", "Skema!B9", |p| {
        for (cell, text) in [("B9", "40002"), ("H9", "kan"), ("K9", "uge 12")] {
            p.nord.put(cell, text);
        }
    }),
    nord("W421", "Skema!K7", |p| p.nord.put("K7", "uge 20")),
    nord("W421", "Skema!L7", |p| p.nord.put("L7", "3")),
    nord("W421", "Skema!J7", |p| p.nord.put("J7", "ja")),
    nord("W421", "Skema!M7", |p| p.nord.put("M7", "få")),
    nord("W508", "Skema!K6", |p| p.nord.put("K6", "29/3")),
    nord("W508", "Skema!K6", |p| p.nord.put("K6", "søndag d. 14. marts")),
    nord("E501", "Skema!K5", |p| p.nord.put("K5", "29/3")),
    nord("E502", "Skema!K5", |p| p.nord.put("K5", "tirsdag 2/3")),
];

/// All spoilt forms.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    [FILES, ROWS, CELLS, JUDGED].into_iter().flatten()
}

/// Codes of forms, which no planning folder by itself can cause.
pub fn codes() -> impl Iterator<Item = &'static str> {
    [FILES, ROWS, CELLS].into_iter().flatten().map(|case| case.code)
}

/// The spoilt forms of a case.
pub fn spoilt(case: &Case) -> Post {
    let mut post = Post::good();
    (case.spoil)(&mut post);
    post
}
