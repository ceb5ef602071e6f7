#!/usr/bin/env python3
"""Eight scenarios of a planning folder in one `amuplan scenarios`, against eight single `amuplan plan --scenario`.

    benches/scenarios.py [FOLDER] [--program target/release/amuplan] [--rounds 3]

FOLDER defaults to sample-data/esoe; it is copied, and the scenarios are about its first schools, sites and goals. Both ways are timed in turn,
and both plan to the gap that `plan` asks for without options. The one command plans the folder as it is as well. Every plan is verified.
"""

import argparse, pathlib, shutil, statistics, subprocess, sys, tempfile, time

from meeting import rows


def scenarios(folder):
    """Name and TOML of each."""
    site, other = (row["site_id"] for row in rows(folder / "sites.csv")[:2])
    school = next(row["school_id"] for row in rows(folder / "forms.csv")[::-1] if row["answer"] == "offers")
    goal = next(row["goal_code"] for row in rows(folder / "forms.csv") if row["answer"] == "offers")
    yield "flere", '[[scale]]\nfile = "demand.csv"\ncolumn = "participants"\nby = 1.1'
    yield "faerre", '[[scale]]\nfile = "demand.csv"\ncolumn = "participants"\nby = 0.9'
    yield "nytilbud", f'[[drop]]\nfile = "forms.csv"\nwhere = {{ school_id = "{school}", answer = "cannot" }}'
    yield "uden-laase", '[[drop]]\nfile = "locks.csv"\nwhere = { lock = "forbid" }'
    yield "uden-aftaler", '[[drop]]\nfile = "agreements.csv"\nwhere = { goal_code = ' + str([r["goal_code"] for r in rows(folder / "agreements.csv")][:5]).replace("'", '"') + " }"
    yield "flere-lokaler", f'[[add]]\nfile = "capacity.csv"\nrow = {{ site_id = "{other}", rooms = 4, from = 2027-02-01, to = 2027-04-30 }}'
    yield "aftale-mere", f'[[drop]]\nfile = "forms.csv"\nwhere = {{ goal_code = "{goal}" }}'
    yield "taet-paa", 'profile = "near-home"'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=root / "sample-data/esoe")
    parser.add_argument("--program", type=pathlib.Path, default=root / "target/release/amuplan")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    program = str(args.program.resolve())

    def run(*words):
        done = subprocess.run([program, *words], capture_output=True, text=True)
        if done.returncode not in (0, 5):
            sys.exit(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stderr}")

    with tempfile.TemporaryDirectory() as room:
        room = pathlib.Path(room)
        folder = room / "in"
        shutil.copytree(args.folder, folder)
        (folder / "scenarios").mkdir(exist_ok=True)
        names = []
        for name, text in scenarios(folder):
            (folder / "scenarios" / f"{name}.toml").write_text(f'name = "{name}"\n{text}\n', encoding="utf-8")
            names.append(name)
        one, single = [], []
        for _ in range(args.rounds):
            began = time.monotonic()
            run("scenarios", folder, "-o", room / "all")
            one.append(time.monotonic() - began)
            each = []
            for name in names:
                began = time.monotonic()
                run("plan", folder, "-o", room / "single" / name, "--scenario", folder / "scenarios" / f"{name}.toml")
                each.append(time.monotonic() - began)
            single.append(sum(each))
            print(f"one command {one[-1]:.1f} s; single {single[-1]:.1f} s: {' '.join(f'{s:.1f}' for s in each)}", flush=True)
        for name in names:
            run("verify", folder, room / "all" / name)
        print(f"{len(names)} scenarios and the folder as it is: {statistics.median(one):.1f} s; {len(names)} alone: {statistics.median(single):.1f} s (medians)")


if __name__ == "__main__":
    main()
