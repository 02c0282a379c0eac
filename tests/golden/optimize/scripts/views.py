"""Numbers for tests/golden/optimize/black-litterman.test.ts, from libraries that share no code with this repository.

    python views.py > ../fixtures/views.json

numpy, pandas, PyPortfolioOpt 1.6.
"""

import json
import warnings

import numpy as np
import pandas as pd
from pypfopt import BlackLittermanModel

warnings.simplefilter("ignore")
rng = np.random.default_rng(1999)
n, k = 6, 3
names = [f"A{i}" for i in range(n)]
factors = rng.normal(size=(n, n)) * 0.1
covariance = np.round(factors @ factors.T + np.diag(rng.uniform(0.01, 0.04, n)), 8)
prior = np.round(rng.uniform(0.01, 0.09, n), 6)
picks = np.array([[1, 0, 0, 0, 0, 0], [0, 1, -1, 0, 0, 0], [0, 0, 0.4, 0.6, -0.5, -0.5]], dtype=float)
values = np.array([0.12, 0.03, -0.02])
confidences = [0.25, 0.5, 0.65]
variances = np.array([0.001, 0.0004, 0.0025])
tau = 0.025

frame = pd.DataFrame(covariance, index=names, columns=names)


def posterior(**omega):
    model = BlackLittermanModel(frame, pi=prior, P=picks, Q=values, tau=tau, **omega)
    return {"mean": model.bl_returns().tolist(), "covariance": model.bl_cov().to_numpy().ravel().tolist()}


print(
    json.dumps(
        {
            "symbols": names,
            "covariance": covariance.ravel().tolist(),
            "prior": prior.tolist(),
            "picks": picks.tolist(),
            "values": values.tolist(),
            "confidences": confidences,
            "variances": variances.tolist(),
            "tau": tau,
            "heLitterman": posterior(omega="default"),
            "idzorek": posterior(omega="idzorek", view_confidences=confidences),
            "given": posterior(omega=np.diag(variances)),
        },
        indent=1,
    )
)
