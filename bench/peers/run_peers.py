"""Runs the Python peers of one bench task on the files that our side wrote.

usage: run_peers.py <folder of the task>
"""
import importlib.metadata
import json
import pathlib
import sys
import time
import warnings

import numpy as np

import peers_backtest
import peers_programs
import peers_returns

WARM_UP_SECONDS = 0.3
TIMED_SECONDS, RUNS_MIN, RUNS_MAX = 1.5, 5, 2000
# The whole bench is to end within minutes: so long a first run counts as it is, so long a second one needs few beside it.
FIRST_SECONDS_MAX, LONG_SECONDS, LONG_RUNS = 15.0, 3.0, 2
PEERS = {**peers_programs.PEERS, **peers_returns.PEERS, **peers_backtest.PEERS}


def read_task(folder):
    task = json.loads((folder / "task.json").read_text())
    for name in task["arrays"]:
        task[name] = np.fromfile(folder / f"{name}.f64", dtype="<f8")
    return task


def timed(work):
    before = time.perf_counter()
    weights = work()
    return time.perf_counter() - before, weights


def median_milliseconds(work):
    """Median of the runs after the warm-up, their number, and the weights of the first run."""
    begin = time.perf_counter()
    first, weights = timed(work)
    if first > FIRST_SECONDS_MAX:
        return 1000 * first, 1, weights
    second, _ = timed(work)
    if second > LONG_SECONDS:
        times = [second] + [timed(work)[0] for _ in range(LONG_RUNS - 1)]
        return 1000 * float(np.median(times)), len(times), weights
    while time.perf_counter() - begin < WARM_UP_SECONDS:
        work()
    times = []
    begin = time.perf_counter()
    while len(times) < RUNS_MIN or (len(times) < RUNS_MAX and time.perf_counter() - begin < TIMED_SECONDS):
        times.append(timed(work)[0])
    return 1000 * float(np.median(times)), len(times), weights


def run_peer(name, task):
    package, prepare = PEERS[name]
    result = {"name": name, "version": "", "medianMilliseconds": None, "runs": 0, "weights": None, "failure": None}
    try:
        result["version"] = importlib.metadata.version(package)
        prepared = prepare(task)
        # What a peer answers may need reading that is not its work.
        work, worth = prepared if isinstance(prepared, tuple) else (prepared, lambda weights: weights)
        result["medianMilliseconds"], result["runs"], weights = median_milliseconds(work)
        weights = worth(weights)
        if weights is not None:
            result["weights"] = [float(weight) for weight in weights]
    except Exception as error:  # a peer that fails is a line of the table
        result["failure"] = f"{type(error).__name__}: {error}"[:200]
    return result


def main():
    warnings.simplefilter("ignore")
    folder = pathlib.Path(sys.argv[1])
    task = read_task(folder)
    results = [run_peer(name, task) for name in task["peers"]]
    (folder / "results.json").write_text(json.dumps(results))


main()
