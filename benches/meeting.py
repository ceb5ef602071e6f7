#!/usr/bin/env python3
"""Thirty sentences of a coordination meeting on a planning folder, each turned into a new plan by `amuplan replan` and verified.

    benches/meeting.py [FOLDER] [PLAN] [--program target/release/amuplan] [--time-limit 10]

FOLDER defaults to sample-data/esoe, PLAN to a plan made of it first. Every sentence is about runs of the plan, chosen in a fixed order, and
starts from the same folder and plan. Prints one line for each, then median and worst time and how many least changes are proven.
"""

import argparse, csv, datetime, json, pathlib, shutil, statistics, subprocess, sys, tempfile, time

EMPTY_LOCK = {"by": "mødet", "reason": "aftalt på mødet", "at": "2026-06-01"}


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def append(path, **cells):
    with open(path, encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    text = path.read_text(encoding="utf-8")
    unknown = set(cells) - set(header)
    assert not unknown, (path, unknown)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text if text.endswith("\n") else text + "\n")
        csv.writer(file, lineterminator="\n").writerow([cells.get(name, "") for name in header])


def undate(path, site, first, last):
    """Offers of the site that start in the period may start on any day."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    head = lines[0]
    at_site, at_date, at_week = (head.index(name) for name in ("site_id", "start_date", "week"))
    for cells in lines[1:]:
        if cells[at_site] == site and first <= cells[at_date] <= last:
            cells[at_date] = cells[at_week] = ""
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def drop(path, line):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: line - 1] + lines[line:]), encoding="utf-8")


class Meeting:
    def __init__(self, folder, plan):
        self.folder = folder
        self.plan = rows(plan / "plan.csv")
        self.forms = rows(folder / "forms.csv")
        self.locks = rows(folder / "locks.csv")
        self.approvals = rows(folder / "approvals.csv")
        self.offered = {(f["school_id"], f["goal_code"]) for f in self.forms if f["answer"] == "offers"}
        self.refused = {(f["school_id"], f["goal_code"]) for f in self.forms if f["answer"] == "cannot"}

    def assigned(self, step):
        """Runs that the plan chose itself, one of every so many."""
        return [r for r in self.plan if r["origin"] == "assigned" and (r["school_id"], r["goal_code"]) not in self.offered][::step]

    def others(self, run):
        """Other schools approved for the FKB of the run that have not refused the goal."""
        schools = {a["school_id"] for a in self.approvals if a["fkb_code"] == run["fkb_code"] and not a["except_goals"]}
        return sorted(s for s in schools if s != run["school_id"] and (s, run["goal_code"]) not in self.refused)

    def sentences(self):
        """Kind, sentence, and what it does to the folder; more than are needed of each kind, as `check` may refuse some."""
        for run in self.assigned(23):
            school, goal = run["school_id"], run["goal_code"]
            yield "withdraw", f"{school} cannot hold {goal} after all", lambda f, s=school, g=goal: append(
                f / "forms.csv", school_id=s, goal_code=g, answer="cannot")
        for run in self.assigned(31):
            school, goal, week = run["school_id"], run["goal_code"], run["iso_week"]
            yield "week", f"{school} cannot take {goal} in {week}", lambda f, s=school, g=goal, w=week: append(
                f / "locks.csv", lock="forbid", goal_code=g, school_id=s, week=w, **EMPTY_LOCK)
        for run in self.assigned(17):
            for other in self.others(run)[:1]:
                def swap(f, g=run["goal_code"], a=run["school_id"], b=other):
                    append(f / "locks.csv", lock="forbid", goal_code=g, school_id=a, **EMPTY_LOCK)
                    append(f / "locks.csv", lock="keep", goal_code=g, school_id=b, **EMPTY_LOCK)
                yield "swap", f"{run['goal_code']} goes from {run['school_id']} to {other}", swap
        for run in [r for r in self.assigned(7) if r["guarantee"] == "false"]:
            yield "guarantee", f"{run['goal_code']} on {run['start_date']} becomes a guarantee course", lambda f, r=run: append(
                f / "locks.csv", lock="keep", goal_code=r["goal_code"], school_id=r["school_id"], site_id=r["site_id"],
                start_date=r["start_date"], guarantee="true", **EMPTY_LOCK)
        for run in self.assigned(13):
            monday = datetime.date.fromisoformat(run["start_date"])
            monday -= datetime.timedelta(days=monday.weekday())
            last = monday + datetime.timedelta(days=20)
            def close(f, r=run, a=monday, b=last):
                append(f / "closures.csv", site_id=r["site_id"], **{"from": a, "to": b}, reason="ombygning", hard="true")
                undate(f / "forms.csv", r["site_id"], str(a), str(b))
            yield "close", f"{run['site_id']} is closed from {monday} to {last}; its offers in these weeks lose their dates", close
        for run in self.assigned(41):
            yield "agreement", f"an outside school takes {run['goal_code']}", lambda f, r=run: append(
                f / "agreements.csv", goal_code=r["goal_code"], outside_school="Skolen udenfor", reference="AFT-MØDE")
        for run in self.assigned(29):
            for other in self.others(run)[:1]:
                yield "offer", f"{other} offers {run['goal_code']} in {run['iso_week']}", lambda f, r=run, s=other: append(
                    f / "forms.csv", school_id=s, goal_code=r["goal_code"], answer="offers", week=r["iso_week"])
        for line, lock in enumerate(self.locks, start=2):
            yield "lift", f"the lock on {lock['goal_code']} ({lock['lock']}, {lock['by']}) is lifted", lambda f, n=line: drop(
                f / "locks.csv", n)
        for run in self.assigned(19):
            monday = datetime.date.fromisoformat(run["start_date"])
            last = monday + datetime.timedelta(days=13)
            yield "rooms", f"{run['site_id']} has one room from {monday} to {last}", lambda f, r=run, a=monday, b=last: append(
                f / "capacity.csv", site_id=r["site_id"], rooms="1", **{"from": a, "to": b})
        for run in self.assigned(37):
            day = datetime.date.fromisoformat(run["start_date"])
            last = day + datetime.timedelta(days=27)
            yield "teacher", f"{run['school_id']} has one teacher for {run['fkb_code']} until {last}", lambda f, r=run, a=day, b=last: append(
                f / "teachers.csv", school_id=r["school_id"], fkb_code=r["fkb_code"], parallel_courses="1", **{"from": a, "to": b})


WANTED = {"withdraw": 4, "week": 4, "swap": 3, "guarantee": 3, "close": 4, "agreement": 3, "offer": 3, "lift": 2, "rooms": 2, "teacher": 2}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=root / "sample-data/esoe")
    parser.add_argument("plan", nargs="?", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path, default=root / "target/release/amuplan")
    parser.add_argument("--time-limit", default="10")
    parser.add_argument("--only", help="one kind of sentence")
    args = parser.parse_args()
    program = str(args.program.resolve())
    with tempfile.TemporaryDirectory() as room:
        room = pathlib.Path(room)
        if args.plan is None:
            args.plan = room / "plan"
            subprocess.run([program, "plan", args.folder, "-o", args.plan], check=True, capture_output=True)
        meeting = Meeting(args.folder, args.plan)
        left, times, proven, refused, clashes, bad = dict(WANTED), [], 0, 0, 0, 0
        print(f"{'kind':10} {'s':>5} {'asked':>5} {'moved':>5} {'cost':>4} {'least':>5} {'gap %':>6}  sentence")
        for kind, sentence, change in meeting.sentences():
            if left[kind] == 0 or args.only and kind != args.only:
                continue
            folder, out = room / "in", room / "out"
            for path in (folder, out):
                shutil.rmtree(path, ignore_errors=True)
            shutil.copytree(args.folder, folder)
            change(folder)
            if subprocess.run([program, "check", folder], capture_output=True).returncode not in (0,):
                refused += 1
                continue
            began = time.monotonic()
            done = subprocess.run(
                [program, "replan", folder, args.plan, "-o", out, "--json", "--time-limit", args.time_limit], capture_output=True, text=True)
            seconds = time.monotonic() - began
            left[kind] -= 1
            if done.returncode == 4:
                clashes += 1
                left[kind] += 1
                print(f"{kind:10} {seconds:5.2f} cannot be: {sentence}; the rows that clash are named")
                continue
            if done.returncode not in (0, 5):
                bad += 1
                print(f"{kind:10} {seconds:5.2f} exit {done.returncode}: {sentence}\n{done.stderr}")
                continue
            said = json.loads(done.stdout)
            verdict = subprocess.run([program, "verify", folder, out], capture_output=True, text=True)
            if verdict.returncode != 0:
                bad += 1
                print(f"{kind:10} REJECTED: {sentence}\n{verdict.stderr}")
                continue
            replan, changes = said["replan"], said["changes"]
            times.append(seconds)
            proven += replan["proven"]
            gap = 100 * (said["bound"] - said["objective"]) / max(1, abs(said["bound"]))
            print(f"{kind:10} {seconds:5.2f} {len(changes['asked']):5} {len(changes['followed']):5} {replan['change_cost']:4} "
                  f"{replan['least_change_cost']:5} {gap:6.2f}  {sentence}", flush=True)
    if times:
        print(f"\n{len(times)} sentences, {bad} without a plan ({clashes} more clash with the offers), {refused} refused by check; median {statistics.median(times):.2f} s, "
              f"worst {max(times):.2f} s; least change proven for {proven}")
    return 1 if bad or not times else 0


if __name__ == "__main__":
    sys.exit(main())
