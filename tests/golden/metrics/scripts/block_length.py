"""Numbers for tests/golden/metrics/stationary-bootstrap.test.ts.

    python block_length.py > ../fixtures/block-length.json

numpy, arch 8.0 (arch.bootstrap.optimal_block_length, column "stationary").
"""

import json

import numpy as np
from arch.bootstrap import optimal_block_length

rng = np.random.default_rng(4)
cases = []
for name, phi, n in [
    ("independent", 0.0, 300),
    ("a little memory", 0.2, 300),
    ("half remembered", 0.5, 400),
    ("long memory", 0.9, 400),
    ("turns round", -0.4, 300),
    ("short series", 0.3, 60),
]:
    shocks = rng.standard_t(5, n)
    series = np.zeros(n)
    for t in range(n):
        series[t] = (phi * series[t - 1] if t else 0) + shocks[t]
    series = np.round(series / 100, 6)
    cases.append({"name": name, "series": series.tolist(), "length": float(optimal_block_length(series)["stationary"].iloc[0])})
print(json.dumps({"arch": cases}))
