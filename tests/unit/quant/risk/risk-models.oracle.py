"""Prints the reference values of risk-models.test.ts.

Needs scikit-learn (made with 1.9.1): python risk-models.oracle.py
"""

import numpy as np
from sklearn.covariance import LedoitWolf

RETURNS = np.array(
    [
        [0.012, -0.003, 0.007],
        [-0.008, 0.004, -0.011],
        [0.021, -0.006, 0.013],
        [-0.015, 0.002, 0.004],
        [0.004, 0.001, -0.009],
        [0.009, -0.004, 0.016],
        [-0.027, 0.008, -0.019],
        [0.011, 0.000, 0.002],
    ]
)

model = LedoitWolf().fit(RETURNS)
print("shrinkage", repr(float(model.shrinkage_)))
print("covariance", [float(v) for v in model.covariance_.ravel()])

wide = RETURNS[:2]
model = LedoitWolf().fit(wide)
print("two rows: shrinkage", repr(float(model.shrinkage_)))
print("two rows: covariance", [float(v) for v in model.covariance_.ravel()])
