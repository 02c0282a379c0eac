"""Numbers for tests/golden/optimize/garch.test.ts.

    python garch.py > ../fixtures/garch.json

numpy, scipy, arch 8.0.
"""

import json

import numpy as np
import scipy.optimize as sco
from arch.univariate import GARCH, ZeroMean

rng = np.random.default_rng(9)
T, OMEGA, ALPHA, BETA = 800, np.array([2e-6, 4e-6, 1e-6]), np.array([0.08, 0.12, 0.05]), np.array([0.9, 0.8, 0.93])
A, B = 0.04, 0.93
Q_BAR = np.array([[1, 0.6, 0.2], [0.6, 1, -0.3], [0.2, -0.3, 1]])

# Three series whose variances and correlations both move.
h, Q = OMEGA / (1 - ALPHA - BETA), Q_BAR.copy()
X = np.zeros((T, 3))
for t in range(T):
    d = np.sqrt(np.diag(Q))
    z = np.linalg.cholesky(Q / np.outer(d, d)) @ rng.standard_normal(3)
    X[t] = np.sqrt(h) * z
    h = OMEGA + ALPHA * X[t] ** 2 + BETA * h
    Q = (1 - A - B) * Q_BAR + A * np.outer(z, z) + B * Q
X = np.round(X + 0.0003, 6)
residuals = X - X.mean(axis=0)

PERCENT = 100
FIXED = [2e-6, 0.1, 0.85]
fits, fixed, standard = [], [], []
for series in residuals.T:
    model = ZeroMean(PERCENT * series)
    model.volatility = GARCH(1, 0, 1)
    fit = model.fit(disp="off", tol=1e-13, options={"maxiter": 2000})
    omega, alpha, beta = fit.params.to_numpy()
    forecast = fit.forecast(horizon=21, reindex=False).variance.to_numpy()[-1] / PERCENT**2
    fits.append(
        {
            "omega": omega / PERCENT**2,
            "alpha": alpha,
            "beta": beta,
            "logLikelihood": float(fit.loglikelihood + T * np.log(PERCENT)),
            "nextVariance": forecast[0],
            "meanVariance21": forecast.mean(),
        }
    )
    standard.append(fit.std_resid)
    known = model.fix([FIXED[0] * PERCENT**2, FIXED[1], FIXED[2]])
    ahead = known.forecast(horizon=21, reindex=False).variance.to_numpy()[-1] / PERCENT**2
    fixed.append(
        {
            "logLikelihood": float(known.loglikelihood + T * np.log(PERCENT)),
            "lastVariance": float(known.conditional_volatility[-1] ** 2 / PERCENT**2),
            "nextVariance": ahead[0],
            "meanVariance21": ahead.mean(),
        }
    )

eps = np.round(np.column_stack(standard), 6)


def dcc_likelihood(eps, a, b):
    """The likelihood of Engle (2002) written with matrices; the correlation part alone."""
    target = eps.T @ eps / len(eps)
    Q, total = target.copy(), 0.0
    for row in eps:
        d = np.sqrt(np.diag(Q))
        R = Q / np.outer(d, d)
        total -= 0.5 * (np.linalg.slogdet(R)[1] + row @ np.linalg.solve(R, row) - row @ row)
        Q = (1 - a - b) * target + a * np.outer(row, row) + b * Q
    d = np.sqrt(np.diag(Q))
    return total, Q / np.outer(d, d)


def pairs_likelihood(eps, a, b):
    n = eps.shape[1]
    return sum(dcc_likelihood(eps[:, [i, j]], a, b)[0] for i in range(n) for j in range(i))


def fit_dcc(eps):
    cost = lambda p: 1e9 if min(p) < 0 or sum(p) >= 0.9999 else -pairs_likelihood(eps, *p) / len(eps)
    best = sco.minimize(cost, [0.05, 0.9], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-13, "maxiter": 2000})
    return {"a": best.x[0], "b": best.x[1], "logLikelihood": -best.fun * len(eps), "next": dcc_likelihood(eps, *best.x)[1].ravel().tolist()}


out = {
    "returns": X.ravel().tolist(),
    "observations": T,
    "fixedParameters": {"omega": FIXED[0], "alpha": FIXED[1], "beta": FIXED[2]},
    "arch_fits": fits,
    "arch_fixed": fixed,
    "standardised": eps.ravel().tolist(),
    "scipy_dcc_two": fit_dcc(eps[:, :2]),
    "scipy_dcc_three": fit_dcc(eps),
}
print(json.dumps(out, separators=(",", ":")))
