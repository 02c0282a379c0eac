"""Robust utilities by cvxpy with Clarabel, for robust.test.ts.

Writes ../fixtures/robust.json: problems with their inputs, and the weights and utility of each.
"""
import json
import pathlib

import cvxpy as cp
import numpy as np

TIGHT = dict(solver=cp.CLARABEL, tol_gap_abs=1e-12, tol_gap_rel=1e-12, tol_feas=1e-12)


def world(seed, size):
    draw = np.random.default_rng(seed)
    loadings = np.c_[draw.uniform(0.08, 0.2, size), draw.normal(0, 0.06, size)]
    covariance = np.round(loadings @ loadings.T + np.diag(draw.uniform(0.002, 0.03, size)), 8)
    mu = np.round(draw.uniform(0.01, 0.1, size), 5)
    errors = np.round(draw.uniform(0.005, 0.05, size), 5)
    mix = draw.normal(0, 0.02, (size, size + 2))
    return mu, covariance, errors, np.round(mix @ mix.T, 8)


def best(size, utility_of, least, extra=lambda w: []):
    w = cp.Variable(size)
    problem = cp.Problem(cp.Maximize(utility_of(w)), [cp.sum(w) == 1, w >= least, *extra(w)])
    problem.solve(**TIGHT)
    return dict(weights=w.value.tolist(), utility=float(problem.value))


problems = []
for seed, size in [(11, 4), (12, 7), (13, 11)]:
    mu, covariance, errors, omega = world(seed, size)
    root = np.linalg.cholesky(omega)
    aversion, kappa = 4.0, 1.2
    quadratic = lambda w, s=covariance: aversion / 2 * cp.quad_form(w, s)
    box = lambda w: mu @ w - kappa * errors @ cp.abs(w) - quadratic(w)
    independent = lambda w: mu @ w - kappa * cp.norm(cp.multiply(errors, w)) - quadratic(w)
    joint = lambda w: mu @ w - kappa * cp.norm(root.T @ w) - quadratic(w)
    # The first earns 1.5 % for sure and moves with nothing.
    sure_mu, sure_errors, sure_covariance = mu.copy(), errors.copy(), covariance.copy()
    sure_mu[0], sure_errors[0] = 0.015, 0
    sure_covariance[0, :] = sure_covariance[:, 0] = 0
    sure = lambda strength: lambda w: (
        sure_mu @ w - strength * cp.norm(cp.multiply(sure_errors, w)) - quadratic(w, sure_covariance)
    )
    others = [world(seed + 100 * k, size)[:2] for k in (1, 2, 3)]
    models = [(mu, covariance), *others]
    worst = lambda w: cp.minimum(*[m @ w - quadratic(w, s) for m, s in models])
    volatility = 1.1 * np.sqrt(1 / np.linalg.inv(covariance).sum())
    calm = lambda w: [cp.norm(np.linalg.cholesky(covariance).T @ w) <= volatility]
    problems.append(
        dict(
            size=size,
            expectedReturns=mu.tolist(),
            covariance=covariance.ravel().tolist(),
            standardErrors=errors.tolist(),
            errorCovariance=omega.ravel().tolist(),
            riskAversion=aversion,
            kappa=kappa,
            volatilityMax=float(volatility),
            otherModels=[dict(expectedReturns=m.tolist(), covariance=s.ravel().tolist()) for m, s in others],
            sure=dict(
                expectedReturns=sure_mu.tolist(),
                covariance=sure_covariance.ravel().tolist(),
                standardErrors=sure_errors.tolist(),
                mixed=best(size, sure(1.2), 0),
                kappa=8.0,
                safe=best(size, sure(8.0), 0),
            ),
            boxLong=best(size, box, 0),
            boxShort=best(size, box, -0.3),
            independentLong=best(size, independent, 0),
            jointShort=best(size, joint, -0.3),
            jointCalm=best(size, joint, -0.3, calm),
            worstLong=best(size, worst, 0),
            worstShort=best(size, worst, -0.3),
        )
    )

target = pathlib.Path(__file__).parent.parent / "fixtures" / "robust.json"
target.write_text(json.dumps(dict(problems=problems), separators=(",", ":")) + "\n")
