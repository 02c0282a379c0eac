"""Numbers for tests/golden/optimize/multi-period.test.ts, from libraries that share no code with this repository.

    python multi_period.py > ../fixtures/multi-period.json

numpy, cvxpy with Clarabel: the plan in weights, one variable a period, as cvxportfolio states it.
"""

import json

import cvxpy as cp
import numpy as np

rng = np.random.default_rng(2017)
n, H, years, aversion = 6, 4, 1 / 12, 5.0
factors = rng.normal(size=(n, 3)) * [0.15, 0.08, 0.05]
S = np.round(factors @ factors.T + np.diag(rng.uniform(0.002, 0.02, n)), 8)
signal = np.round(rng.normal(0.0, 0.08, n), 6)
level = np.round(rng.uniform(0.02, 0.08, n), 6)
current = np.array([0.3, 0.25, 0.2, 0.15, 0.1, 0.0])
cost = np.array([0.001, 0.002, 0.001, 0.003, 0.0005, 0.002])
group = np.array([1.0, 1, 0, 0, 0, 1])
# A signal that fades by half each period, over a lasting level.
means = [level + signal * 0.5**h for h in range(H)]
risks = [S * (1 + 0.2 * h) for h in range(H)]


def plan(low, high, final=None, cost=cost, with_group=True):
    weights = [cp.Variable(n) for _ in range(H)]
    value, rows, before = 0, [], current
    for h, w in enumerate(weights):
        value += years * (means[h] @ w - aversion / 2 * cp.quad_form(w, cp.psd_wrap(risks[h]))) - cost @ cp.abs(w - before)
        rows += [cp.sum(w) == 1, w >= low, w <= high]
        if with_group:
            rows.append(group @ w <= 0.6)
        before = w
    if final is not None:
        rows.append(weights[-1] == final)
    problem = cp.Problem(cp.Maximize(value), rows)
    problem.solve(solver="CLARABEL", tol_gap_abs=1e-13, tol_gap_rel=1e-13, tol_feas=1e-13)
    return {"utility": problem.value, "path": [w.value.tolist() for w in weights]}


final = np.array([0.2, 0.2, 0.2, 0.2, 0.1, 0.1])
print(
    json.dumps(
        {
            "years": years,
            "riskAversion": aversion,
            "current": current.tolist(),
            "cost": cost.tolist(),
            "group": group.tolist(),
            "means": [m.tolist() for m in means],
            "covariances": [r.ravel().tolist() for r in risks],
            "final": final.tolist(),
            "longOnly": plan(0, 1),
            "longShort": plan(-0.5, 0.8),
            "toFinal": plan(0, 0.4, final=final),
            "free": plan(0, 1, cost=np.zeros(n)),
        },
        indent=1,
    )
)
