#!/usr/bin/env python3
"""What `amuplan explain` claims of a plan, each claim entered as locks and planned again by `amuplan replan`.

    benches/claims.py [FOLDER] [PLAN] [--program target/release/amuplan] [--count 50] [--seed 1]

FOLDER defaults to sample-data/esoe, PLAN to a plan made of it first. Of random goals the next best places (all others staying, and with
others moving; where the goal has several runs with the lock that lets this one go) and one random `--why-not` each. A claim holds when the new plan verifies, has every place that was claimed, opens no gap, and
changes no more than was claimed; where all others were to stay, none of them changes and the plan is worth what was claimed or more. What is
worth counts without O06: a run that is locked is no longer a wish. Prints what does not hold, then counts.
"""

import argparse, collections, json, pathlib, random, shutil, subprocess, sys, tempfile, time

from meeting import EMPTY_LOCK, append, rows


def change_cost(before, after):
    """Change of one run, as models/annual-plan.md section 9 has it."""
    if before["school_id"] != after["school_id"]:
        return 3
    return 2 if before["site_id"] != after["site_id"] else int(before["start_date"] != after["start_date"])


def of_others(alternative):
    moves = sum(change_cost(move["from"], move["to"]) for move in alternative["moved"])
    return moves + 3 * (len(alternative["gone"]) + len(alternative["added"]))


def shifts(answer):
    """Claims about the runs in the way: places to lock, and the goal that moves."""
    for user in answer.get("users", []):
        for shift in (user["other_school"], user["same_school"]):
            if shift:
                places = [shift["to"]] + ([answer["place"]] if shift["enough"] else [])
                yield {"kind": "could move", "places": places, "cost": 3 * len(places), "stay": True, "effects": None}


def claims(explained, answer):
    def of(kind, alternative, stay):
        if alternative and alternative["places"]:
            cost = 3 * len(alternative["places"]) + of_others(alternative)
            yield {"kind": kind, "places": alternative["places"], "cost": cost, "stay": stay, "effects": alternative["effects"]}

    runs = explained["runs"]
    for run in runs:
        for kind, alternative, stay in (("next best", run["preliminary"], True), ("next best, others moving", run["confirmed"], False)):
            for claim in of(kind, alternative, stay):
                # As explain proposes it: where the goal has several runs, a second lock lets this one go.
                here = [(place["site_id"], place["iso_week"]) for place in [other["place"] for other in runs] + claim["places"]]
                alone = here.count((run["place"]["site_id"], run["place"]["iso_week"])) == 1
                yield claim | {"forbid": run["place"] if len(runs) > 1 and alone else None}
    yield from of("possible there", answer.get("alternative"), True)
    yield from of("possible, others moving", answer.get("together"), False)
    yield from shifts(answer)


def worth(result):
    """Value without wishes, by term."""
    return {name: term["value"] for name, term in result["terms"].items() if name != "o06_wishes"}


class Bench:
    def __init__(self, args, room):
        self.args, self.room = args, room
        self.program = str(args.program.resolve())
        if args.plan is None:
            args.plan = room / "plan"
            subprocess.run([self.program, "plan", args.folder, "-o", args.plan], check=True, capture_output=True)
        self.plan = rows(args.plan / "plan.csv")
        self.base = json.loads((args.plan / "result.json").read_text(encoding="utf-8"))
        self.gaps = len(rows(args.plan / "gaps.csv"))

    def ask(self, *words):
        said = subprocess.run([self.program, "explain", self.args.folder, self.args.plan, *words, "--json"], capture_output=True, text=True, check=True)
        return json.loads(said.stdout)

    def fails(self, claim):
        """Why the claim does not hold; None where it does."""
        folder, out = self.room / "in", self.room / "out"
        for path in (folder, out):
            shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.args.folder, folder)
        for place in claim["places"]:
            cells = {key: place[key] for key in ("goal_code", "school_id", "site_id", "start_date")}
            if place.get("guarantee") is not None:
                cells["guarantee"] = str(place["guarantee"]).lower()
            append(folder / "locks.csv", lock="keep", **cells, **EMPTY_LOCK)
        if place := claim.get("forbid"):
            cells = {"goal_code": place["goal_code"], "site_id": place["site_id"], "week": str(int(place["iso_week"].split("W")[-1]))}
            append(folder / "locks.csv", lock="forbid", **cells, **EMPTY_LOCK)
        if (checked := subprocess.run([self.program, "check", folder], capture_output=True, text=True)).returncode:
            return "check refuses the lock: " + checked.stderr.strip()[-300:]
        done = subprocess.run([self.program, "replan", folder, self.args.plan, "-o", out, "--json"], capture_output=True, text=True)
        if done.returncode not in (0, 5):
            return f"replan ends with {done.returncode}: {done.stderr.strip()[-300:]}"
        if subprocess.run([self.program, "verify", folder, out], capture_output=True).returncode:
            return "the plan does not verify"
        return self.differs(claim, json.loads(done.stdout), out)

    def differs(self, claim, said, out):
        placed = {(r["goal_code"], r["site_id"], r["start_date"]) for r in rows(out / "plan.csv")}
        missing = [p for p in claim["places"] if (p["goal_code"], p["site_id"], p["start_date"]) not in placed]
        if missing:
            return f"not there: {missing}"
        if len(rows(out / "gaps.csv")) > self.gaps:
            return "a gap opens"
        if said["replan"]["needed_change_cost"] > claim["cost"]:
            return f"changes {said['replan']['needed_change_cost']}, claimed {claim['cost']}"
        if not claim["stay"]:
            return None
        if said["replan"]["needed_change_cost"] > 3 * len(claim["places"]):
            return "others change"
        if claim["effects"] is not None:
            told = {effect["term"]: effect["value"] for effect in claim["effects"]}
            result = json.loads((out / "result.json").read_text(encoding="utf-8"))
            lost = sum(value for name, value in worth(self.base).items()) - sum(worth(result).values())
            # Effects are what the other plan is worth more.
            claimed = -sum(value for name, value in told.items() if name != "o06_wishes")
            if lost > claimed:
                return f"loses {lost} milli, claimed {claimed}"
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=root / "sample-data/esoe")
    parser.add_argument("plan", nargs="?", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path, default=root / "target/release/amuplan")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    dice, held, failed, began = random.Random(args.seed), collections.Counter(), collections.Counter(), time.monotonic()
    with tempfile.TemporaryDirectory() as room:
        bench = Bench(args, pathlib.Path(room))
        approvals = rows(args.folder / "approvals.csv")
        for run in dice.sample(bench.plan, min(args.count, len(bench.plan))):
            goal = run["goal_code"]
            schools = sorted({a["school_id"] for a in approvals if a["fkb_code"] == run["fkb_code"]})
            school, week = dice.choice(schools), str(dice.randint(1, 52))
            answer = bench.ask(goal, "--why-not", school, week)["why_not"]
            for claim in claims(bench.ask(goal), answer):
                why = bench.fails(claim)
                (failed if why else held)[claim["kind"]] += 1
                if why:
                    print(f"{goal} ({claim['kind']}; not {school} in {week}): {why}", flush=True)
    for kind in sorted(held | failed):
        print(f"{kind}: {held[kind]} hold, {failed[kind]} do not")
    print(f"{sum(held.values())} of {sum((held + failed).values())} claims hold; {time.monotonic() - began:.0f} s")
    return 1 if failed or not held else 0


if __name__ == "__main__":
    sys.exit(main())
