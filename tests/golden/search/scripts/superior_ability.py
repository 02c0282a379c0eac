"""Numbers of tests/golden/search/superior-ability.test.ts, made with arch (Kevin Sheppard), arch.bootstrap.SPA.

arch compares plain means; dividing each column by its own long-run deviation first makes them Hansen's studentised ones.
The test draws the same columns from the same "minimal standard" generator (Park & Miller 1988).
"""

import arch
import numpy as np
from arch.bootstrap import SPA

PERIODS, TRIALS, BLOCK, RESAMPLES = 60, 5, 4, 50_000
SHIFTS = [0.12, 0.05, 0.0, -0.1, -0.9]
SCALES = [1.0, 0.3, 2.0, 0.7, 1.2]


def columns():
    state = 20241121
    data = np.zeros((PERIODS, TRIALS))
    for k in range(TRIALS):
        before = 0.0
        for t in range(PERIODS):
            total = 0.0
            for _ in range(12):
                state = state * 16807 % 2147483647
                total += state / 2147483647
            before = 0.3 * before + total - 6
            data[t, k] = SCALES[k] * (before + SHIFTS[k])
    return data


def p_values(data):
    spa = SPA(np.zeros(PERIODS), -data, block_size=BLOCK, reps=RESAMPLES, bootstrap="stationary", seed=7)
    spa.compute()
    return spa


data = columns()
print("arch", arch.__version__)
plain = p_values(data)
deviations = np.sqrt(plain._loss_diff_var)
print("first row", data[0].tolist())
print("reality check", plain.pvalues["upper"])
print("studentised", p_values(data / deviations).pvalues.to_dict())
