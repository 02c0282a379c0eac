"""Numbers for tests/golden/optimize/constructions.test.ts, from libraries that share no code with this repository.

    python constructions.py > ../fixtures/constructions.json

numpy, scipy, pandas, skfolio 1.12, PyPortfolioOpt 1.6, Riskfolio-Lib 7.4, statsmodels 0.15.
"""

import json
import warnings

import numpy as np
import pandas as pd
import scipy.cluster.hierarchy as sch
import statsmodels.api as sm
from pypfopt import HRPOpt
from riskfolio import HCPortfolio
from scipy.spatial.distance import squareform
from skfolio.cluster import HierarchicalClustering, LinkageMethod
from skfolio.optimization import (
    HierarchicalEqualRiskContribution,
    HierarchicalRiskParity,
    MeanRisk,
    NestedClustersOptimization,
    SchurComplementary,
)
from skfolio.seriation import HierarchicalSeriation
from statsmodels.tsa.stattools import coint

warnings.simplefilter("ignore")
rng = np.random.default_rng(20260)
LINKAGES = ["single", "complete", "average", "ward"]

# Nine instruments in three groups of unequal size, so that trees are lopsided and halves cut through groups.
T, N = 120, 9
group = rng.normal(size=(T, 3)) @ np.array([[1, 0.3, 0.1], [0, 1, -0.2], [0, 0, 1]])
member = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2])
size = np.array([0.011, 0.012, 0.02, 0.015, 0.004, 0.005, 0.007, 0.012, 0.03])
X = np.round(size * (group[:, member] + 0.6 * rng.normal(size=(T, N))), 6)
names = [f"A{i}" for i in range(N)]
frame = pd.DataFrame(X, columns=names, index=pd.bdate_range("2020-01-01", periods=T))
out = {"returns": X.ravel().tolist(), "observations": T}

out["pypfopt_hrp"] = {
    m: [float(v) for v in (lambda h: [h[k] for k in names])(HRPOpt(frame).optimize(linkage_method=m))] for m in LINKAGES
}

cluster = lambda m, k=None: HierarchicalClustering(linkage_method=LinkageMethod(m), max_clusters=k)
series = lambda m: HierarchicalSeriation(hierarchical_clustering_estimator=cluster(m), optimal_ordering=False)
out["skfolio_hrp"] = {m: HierarchicalRiskParity(seriation_estimator=series(m)).fit(frame).weights_.tolist() for m in LINKAGES}
out["skfolio_schur"] = {
    str(g): SchurComplementary(gamma=g, keep_monotonic=False, seriation_estimator=series("ward")).fit(frame).weights_.tolist()
    for g in [0.05, 0.1, 0.2]
}


def herc(m, k=None):
    model = HierarchicalEqualRiskContribution(hierarchical_clustering_estimator=cluster(m, k)).fit(frame)
    return {"weights": model.weights_.tolist(), "clusters": int(model.hierarchical_clustering_estimator_.n_clusters_)}


out["skfolio_herc"] = {f"{m}-{k}": herc(m, k) for m in LINKAGES for k in [None, 2, 3, 4]}


def nco(m, k=None):
    exact = {"scale_objective": 1e5, "solver": "CLARABEL", "solver_params": {"tol_gap_abs": 1e-13, "tol_gap_rel": 1e-13, "tol_feas": 1e-13}}
    model = NestedClustersOptimization(
        inner_estimator=MeanRisk(**exact),
        outer_estimator=MeanRisk(**exact),
        clustering_estimator=cluster(m, k),
        cv="ignore",
    ).fit(frame)
    return model.weights_.tolist()


out["skfolio_nco"] = {f"{m}-{k}": nco(m, k) for m in ["ward", "average"] for k in [None, 2, 4]}


def riskfolio(model, m, k=None):
    port = HCPortfolio(returns=frame)
    w = port.optimization(
        model=model, codependence="pearson", rm="MV", rf=0, linkage=m, k=k, max_k=8, leaf_order=False, opt_k_method="twodiff"
    )
    return w.loc[names, "weights"].tolist()


out["riskfolio_hrp"] = {m: riskfolio("HRP", m) for m in LINKAGES}
out["riskfolio_herc"] = {f"{m}-{k}": riskfolio("HERC", m, k) for m in ["ward", "average"] for k in [2, 3]}

# Trees of 30 random points in the plane.
points = rng.uniform(size=(30, 2))
distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
trees = {}
for m in LINKAGES:
    z = sch.linkage(squareform(distances, checks=False), m)
    trees[m] = {
        "left": z[:, 0].astype(int).tolist(),
        "right": z[:, 1].astype(int).tolist(),
        "heights": z[:, 2].tolist(),
        "leaves": sch.leaves_list(z).tolist(),
        "five": sch.fcluster(z, 5, "maxclust").tolist(),
    }
out["points"] = points.ravel().tolist()
out["trees"] = trees

# Regression of a benchmark on the instruments.
benchmark = np.round(X @ np.array([0.3, 0.2, 0, 0.1, 0.25, 0, 0.1, 0.1, -0.05]) + 0.002 * rng.normal(size=T), 6)
fits = {}
for name, design in [("intercept", np.column_stack([X, np.ones(T)])), ("none", X)]:
    fit = sm.OLS(benchmark, design).fit()
    fits[name] = {"params": fit.params.tolist(), "bse": fit.bse.tolist()}
fits["rSquared"] = float(sm.OLS(benchmark, np.column_stack([X, np.ones(T)])).fit().rsquared)
out["benchmark"] = benchmark.tolist()
out["ols"] = fits

# Two pairs: one that belongs together, one that does not.
steps = rng.normal(size=(250, 2)) * 0.01
walk = np.cumsum(steps[:, 0])
noise = np.zeros(250)
for t in range(1, 250):
    noise[t] = 0.7 * noise[t - 1] + 0.008 * rng.normal()
pairs = {"together": np.round(np.column_stack([0.8 * walk + noise + 1, walk]), 8), "apart": np.round(np.cumsum(steps, axis=0), 8)}
out["pairs"] = {}
for name, levels in pairs.items():
    result = {"levels": levels.ravel().tolist()}
    for label, kwargs in [("aic", {"autolag": "aic"}), ("2", {"maxlag": 2, "autolag": None}), ("0", {"maxlag": 0, "autolag": None})]:
        statistic, _, critical = coint(levels[:, 0], levels[:, 1], trend="c", **kwargs)
        result[label] = {"statistic": float(statistic), "critical": [float(c) for c in critical]}
    slope = sm.OLS(levels[:, 0], sm.add_constant(levels[:, 1])).fit()
    result["intercept"], result["slope"] = [float(p) for p in slope.params]
    out["pairs"][name] = result

print(json.dumps(out, indent=None, separators=(",", ":")))
