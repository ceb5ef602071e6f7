//! Random participants, forms, locks and agreements.

use rand::Rng;

use super::{Draft, csv, fkb, goal};
use crate::common::{Files, put};

impl Draft {
    pub(super) fn participants(&mut self, files: &mut Files) {
        let mut demand = Vec::new();
        for i in 0..self.goals {
            if self.yes(75) {
                for _ in 0..self.rng.random_range(1..=3) {
                    let (town, amount) = (self.town(), self.rng.random_range(1..=150));
                    let waiting = self.rng.random_range(0..5).to_string();
                    let (town, waiting) = (self.maybe(85, town), self.maybe(20, &waiting));
                    demand.push(format!("{},,,{town},{}.{},{waiting}", goal(i), amount / 10, amount % 10));
                }
            }
        }
        if self.yes(50) {
            demand.push(format!(",{},,{},{},", fkb(0), self.town(), self.rng.random_range(1..40)));
        }
        if self.yes(50) {
            demand.push(format!(",,Transport,,{},2", self.rng.random_range(1..60)));
        }
        let header = "goal_code,fkb_code,branch_group,municipality_code,participants,waiting";
        put(files, "demand.csv", &csv(header, &demand));
        let mut history = Vec::new();
        for _ in 0..self.rng.random_range(0..6) {
            let (goal, school) = (self.any_goal(), self.any_school());
            let (year, people) = (self.year - self.rng.random_range(1..=3), self.rng.random_range(0..30));
            history.push(format!("{year},{goal},{school},1,{},{people}", u8::from(people > 5)));
        }
        put(files, "history.csv", &csv("year,goal_code,school_id,announced,held,participants", &history));
        let mut needs = Vec::new();
        if self.yes(40) {
            let (goal, town, firm) = (self.any_goal(), self.town(), self.pick(&["ja", "nej"]));
            needs.push(format!("Firma,{town},{goal},{},{firm}", self.rng.random_range(1..9)));
        }
        put(files, "needs.csv", &csv("employer,municipality_code,goal_code,participants,firm", &needs));
    }

    /// A start date, a week, or neither, as two cells.
    fn when(&mut self) -> String {
        let day = self.open_day();
        match self.rng.random_range(0..3) {
            0 => format!("{day},"),
            1 => format!(",{}", day.format("%G-W%V")),
            _ => ",".to_string(),
        }
    }

    pub(super) fn answers(&mut self, files: &mut Files) {
        let mut forms = Vec::new();
        for _ in 0..self.rng.random_range(0..=self.goals) {
            let ((school, site), goal) = (self.school_and_site(), self.any_goal());
            let answer = self.pick(&["offers", "offers", "can", "can", "cannot"]);
            let (site, when) = if answer == "cannot" { (String::new(), ",".to_string()) } else { (site, self.when()) };
            let runs = if answer == "offers" { self.maybe(15, "2") } else { String::new() };
            let guarantee = self.pick(&["", "", "ja", "nej"]);
            let min = self.maybe(20, "4");
            forms.push(format!("{school},{goal},{answer},{site},{when},{runs},{guarantee},{min},"));
        }
        let header = "school_id,goal_code,answer,site_id,start_date,week,runs,guarantee,min_participants,max_participants";
        put(files, "forms.csv", &csv(header, &forms));
        let mut locks = Vec::new();
        for _ in 0..self.rng.random_range(0..=3) {
            let ((school, site), goal, when) = (self.school_and_site(), self.any_goal(), self.when());
            let (lock, guarantee) = (self.pick(&["keep", "forbid"]), self.pick(&["", "", "ja"]));
            let guarantee = if lock == "keep" { guarantee } else { "" };
            locks.push(format!("{lock},{goal},{school},{site},{when},{guarantee},Sekretariatet,test"));
        }
        let header = "lock,goal_code,school_id,site_id,start_date,week,guarantee,by,reason";
        put(files, "locks.csv", &csv(header, &locks));
        let mut agreements = Vec::new();
        if self.yes(20) {
            agreements.push(format!("{},Udenfor,A-1,", self.any_goal()));
        }
        put(files, "agreements.csv", &csv("goal_code,outside_school,reference,start_date", &agreements));
    }
}
