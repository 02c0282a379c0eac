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


def risk_of(returns, w, measure, limits):
    """The measure of the mix w, with what it needs added to the limits; tail measures look at the worst tenth."""
    count, size = returns.shape
    losses = -returns @ w
    deviations = -(returns - returns.mean(axis=0)) @ w
    if measure == "cvar":
        return cp.cvar(losses, 0.9)
    if measure == "worst-case":
        return cp.max(losses)
    if measure == "mad":
        return cp.norm1(deviations) / count
    if measure == "semideviation":
        return cp.norm(cp.pos(deviations)) / math.sqrt(count)
    if measure == "semivariance":
        return cp.sum_squares(cp.pos(deviations)) / count
    if measure == "downside-deviation":
        return cp.norm(cp.pos(losses)) / math.sqrt(count)
    if measure == "evar":
        return entropic(losses, count, limits)
    peak = cp.Variable(count + 1)
    level = np.vstack([np.zeros(size), returns.cumsum(axis=0)]) @ w
    limits += [peak >= level, peak[1:] >= peak[:-1], peak[0] == 0]
    depths = (peak - level)[1:]
    if measure == "average-drawdown":
        return cp.sum(depths) / count
    if measure == "max-drawdown":
        return cp.max(depths)
    if measure == "cdar":
        return cp.cvar(depths, 0.9)
    if measure == "ulcer":
        return cp.norm(depths) / math.sqrt(count)
    return entropic(depths, count, limits)


def solved(problem):
    """As exact as Clarabel can; an answer it calls inaccurate is none."""
    for tolerance in [1e-12, 1e-11, 1e-10, 1e-9, 1e-8]:
        tight = {"tol_gap_abs": tolerance, "tol_gap_rel": tolerance, "tol_feas": tolerance}
        try:
            problem.solve(solver=cp.CLARABEL, **tight)
        except cp.SolverError:
            continue
        if problem.status == cp.OPTIMAL:
            return problem.value
    raise RuntimeError("no exact answer")


def scale_of(measure):
    """What a measure grows by on returns in percent: Clarabel likes numbers about one."""
    return 1e4 if measure == "semivariance" else 100


def least(returns, weight_max, measure):
    w = cp.Variable(returns.shape[1])
    limits = [cp.sum(w) == 1, w >= 0, w <= weight_max]
    risk = risk_of(100 * returns, w, measure, limits)
    return solved(cp.Problem(cp.Minimize(risk), limits)) / scale_of(measure)


if __name__ == "__main__":
    CASES = [(40, 4, 1, 1), (120, 8, 0.3, 2), (60, 12, 0.25, 3)]
    answers = []
    for observations, size, weight_max, seed in CASES:
        returns = drawn_returns(observations, size, seed)
        for measure in ["semideviation", "downside-deviation", "semivariance", "evar", "edar", "ulcer"]:
            answers.append({"seed": seed, "measure": measure, "value": least(returns, weight_max, measure)})
    print(json.dumps(answers, indent=2))
