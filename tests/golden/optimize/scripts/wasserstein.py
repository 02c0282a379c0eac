"""Least CVaR in the worst case of a Wasserstein ball by cvxpy with Clarabel, for wasserstein.test.ts.

python wasserstein.py > ../fixtures/wasserstein.json

It solves the program of Mohajerin Esfahani & Kuhn (2018), section 7.1, without the mean and on all of R^n,
with the ball's multiplier and one epigraph a scenario: nowhere does it say that the ball adds a length.
"""
import json

import cvxpy as cp
import numpy as np
from measures import drawn_returns, solved

PERCENT = 100


def rewards(size):
    return np.array([0.02 + 0.013 * at for at in range(size)])


def worst_case_least(returns, confidence, radius, more):
    count, size = returns.shape
    w, tau, multiplier, epigraphs = cp.Variable(size), cp.Variable(), cp.Variable(), cp.Variable(count)
    slope = -1 / (1 - confidence)
    limits = [
        cp.sum(w) == 1,
        tau <= epigraphs,
        slope * (PERCENT * returns @ w) + (1 + slope) * tau <= epigraphs,
        cp.norm(slope * w) <= multiplier,
        *more(w),
    ]
    value = solved(cp.Problem(cp.Minimize(PERCENT * radius * multiplier + cp.sum(epigraphs) / count), limits))
    return {"value": value / PERCENT, "weights": w.value.tolist()}


def limits_of(name, size):
    """Long only; boxes of which some are short, with a group; long only with a least return."""
    even = np.array([float(at % 2 == 0) for at in range(size)])
    return {
        "long": lambda w: [w >= 0],
        "boxed": lambda w: [w >= -0.1, w <= 0.4, even @ w <= 0.35],
        "rewarded": lambda w: [w >= 0, rewards(size) @ w >= 0.75 * rewards(size).max()],
    }[name]


answers = []
for observations, size, seed, confidence in [(40, 4, 21, 0.9), (120, 8, 22, 0.95), (90, 15, 23, 0.87)]:
    returns = drawn_returns(observations, size, seed)
    for name in ["long", "boxed", "rewarded"]:
        for radius in [0.0001, 0.002]:
            best = worst_case_least(returns, confidence, radius, limits_of(name, size))
            shape = {"observations": observations, "size": size, "seed": seed, "confidence": confidence}
            answers.append({**shape, "limits": name, "radius": radius, **best})
print(json.dumps(answers, separators=(",", ":")))
