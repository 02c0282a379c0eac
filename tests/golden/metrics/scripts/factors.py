"""Numbers for tests/golden/metrics/factors.test.ts.

    python factors.py > ../fixtures/factors.json

numpy, statsmodels 0.15 (OLS with cov_type HAC, Bartlett weights, no correction).
"""

import json

import numpy as np
import statsmodels.api as sm

rng = np.random.default_rng(8)
T = 300
market, size = rng.normal(0.0004, 0.01, T), rng.normal(0.0001, 0.006, T)
noise = np.zeros(T)
for t in range(T):
    noise[t] = (0.4 * noise[t - 1] if t else 0) + rng.normal(0, 0.004) * (1 + 40 * abs(market[t]))
returns = 0.0002 + 0.9 * market - 0.3 * size + noise
columns = [np.round(values, 8) for values in (returns, market, size)]
fits = []
for lags in (0, 5):
    fit = sm.OLS(columns[0], sm.add_constant(np.column_stack(columns[1:]))).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False}
    )
    fits.append({"lags": lags, "params": fit.params.tolist(), "bse": fit.bse.tolist(), "rsquared": float(fit.rsquared)})
names = ["returns", "market", "size"]
print(json.dumps({**{name: values.tolist() for name, values in zip(names, columns)}, "statsmodels": fits}))
