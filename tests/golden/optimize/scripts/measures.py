"""Least smooth measures of risk by cvxpy with Clarabel, for measures.test.ts.

python measures.py > ../fixtures/measures.json

The returns are those of drawnReturns in measure-oracle.ts: the same generator written again.
"""
import json
import math

import cvxpy as cp
import numpy as np

MASK = 0xFFFFFFFF


def seeded(seed):
    state = [seed & MASK or 1, 362436069, 521288629, 88675123]

    def draw():
        x, y, z, w = state
        t = (x ^ (x << 11)) & MASK
        w = (w ^ (w >> 19) ^ t ^ (t >> 8)) & MASK
        state[:] = [y, z, state[3], w]
        return w / 2**32

    for _ in range(20):
        draw()
    return draw


def drawn_returns(observations, size, seed):
    draw = seeded(seed)

    def normal():
        return math.sqrt(-2 * math.log(1 - draw())) * math.cos(2 * math.pi * draw())

    betas = [0.4 + 1.2 * draw() for _ in range(size)]
    noises = [0.005 + 0.015 * draw() for _ in range(size)]
    drifts = [0.0008 * draw() for _ in range(size)]
    rows = []
    for _ in range(observations):
        market = 0.01 * normal() * (3 if draw() < 0.05 else 1)
        rows.append([drifts[at] + betas[at] * market + noises[at] * normal() for at in range(size)])
    return np.array(rows)


def entropic(losses, count, limits):
    z = cp.Variable(nonneg=True)
    t = cp.Variable()
    u = cp.Variable(count)
    limits += [cp.sum(u) <= z, cp.constraints.ExpCone(losses - t, z * np.ones(count), u)]
    return t - z * math.log((1 - 0.9) * count)


def least(returns, weight_max, measure):
    count, size = returns.shape
    w = cp.Variable(size)
    limits = [cp.sum(w) == 1, w >= 0, w <= weight_max]
    if measure == "semideviation":
        risk = cp.norm(cp.pos(-(returns - returns.mean(axis=0)) @ w)) / math.sqrt(count)
    elif measure == "downside-deviation":
        risk = cp.norm(cp.pos(-returns @ w)) / math.sqrt(count)
    elif measure == "semivariance":
        risk = cp.sum_squares(cp.pos(-(returns - returns.mean(axis=0)) @ w)) / count
    elif measure == "evar":
        risk = entropic(-returns @ w, count, limits)
    else:
        peak = cp.Variable(count + 1)
        level = np.vstack([np.zeros(size), returns.cumsum(axis=0)]) @ w
        limits += [peak >= level, peak[1:] >= peak[:-1], peak[0] == 0]
        depths = (peak - level)[1:]
        risk = cp.norm(depths) / math.sqrt(count) if measure == "ulcer" else entropic(depths, count, limits)
    scale = 1e4 if measure == "semivariance" else 100  # Clarabel's tolerances are absolute below one
    problem = cp.Problem(cp.Minimize(scale * risk), limits)
    tight = {"tol_gap_abs": 1e-12, "tol_gap_rel": 1e-12, "tol_feas": 1e-12}
    problem.solve(solver=cp.CLARABEL, **tight)
    return problem.value / scale


CASES = [(40, 4, 1, 1), (120, 8, 0.3, 2), (60, 12, 0.25, 3)]
answers = []
for observations, size, weight_max, seed in CASES:
    returns = drawn_returns(observations, size, seed)
    for measure in ["semideviation", "downside-deviation", "semivariance", "evar", "edar", "ulcer"]:
        answers.append({"seed": seed, "measure": measure, "value": least(returns, weight_max, measure)})
print(json.dumps(answers, indent=2))
