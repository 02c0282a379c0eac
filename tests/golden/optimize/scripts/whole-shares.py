"""Numbers for tests/golden/optimize/whole-shares.test.ts: PyPortfolioOpt's whole shares by mixed-integer programming.

    python whole-shares.py > ../fixtures/whole-shares.json

numpy, pandas, PyPortfolioOpt 1.6, cvxpy with HiGHS. Its aim is the same as ours without fees: the sum of |target - position|
and the cash that is left.
"""

import json
import warnings

import numpy as np
import pandas as pd
from pypfopt import DiscreteAllocation

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)
cases = []
for size in [3, 4, 5, 6, 8, 10, 12, 15, 20, 25]:
    weights = np.round(rng.dirichlet(np.ones(size)), 4)
    weights[-1] = round(1 - weights[:-1].sum(), 4)
    prices = np.round(rng.uniform(5, 400, size), 2)
    value = int(rng.integers(2_000, 60_000))
    names = [f"S{i}" for i in range(size)]
    allocation = DiscreteAllocation(dict(zip(names, weights)), pd.Series(prices, names), value)
    shares, left = allocation.lp_portfolio(solver="HIGHS")
    held = np.array([shares.get(name, 0) for name in names])
    cost = np.abs(weights * value - held * prices).sum() + left
    cases.append({"weights": weights.tolist(), "prices": prices.tolist(), "cash": value, "cost": round(float(cost), 6)})
print(json.dumps(cases, indent=1))
