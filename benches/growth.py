#!/usr/bin/env python3
"""Time and memory of `amuplan plan` against the number of goals, with the fitted exponents.

    growth.py AMUPLAN [--presets demo esoe region national] [--seeds 1 2 3] [--tightness 0.7] [--target 2] [--seconds 300]

For each preset the median over the seeds of the seconds of the whole command, from reading to the verified plan within TARGET % of its
bound, and of the peak memory; then time and memory as powers of the number of goals, by least squares of the logarithms. Networks are generated: synthetic. Nothing but Python is needed.
"""

import argparse
import csv
import json
import math
import os
import statistics
import subprocess
import tempfile
import time


def goals_in_scope(folder):
    with open(os.path.join(folder, "goals.csv"), encoding="utf-8", newline="") as file:
        return sum(1 for row in csv.DictReader(file) if row["kind"] in ("", "core"))


def exponent(points):
    """Slope of log y over log x, least squares."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (statistics.mean(p[i] for p in logs) for i in (0, 1))
    spread = sum((x - mean_x) ** 2 for x, _ in logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / spread


def one(asked, preset, seed):
    with tempfile.TemporaryDirectory() as room:
        folder = os.path.join(room, "network")
        generate = [asked.program, "generate", "--preset", preset, "--tightness", asked.tightness, "--seed", seed, "-o", folder]
        subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        plan = [asked.program, "plan", folder, "-o", folder + "-plan", "--gap", str(asked.target / 100)]
        plan += ["--time-limit", str(asked.seconds), "--work-limit", "100000000", "--json"]
        began = time.monotonic()
        child = subprocess.Popen(plan, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - began if os.waitstatus_to_exitcode(status) == 0 else None
        return goals_in_scope(folder), seconds, usage.ru_maxrss // 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--presets", nargs="+", default=["demo", "esoe", "region", "national"])
    parser.add_argument("--seeds", nargs="+", default=["1", "2", "3"])
    parser.add_argument("--tightness", default="0.7")
    parser.add_argument("--target", type=float, default=2)
    parser.add_argument("--seconds", type=int, default=300)
    asked = parser.parse_args()
    times, memories = [], []
    for preset in asked.presets:
        runs = [one(asked, preset, seed) for seed in asked.seeds]
        goals = statistics.median(r[0] for r in runs)
        peak = statistics.median(r[2] for r in runs)
        reached = [r[1] for r in runs]
        seconds = None if None in reached else statistics.median(reached)
        memories.append((goals, peak))
        if seconds is not None:
            times.append((goals, seconds))
        each = [r and round(r, 2) for r in reached]
        print(json.dumps({"preset": preset, "goals": goals, "seconds": each, "peak_mb": peak}), flush=True)
    fits = {name: round(exponent(points), 2) for name, points in (("time", times), ("memory", memories)) if len(points) > 1}
    print(json.dumps({"exponents": fits, "target_percent": asked.target}))


if __name__ == "__main__":
    main()
