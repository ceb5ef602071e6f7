#!/usr/bin/env python3
"""Measures a general solver on a programme that `amuplan export-model` wrote.

    peers.py MODEL.mps --solver highs|cpsat|scip --bound MILLI [--seconds 1200] [--threads 1]

Needs the solver's own package: `highspy`, `ortools` (CP-SAT through MathOpt) or `pyscipopt`. This process loads none of them. The
solver gets a process of its own with a limit on its address space, and is killed 100 s after its limit of time.

The file minimises `weight * gaps - value`, where the weight is what a column `gap[..]` costs. The worker reads those columns in
every incumbent, so that gaps and value come apart exactly. `--bound` is the best bound known on the value of a plan with the
fewest gaps. The fewest are `--gaps`; without it, as many as there are goals whose cover row has no column but the gap.

Only incumbents with the fewest gaps have a relative gap, `(bound - value) / |bound|` as in amuplan: `known` to `--bound`, `own`
to the solver's bound, which is `weight * fewest - its bound` as a value. A solver's own relative gap is about the weighted sum
and reads much smaller. Relative tolerances are therefore 0; everything else stays at the solver's default but for `--option`.

Times count from the call that solves; reading the file is given apart. Peak memory is that of the worker, reading included. The
result is one line of JSON. `--events FILE` keeps every incumbent and bound with its time, `--log FILE` what the solver prints.
"""

import argparse
import json
import math
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time

GRACE = 100
MARKS = (60, 300, 1200)
TARGETS = (5.0, 1.0, 0.1)


class Recorder:
    """Writes incumbents and bounds of a running solver as lines of JSON, each with its time."""

    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8", buffering=1)
        self.begin = time.monotonic()
        self.bound = -math.inf

    def write(self, kind, **what):
        line = {"kind": kind, "t": round(time.monotonic() - self.begin, 3), **what}
        self.file.write(json.dumps(line) + "\n")

    def model(self, version, columns, rows):
        """The file has been read; the clock starts again for the solve."""
        self.write("model", version=version, columns=columns, rows=rows)
        self.begin = time.monotonic()

    def incumbent(self, objective, gaps):
        self.write("incumbent", objective=objective, gaps=gaps)

    def dual(self, bound):
        """Keeps a bound that is finite and better than the last."""
        if math.isfinite(bound) and abs(bound) < 1e20 and bound > self.bound:
            self.bound = bound
            self.write("bound", objective=bound)


def run_highs(args, recorder):
    import highspy

    highs = highspy.Highs()
    highs.HandleKeyboardInterrupt = False
    options = {"threads": args.threads, "time_limit": float(args.seconds), "mip_rel_gap": 0.0}
    if args.threads == 1:
        options["parallel"] = "off"
    for key, value in {**options, **own_options(args)}.items():
        if highs.setOptionValue(key, value) != highspy.HighsStatus.kOk:
            raise ValueError(f"option {key}")
    if highs.readModel(args.model) == highspy.HighsStatus.kError:
        raise ValueError("the model cannot be read")
    gaps = [i for i, name in enumerate(highs.getLp().col_names_) if name.startswith("gap[")]

    def improved(event):
        point = event.data_out.mip_solution
        recorder.incumbent(event.data_out.objective_function_value, sum(float(point[i]) for i in gaps))
        recorder.dual(event.data_out.mip_dual_bound)

    def looked(event):
        recorder.dual(event.data_out.mip_dual_bound)

    highs.cbMipImprovingSolution.subscribe(improved)
    highs.cbMipLogging.subscribe(looked)
    highs.cbMipInterrupt.subscribe(looked)
    recorder.model(highs.version(), highs.getNumCol(), highs.getNumRow())
    highs.run()
    recorder.dual(highs.getInfo().mip_dual_bound)
    recorder.write("end", status=highs.modelStatusToString(highs.getModelStatus()))


def run_cpsat(args, recorder):
    import datetime

    import ortools
    from google.protobuf import text_format
    from ortools.math_opt.io.python import mps_converter
    from ortools.math_opt.python import mathopt
    from ortools.sat import sat_parameters_pb2

    with open(args.model, encoding="utf-8") as file:
        model = mathopt.Model.from_model_proto(mps_converter.mps_to_model_proto(file.read()))
    gaps = [v for v in model.variables() if v.name.startswith("gap[")]
    columns, rows = model.get_num_variables(), model.get_num_linear_constraints()

    own = sat_parameters_pb2.SatParameters(num_workers=args.threads, relative_gap_limit=0.0, log_search_progress=True)
    for key, value in own_options(args).items():
        text_format.Merge(f"{key}: {json.dumps(value)}", own)
    parameters = mathopt.SolveParameters(time_limit=datetime.timedelta(seconds=args.seconds), cp_sat=own)
    registration = mathopt.CallbackRegistration(
        events={mathopt.Event.MIP_SOLUTION, mathopt.Event.MIP},
        mip_solution_filter=mathopt.VariableFilter(filtered_items=gaps),
    )

    def called(data):
        stats = data.mip_stats
        if data.event == mathopt.Event.MIP_SOLUTION:
            recorder.incumbent(stats.primal_bound, sum(data.solution.values()))
        if stats.dual_bound is not None:
            recorder.dual(stats.dual_bound)
        return mathopt.CallbackResult()

    recorder.model(ortools.__version__, columns, rows)
    result = mathopt.solve(
        model,
        mathopt.SolverType.CP_SAT,
        params=parameters,
        msg_cb=lambda lines: print(*lines, sep="\n", flush=True),
        callback_reg=registration,
        cb=called,
        remove_names=True,
    )
    recorder.dual(result.termination.objective_bounds.dual_bound)
    if result.solutions:
        recorder.incumbent(result.objective_value(), sum(result.variable_values(gaps)))
    limit = result.termination.limit
    recorder.write("end", status=result.termination.reason.name.lower() + (f" ({limit.name.lower()})" if limit else ""))


def run_scip(args, recorder):
    import pyscipopt

    model = pyscipopt.Model()
    model.readProblem(args.model)
    options = {"limits/time": float(args.seconds), "limits/memory": args.memory * 1024.0, "lp/threads": args.threads}
    for key, value in {**options, **own_options(args)}.items():
        model.setParam(key, value)
    columns = model.getVars()
    gaps = [v for v in columns if v.name.startswith("gap[")]

    def improved(scip, _event):
        best = scip.getBestSol()
        recorder.incumbent(scip.getSolObjVal(best), sum(scip.getSolVal(best, v) for v in gaps))

    def looked(scip, _event):
        recorder.dual(scip.getDualbound())

    events = pyscipopt.SCIP_EVENTTYPE
    model.attachEventHandlerCallback(improved, [events.BESTSOLFOUND], name="improved")
    model.attachEventHandlerCallback(looked, [events.LPSOLVED, events.NODESOLVED, events.DUALBOUNDIMPROVED], name="looked")
    recorder.model(str(model.version()), len(columns), model.getNConss())
    model.optimize()
    recorder.dual(model.getDualbound())
    recorder.write("end", status=model.getStatus())


SOLVERS = {"highs": run_highs, "cpsat": run_cpsat, "scip": run_scip}


def own_options(args):
    """The `--option KEY=VALUE` pairs, numbers and truth values as such."""
    plain = re.compile(r"true|false|-?\d+(\.\d+)?(e-?\d+)?")
    pairs = (option.split("=", 1) for option in args.option)
    return {key: json.loads(value) if plain.fullmatch(value) else value for key, value in pairs}


def weight_and_fewest(path):
    """What a gap costs, and the number of goals whose cover row has no column but the gap."""
    weights, only_gap, columns = set(), {}, False
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("COLUMNS"):
                columns = True
            elif line.startswith("RHS"):
                break
            elif columns and (line.startswith(" gap[") or " c01_cover[" in line):
                column, row, coefficient = line.split()
                is_gap = column.startswith("gap[")
                if is_gap and row == "MINUS_VALUE":
                    weights.add(int(coefficient))
                else:
                    only_gap[row] = only_gap.get(row, True) and is_gap
    if len(weights) > 1:
        raise ValueError("gaps of different weights")
    return max(weights, default=0), sum(only_gap.values())


class Course:
    """What a solver had at which time, in gaps and milli."""

    def __init__(self, events, weight, fewest, bound):
        self.weight, self.fewest, self.known = weight, fewest, bound
        self.steps = []
        value = own = gaps = objective = None
        for event in events:
            if event["kind"] == "incumbent" and (objective is None or event["objective"] < objective):
                objective = event["objective"]
                gaps, value = round(event["gaps"]), round(weight * event["gaps"] - objective)
            elif event["kind"] == "bound":
                own = math.floor(weight * fewest - event["objective"] + 1e-3)
            else:
                continue
            self.steps.append({"t": event["t"], **self.state(gaps, value, own)})

    def state(self, gaps, value, own):
        """The two relative gaps in percent; none while there are more gaps than necessary."""

        def percent(bound):
            if value is None or bound is None or gaps > self.fewest:
                return None
            return round(100.0 * (bound - value) / max(1, abs(bound)), 4)

        return {"gaps": gaps, "value": value, "bound": own, "own": percent(own), "known": percent(self.known)}

    def at(self, seconds):
        """The last state at that time."""
        before = [s for s in self.steps if s["t"] <= seconds]
        return before[-1] if before else {"t": None, **self.state(None, None, None)}

    def first(self, key, target):
        """When the relative gap of that kind first was at most the target, in percent."""
        return next((s["t"] for s in self.steps if s[key] is not None and s[key] <= target), None)


def summary(args, events, ended):
    """The line of the result."""
    weight, forced = weight_and_fewest(args.model)
    fewest = forced if args.gaps is None else args.gaps
    course = Course(events, weight, fewest, args.bound)
    model = next((e for e in events if e["kind"] == "model"), {})
    end = next((e for e in events if e["kind"] == "end"), {})
    marks = sorted({m for m in MARKS if m < args.seconds} | {args.seconds})
    return {
        "solver": args.solver,
        "version": model.get("version"),
        "options": args.option,
        "model": os.path.basename(args.model),
        "columns": model.get("columns"),
        "rows": model.get("rows"),
        "threads": args.threads,
        "seconds": args.seconds,
        "status": end.get("status"),
        "read_seconds": model.get("t"),
        "solve_seconds": end.get("t"),
        "weight": weight,
        "fewest_gaps": fewest,
        "known_bound": args.bound,
        "first_incumbent": next((e["t"] for e in events if e["kind"] == "incumbent"), None),
        "first_with_fewest_gaps": course.first("known", math.inf),
        "seconds_to_known": {f"{t:g}%": course.first("known", t) for t in TARGETS},
        "seconds_to_own": {f"{t:g}%": course.first("own", t) for t in TARGETS},
        "after": {str(m): course.at(m) for m in marks},
        "last": course.at(math.inf),
        **ended,
    }


def supervise(args):
    """Runs the worker in its own process and waits for it without polling. Returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        path = args.events or os.path.join(folder, "events.jsonl")
        open(path, "w", encoding="utf-8").close()
        command = [sys.executable, os.path.abspath(__file__), *sys.argv[1:], "--worker", path]
        with open(args.log or os.devnull, "w", encoding="utf-8") as log:
            worker = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
            killed = threading.Event()
            timer = threading.Timer(args.seconds + GRACE, lambda: (killed.set(), os.kill(worker.pid, signal.SIGKILL)))
            timer.start()
            try:
                _, status, usage = os.wait4(worker.pid, 0)
                worker.returncode = os.waitstatus_to_exitcode(status)
            finally:
                timer.cancel()
                worker.kill()
        events = []
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.endswith("\n"):
                    events.append(json.loads(line))
    unit = 1 if sys.platform == "darwin" else 1024
    ended = {
        "exit": worker.returncode,
        "killed": killed.is_set(),
        "peak_mb": round(usage.ru_maxrss * unit / 1e6),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
    }
    print(json.dumps(summary(args, events, ended)))
    return 0 if worker.returncode == 0 else 1


def work(args):
    """The worker: one solver, one model."""
    most = int(args.memory * 1024**3)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    SOLVERS[args.solver](args, Recorder(args.worker))
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", metavar="MPS")
    parser.add_argument("--solver", required=True, choices=sorted(SOLVERS))
    parser.add_argument("--bound", required=True, type=int, help="best known bound on the value with the fewest gaps, in milli")
    parser.add_argument("--gaps", type=int, help="the fewest gaps, where more are necessary than the rows show")
    parser.add_argument("--seconds", type=int, default=1200)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--memory", type=float, default=12.0, help="limit on the solver's address space, in GiB")
    parser.add_argument("--option", action="append", default=[], metavar="KEY=VALUE", help="an option of the solver")
    parser.add_argument("--events", metavar="FILE", help="keep every incumbent and bound here")
    parser.add_argument("--log", metavar="FILE", help="keep the solver's own log here")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        work(args)
    else:
        sys.exit(supervise(args))


if __name__ == "__main__":
    main()
