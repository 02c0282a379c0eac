"""Utilities, capped returns and ratios of each measure by cvxpy with Clarabel, for measure-objectives.test.ts.

python measure_objectives.py > ../fixtures/measure-objectives.json

The ratio is solved with its homogeneous form (Charnes & Cooper 1962): least risk of y for a reward of one, weights y / sum y.
"""
import json

import cvxpy as cp
import numpy as np
from measures import drawn_returns, least, risk_of, scale_of, solved

HURDLE = 0.01
CAP_FACTOR = 1.2


def rewards(size):
    return np.array([0.02 + 0.013 * at for at in range(size)])


def aversion(measure):
    return 300 if measure == "semivariance" else 3


def most_utility(returns, weight_max, measure):
    w = cp.Variable(returns.shape[1])
    limits = [cp.sum(w) == 1, w >= 0, w <= weight_max]
    risk = risk_of(100 * returns, w, measure, limits) / scale_of(measure)
    return solved(cp.Problem(cp.Maximize(100 * (rewards(w.size) @ w - aversion(measure) * risk)), limits)) / 100


def most_return(returns, weight_max, measure):
    cap = CAP_FACTOR * least(returns, weight_max, measure)
    w = cp.Variable(returns.shape[1])
    limits = [cp.sum(w) == 1, w >= 0, w <= weight_max]
    risk = risk_of(100 * returns, w, measure, limits)
    limits.append(risk <= scale_of(measure) * cap)
    return solved(cp.Problem(cp.Maximize(100 * rewards(w.size) @ w), limits)) / 100


def best_ratio(returns, weight_max, measure):
    count, size = returns.shape
    y = cp.Variable(size)
    total = cp.sum(y)
    limits = [y >= 0, y <= weight_max * total, (rewards(size) - HURDLE) @ y == 1]
    if measure == "semivariance":
        deviations = -(returns - returns.mean(axis=0)) @ y
        return 1 / solved(cp.Problem(cp.Minimize(cp.quad_over_lin(cp.pos(deviations) / np.sqrt(count), total)), limits))
    return 1 / solved(cp.Problem(cp.Minimize(risk_of(returns, y, measure, limits)), limits))


MEASURES = [
    "cvar", "worst-case", "mad", "average-drawdown", "max-drawdown", "cdar",
    "semideviation", "semivariance", "downside-deviation", "evar", "edar", "ulcer",
]  # fmt: skip
KINDS = {"max-utility": most_utility, "max-return": most_return, "max-ratio": best_ratio}

answers = []
for observations, size, weight_max, seed in [(60, 5, 1, 11), (150, 9, 0.4, 12)]:
    returns = drawn_returns(observations, size, seed)
    for measure in MEASURES:
        for kind, best in KINDS.items():
            answers.append({"seed": seed, "measure": measure, "kind": kind, "value": best(returns, weight_max, measure)})
print(json.dumps(answers, indent=2))
