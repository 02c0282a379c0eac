"""Numbers for tests/golden/optimize/{covariances,gaps,expected-returns}.test.ts, from libraries that share no code with this
repository.

    python estimators.py > ../fixtures/estimators.json

numpy, pandas, scikit-learn 1.9, PyPortfolioOpt 1.6, skfolio 1.12, cvxpy 1.9 with Clarabel, statsmodels 0.15.
"""

import json
import warnings

import cvxpy as cp
import numpy as np
import pandas as pd
from pypfopt import expected_returns, risk_models
import statsmodels.api as sm
from skfolio.moments import (
    DenoiseCovariance,
    DetoneCovariance,
    EWCovariance,
    GerberCovariance,
    ShrunkMu,
    ShrunkMuMethods,
)
from sklearn.decomposition import PCA
from sklearn.covariance import OAS, LedoitWolf

warnings.simplefilter("ignore")


def sample(seed, T, N):
    rng = np.random.default_rng(seed)
    loadings = 0.5 + rng.uniform(size=(2, N)) * np.array([[1.0], [0.6]])
    factors = rng.standard_t(5, size=(T, 2)) * [0.008, 0.004]
    return np.round(0.0004 + factors @ loadings + 0.006 * rng.uniform(0.5, 2, size=N) * rng.normal(size=(T, N)), 6)


SAMPLES = {"tall": sample(1, 150, 8), "wide": sample(2, 14, 16)}
out = {"samples": {k: {"returns": X.ravel().tolist(), "observations": len(X), "instruments": X.shape[1]} for k, X in SAMPLES.items()}}
flat = lambda m: np.asarray(m, dtype=float).ravel().tolist()


def shrunk(model):
    return {"covariance": flat(model.covariance_), "shrinkage": float(model.shrinkage_)}


def pypfopt_shrunk(frame, name):
    shrinkage = risk_models.CovarianceShrinkage(frame, returns_data=True, frequency=1)
    # The papers divide by T; the library hands its constant-correlation target a matrix divided by T - 1.
    shrinkage.S = shrinkage.S * (len(frame) - 1) / len(frame)
    covariance, delta = getattr(shrinkage, name)()
    return {"covariance": flat(covariance), "shrinkage": float(delta)}


ROOT, THREE = np.sqrt(np.longdouble(5)), np.longdouble(3)


def analytical_nonlinear(X):
    """After the program printed in Ledoit & Wolf (2020), Annals of Statistics 48(5), for centred data.

    In extended precision, because terms of opposite sign cancel where x is large.
    """
    X = X - X.mean(axis=0)
    n, p = X.shape[0] - 1, X.shape[1]
    values, u = np.linalg.eigh(X.T @ X / n)
    lam = values[max(0, p - n) :].astype(np.longdouble)
    h = np.longdouble(n) ** (-1 / np.longdouble(3))
    L = np.tile(lam[:, None], (1, min(p, n)))
    H = h * L.T
    x = (L - L.T) / H
    f = 3 / 4 / ROOT * np.mean(np.maximum(1 - x**2 / 5, 0) / H, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        hilbert = -THREE / 10 / np.pi * x + 3 / 4 / ROOT / np.pi * (1 - x**2 / 5) * np.log(
            np.abs((ROOT - x) / (ROOT + x))
        )
    edge = np.abs(x) == ROOT
    hilbert[edge] = -THREE / 10 / np.pi * x[edge]
    hilbert = np.mean(hilbert / H, axis=1)
    if p <= n:
        d = lam / ((np.pi * p / n * lam * f) ** 2 + (1 - p / n - np.pi * p / n * lam * hilbert) ** 2)
    else:
        zero = (
            (1 / np.pi)
            * (THREE / 10 / h**2 + 3 / 4 / ROOT / h * (1 - 1 / 5 / h**2) * np.log((1 + ROOT * h) / (1 - ROOT * h)))
            * np.mean(1 / lam)
        )
        d = np.concatenate([np.full(p - n, 1 / (np.pi * (p - n) / n * zero)), lam / (np.pi**2 * lam**2 * (f**2 + hilbert**2))])
    return u @ np.diag(d.astype(float)) @ u.T


def statistical_factors(X, count):
    deviations = X.std(axis=0, ddof=1)
    fit = PCA(n_components=count).fit((X - X.mean(axis=0)) / deviations)
    correlation = fit.components_.T @ np.diag(fit.explained_variance_) @ fit.components_
    np.fill_diagonal(correlation, 1)
    return flat(correlation * np.outer(deviations, deviations))


def factor_regression(X, F):
    fits = [sm.OLS(column, sm.add_constant(F)).fit() for column in X.T]
    B = np.array([fit.params[1:] for fit in fits])
    return flat(B @ np.cov(F.T) @ B.T + np.diag([fit.mse_resid for fit in fits]))


def covariances(X):
    frame = pd.DataFrame(X)
    return {
        "sklearn_ledoit_wolf": shrunk(LedoitWolf().fit(X)),
        "sklearn_oas": shrunk(OAS().fit(X)),
        "pypfopt_constant_correlation": pypfopt_shrunk(frame, "_ledoit_wolf_constant_correlation"),
        "pypfopt_single_factor": pypfopt_shrunk(frame, "_ledoit_wolf_single_factor"),
        "pypfopt_exp_cov": {
            str(span): flat(risk_models.exp_cov(frame, returns_data=True, span=span, frequency=1)) for span in [20, 180]
        },
        "pypfopt_semicovariance": {
            str(b): flat(risk_models.semicovariance(frame, returns_data=True, benchmark=b, frequency=1)) for b in [0, 0.002]
        },
        "ledoit_wolf_2020": flat(analytical_nonlinear(X)),
        "skfolio_gerber": {
            str(c): flat(GerberCovariance(threshold=c, psd_variant=True).fit(X).covariance_) for c in [0.3, 0.5, 0.9]
        },
        "skfolio_detone": {str(m): flat(DetoneCovariance(n_markets=m).fit(X).covariance_) for m in [1, 2]},
        "sklearn_pca": {str(k): statistical_factors(X, k) for k in [1, 3]},
        "skfolio_ew_zero_mean": flat(EWCovariance(half_life=20, assume_centered=True, min_observations=1).fit(X - X.mean(axis=0)).covariance_),
    }


out["covariances"] = {name: covariances(X) for name, X in SAMPLES.items()}
out["skfolio_denoise"] = flat(DenoiseCovariance().fit(SAMPLES["tall"]).covariance_)



def nearest_correlation(matrix):
    X = cp.Variable(matrix.shape, PSD=True)
    cp.Problem(cp.Minimize(cp.sum_squares(X - matrix)), [cp.diag(X) == 1]).solve(
        solver="CLARABEL", tol_gap_abs=1e-13, tol_gap_rel=1e-13, tol_feas=1e-13
    )
    return {"matrix": flat(matrix), "nearest": flat(X.value)}


scattered = np.random.default_rng(3).uniform(-1, 1, size=(6, 6))
scattered = np.round((scattered + scattered.T) / 2, 4)
np.fill_diagonal(scattered, 1)
out["cvxpy_nearest_correlation"] = nearest_correlation(scattered)

factors = np.round(np.random.default_rng(5).normal(size=(150, 3)) * [0.01, 0.005, 0.004] + 0.5 * SAMPLES["tall"][:, :3], 6)
out["statsmodels_factors"] = {"returns": factors.ravel().tolist(), "covariance": factor_regression(SAMPLES["tall"], factors)}

# Four instruments, the last two listed later, one after the other or together; then holes as well.
late = sample(4, 120, 4)
late[:40, 2] = np.nan
late[:70, 3] = np.nan
together = sample(7, 90, 4)
together[:40, 2:] = np.nan
holes = late.copy()
holes[::7, 0] = np.nan
holes[5::11, 1] = np.nan


def maximum_likelihood(X):
    """Expectation and maximisation for normal returns with values missing (Dempster, Laird & Rubin 1977), to rest."""
    n = X.shape[1]
    mean, cov = np.nanmean(X, axis=0), np.diag(np.nanvar(X, axis=0))
    for _ in range(5000):
        first, second = np.zeros(n), np.zeros((n, n))
        for row in X:
            known = ~np.isnan(row)
            filled, spread = row.copy(), np.zeros((n, n))
            slope = cov[np.ix_(~known, known)] @ np.linalg.inv(cov[np.ix_(known, known)])
            filled[~known] = mean[~known] + slope @ (row[known] - mean[known])
            spread[np.ix_(~known, ~known)] = cov[np.ix_(~known, ~known)] - slope @ cov[np.ix_(known, ~known)]
            first += filled
            second += np.outer(filled, filled) + spread
        mean, before = first / len(X), cov
        cov = second / len(X) - np.outer(mean, mean)
        if np.abs(cov - before).max() < 1e-16 * np.abs(cov).max():
            break
    return flat(cov)


blank = lambda X: [None if np.isnan(v) else v for v in X.ravel()]
spread = pd.DataFrame(holes).std()
out["gaps"] = {
    "late": blank(late),
    "holes": blank(holes),
    "maximum_likelihood": maximum_likelihood(late),
    "together": blank(together),
    "maximum_likelihood_together": maximum_likelihood(together),
    "pandas_pairwise": flat(pd.DataFrame(holes).corr() * np.outer(spread, spread)),
}

X = SAMPLES["tall"]
frame = pd.DataFrame(X)
# Unrelated, and means far apart, for a share inside [0, 1]: the library does not keep it there.
apart = np.round(np.random.default_rng(6).normal(size=(60, 8)) * 0.01 + 0.0005 * np.arange(8), 6)
options = {"returns_data": True, "frequency": 252}
out["expected"] = {
    "market_weights": [0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05],
    "pypfopt_geometric": flat(expected_returns.mean_historical_return(frame, compounding=True, **options)),
    "pypfopt_ema": {
        str(span): flat(expected_returns.ema_historical_return(frame, compounding=False, span=span, **options)) for span in [40, 500]
    },
    "pypfopt_capm": flat(
        expected_returns.capm_return(
            frame, market_prices=pd.DataFrame(X @ [0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05]), risk_free_rate=0.0, compounding=False, **options
        )
    ),
    "apart": apart.ravel().tolist(),
    "skfolio_james_stein": flat(252 * ShrunkMu(method=ShrunkMuMethods.JAMES_STEIN, vol_weighted_target=False).fit(apart).mu_),
    "skfolio_bayes_stein": flat(252 * ShrunkMu(method=ShrunkMuMethods.BAYES_STEIN, vol_weighted_target=True).fit(X).mu_),
}

print(json.dumps(out, indent=None, separators=(",", ":")))
