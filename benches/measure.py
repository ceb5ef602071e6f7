#!/usr/bin/env python3
"""Time until `amuplan plan` has proven 5, 2, 1, 0.5, 0.2, 0.1 and 0.05 %, and its peak memory.

    measure.py AMUPLAN --preset esoe --tightness 0.7 --seeds 1 2 3 --seconds 120 [--threads N]

Generates each network, plans it with `--gap 0` until the time is over, and reads the progress lines. A gap counts from the moment a
complete plan has it; goals that could run but wait are told apart. One line of JSON per seed. Nothing but Python is needed.
"""

import argparse
import json
import os
import subprocess
import tempfile

TARGETS = (5, 2, 1, 0.5, 0.2, 0.1, 0.05)


def measured(program, folder, seconds, threads):
    """Plans the folder and follows the progress."""
    command = [program, "plan", folder, "-o", folder + "-plan", "--gap", "0", "--time-limit", str(seconds)]
    command += ["--work-limit", "100000000", "--json"] + (["--threads", str(threads)] if threads else [])
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    reached, last = {}, {}
    for line in child.stderr:
        if not line.startswith("{"):
            continue
        last = json.loads(line)
        if last.get("gap") is not None:
            for target in TARGETS:
                if 100 * last["gap"] <= target:
                    reached.setdefault(target, round(last["elapsed"], 1))
    _, status, usage = os.wait4(child.pid, 0)
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "seconds_to": reached,
        "gap_percent": last.get("gap") and round(100 * last["gap"], 4),
        "value": last.get("value"),
        "bound": last.get("bound"),
        "waiting": last.get("gaps"),
        "peak_mb": usage.ru_maxrss // 1024,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--preset", default="esoe")
    parser.add_argument("--tightness", default="0.7")
    parser.add_argument("--seeds", nargs="+", default=["1", "2", "3"])
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--threads", type=int)
    asked = parser.parse_args()
    for seed in asked.seeds:
        with tempfile.TemporaryDirectory() as room:
            folder = os.path.join(room, "network")
            generate = [asked.program, "generate", "--preset", asked.preset, "--tightness", asked.tightness, "--seed", seed]
            subprocess.run(generate + ["-o", folder], check=True, stdout=subprocess.DEVNULL)
            found = measured(asked.program, folder, asked.seconds, asked.threads)
        print(json.dumps({"preset": asked.preset, "tightness": asked.tightness, "seed": seed, **found}), flush=True)


if __name__ == "__main__":
    main()
