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

import peers_programs
import peers_returns

WARM_UP_SECONDS, WARM_UP_RUNS_MIN = 0.3, 2
TIMED_SECONDS, RUNS_MIN, RUNS_MAX = 1.5, 5, 2000
PEERS = {**peers_programs.PEERS, **peers_returns.PEERS}


def read_task(folder):
    task = json.loads((folder / "task.json").read_text())
    for name in task["arrays"]:
        task[name] = np.fromfile(folder / f"{name}.f64", dtype="<f8")
    return task


def median_milliseconds(work):
    begin = time.perf_counter()
    runs = 0
    while runs < WARM_UP_RUNS_MIN or time.perf_counter() - begin < WARM_UP_SECONDS:
        work()
        runs += 1
    times = []
    begin = time.perf_counter()
    while len(times) < RUNS_MIN or (len(times) < RUNS_MAX and time.perf_counter() - begin < TIMED_SECONDS):
        before = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - before))
    return float(np.median(times)), len(times)


def run_peer(name, task):
    package, prepare = PEERS[name]
    result = {"name": name, "version": "", "medianMilliseconds": None, "runs": 0, "weights": None, "failure": None}
    try:
        result["version"] = importlib.metadata.version(package)
        work = prepare(task)
        weights = work()
        if weights is not None:
            result["weights"] = [float(weight) for weight in weights]
        result["medianMilliseconds"], result["runs"] = median_milliseconds(work)
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
