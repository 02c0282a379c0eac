"""Numbers for tests/golden/optimize/entropy-pooling.test.ts, from libraries that share no code with this repository.

    python entropy.py > ../fixtures/entropy.json

numpy, cvxpy with Clarabel, skfolio 1.12. skfolio's variances divide by T, its CVaR solver stops at a level within 1e-4;
so a CVaR is also solved here by its definition: one that rises as one convex program with a statement for each level
that can matter, one that falls as the best of the programs with one such level.
"""

import json
import warnings

import cvxpy as cp
import numpy as np
import pandas as pd
from skfolio.prior import EntropyPooling, OpinionPooling

warnings.simplefilter("ignore")
rng = np.random.default_rng(2008)
T, names = 90, ["A", "B", "C"]
mix = np.array([[0.02, 0.0, 0.0], [0.008, 0.012, 0.0], [-0.004, 0.003, 0.03]])
X = np.round(rng.standard_t(4, size=(T, 3)) @ mix.T + [0.001, 0.0005, 0.002], 6)
frame = pd.DataFrame(X, columns=names, index=pd.bdate_range("2020-01-01", periods=T))
BETA = 0.9
exact = {"solver": "CLARABEL", "solver_params": {"tol_gap_abs": 1e-12, "tol_gap_rel": 1e-12, "tol_feas": 1e-12}}


def pooled(**views):
    model = EntropyPooling(**exact, cvar_beta=BETA, **views).fit(frame)
    return {
        "probabilities": model.return_distribution_.sample_weight.tolist(),
        "relativeEntropy": model.relative_entropy_,
        "effectiveScenarios": float(model.effective_number_of_scenarios_),
    }


def tail(asset, value, level_sets, with_mean=None):
    p = cp.Variable(T)
    losses = -X[:, asset]
    best = None
    for levels, sign in level_sets(losses):
        rows = [p >= 0, cp.sum(p) == 1]
        if with_mean is not None:
            rows.append(X[:, with_mean[0]] @ p == with_mean[1])
        for level in levels:
            above = np.maximum(losses - level, 0) / (1 - BETA)
            rows.append(sign * (level + above @ p) >= sign * value)
        problem = cp.Problem(cp.Minimize(cp.sum(cp.kl_div(p, np.full(T, 1 / T)))), rows)
        try:
            problem.solve(solver="CLARABEL", **exact["solver_params"])
        except cp.SolverError:
            continue
        if problem.status == "optimal" and (best is None or problem.value < best[0]):
            best = (problem.value, p.value)
    return {"relativeEntropy": best[0], "probabilities": best[1].tolist()}


rising = lambda losses: [(losses, 1)]
falling = lambda losses: [([level], -1) for level in losses]


def cvar(asset, q=None):
    q = np.full(T, 1 / T) if q is None else q
    losses = -X[:, asset]
    return min(level + np.maximum(losses - level, 0) @ q / (1 - BETA) for level in losses)


up, down, lower = round(1.4 * cvar(0), 6), round(0.7 * cvar(0), 6), round(0.4 * cvar(2), 6)
opinions = [
    ("one", EntropyPooling(**exact, mean_views=["A == 0.004"])),
    ("two", EntropyPooling(**exact, mean_views=["B == -0.001", "C == 0.003"])),
]


def pool(**how):
    model = OpinionPooling(estimators=opinions, **how).fit(frame)
    return {
        "probabilities": model.return_distribution_.sample_weight.tolist(),
        "weights": np.asarray(model.opinion_probabilities_).tolist(),
    }


print(
    json.dumps(
        {
            "symbols": names,
            "returns": X.ravel().tolist(),
            "observations": T,
            "confidence": BETA,
            "mean": pooled(mean_views=["A == 0.004", "B == -0.001"]),
            "meanInequality": pooled(mean_views=["A >= B", "A >= 0.005", "C <= 0.001"]),
            "variance": pooled(mean_views=["A == 0.003"], variance_views=["A == 0.0009", "C <= 0.0015"]),
            "correlation": pooled(correlation_views=["(A,B) == 0.2", "(A,C) == 0.1"]),
            "correlationAfterMean": pooled(mean_views=["B == 0.002"], correlation_views=["(A,B) == 0.75"]),
            "cvar": {**pooled(cvar_views=[f"A == {up}"]), "value": up},
            "cvarUp": {**tail(0, up, rising), "value": up},
            "cvarDown": {**tail(0, down, falling), "value": down},
            "cvarLow": {**tail(2, lower, falling, with_mean=(0, 0.003)), "value": lower},
            "poolLinear": pool(opinion_probabilities=[0.4, 0.35]),
            "poolLogarithmic": pool(opinion_probabilities=[0.4, 0.35], is_linear_pooling=False),
            "poolRobust": pool(opinion_probabilities=[0.7, 0.3], divergence_penalty=2.0),
        }
    )
)
