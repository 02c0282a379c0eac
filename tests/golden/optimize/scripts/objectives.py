"""Weights of objectives by cvxpy with Clarabel, PyPortfolioOpt and scipy, for objectives.test.ts.

Writes ../fixtures/objectives.json: problems with their inputs, and what each library answers.
"""
import json
import pathlib

import cvxpy as cp
import numpy as np
from pypfopt import EfficientFrontier

TIGHT = dict(solver=cp.CLARABEL, tol_gap_abs=1e-11, tol_gap_rel=1e-11, tol_feas=1e-11)


def world(seed, size, dates):
    draw = np.random.default_rng(seed)
    factor = draw.normal(0.004, 0.02, dates)
    loadings = draw.uniform(0.3, 1.5, size)
    own = draw.normal(0.0, draw.uniform(0.01, 0.04, size), (dates, size))
    returns = np.round(factor[:, None] * loadings + own + draw.uniform(0, 0.004, size), 5)
    mu = np.round(52 * returns.mean(axis=0), 5)
    covariance = np.round(52 * np.cov(returns.T), 8)
    return returns, mu, covariance


def risk_budget(covariance, budgets):
    y = cp.Variable(len(budgets))
    cp.Problem(cp.Minimize(cp.quad_form(y, covariance) / 2 - budgets @ cp.log(y))).solve(**TIGHT)
    return y.value / y.value.sum()


def max_ratio(mu, covariance, rate, most):
    frontier = EfficientFrontier(mu, covariance, weight_bounds=(0, most), solver="CLARABEL")
    frontier.max_sharpe(risk_free_rate=rate)
    return frontier.weights


def max_diversification(covariance):
    y = cp.Variable(len(covariance), nonneg=True)
    sigma = np.sqrt(np.diag(covariance))
    cp.Problem(cp.Minimize(cp.quad_form(y, covariance)), [sigma @ y == 1]).solve(**TIGHT)
    return y.value / y.value.sum()


def kelly(returns, most):
    w = cp.Variable(returns.shape[1], nonneg=True)
    growth = cp.sum(cp.log(1 + returns @ w)) / len(returns)
    cp.Problem(cp.Maximize(growth), [cp.sum(w) == 1, w <= most]).solve(**TIGHT)
    return w.value, growth.value


def min_tracking_error(covariance, benchmark, most):
    w = cp.Variable(len(benchmark), nonneg=True)
    cp.Problem(cp.Minimize(cp.quad_form(w - benchmark, covariance)), [cp.sum(w) == 1, w <= most]).solve(**TIGHT)
    return w.value


def robust(mu, covariance, errors, kappa, aversion):
    """mu'w - kappa |diag(errors) w| - aversion / 2 w'Sw: an ellipsoid of diagonal shape."""
    w = cp.Variable(len(mu), nonneg=True)
    utility = mu @ w - kappa * cp.norm(cp.multiply(errors, w)) - aversion / 2 * cp.quad_form(w, covariance)
    cp.Problem(cp.Maximize(utility), [cp.sum(w) == 1]).solve(solver=cp.CLARABEL)
    return w.value, utility.value


problems = []
for seed, size in [(1, 5), (2, 8), (3, 12)]:
    returns, mu, covariance = world(seed, size, 120)
    budgets = np.arange(1, size + 1) / (size * (size + 1) / 2)
    benchmark = np.full(size, 1 / size)
    benchmark[0] += 0.5 - 1 / size
    benchmark[1:] -= (0.5 - 1 / size) / (size - 1)
    errors = np.round(np.sqrt(np.diag(covariance)) / np.sqrt(120 / 52), 6)
    most = 0.4
    growth_weights, growth = kelly(returns, most)
    robust_weights, robust_utility = robust(mu, covariance, errors, 0.5, 3.0)
    problems.append(
        dict(
            size=size,
            dates=120,
            returns=returns.ravel().tolist(),
            expectedReturns=mu.tolist(),
            covariance=covariance.ravel().tolist(),
            budgets=budgets.tolist(),
            benchmark=benchmark.tolist(),
            errors=errors.tolist(),
            most=most,
            rate=0.02,
            riskBudget=risk_budget(covariance, budgets).tolist(),
            riskParity=risk_budget(covariance, np.full(size, 1 / size)).tolist(),
            maxRatio=max_ratio(mu, covariance, 0.02, most).tolist(),
            maxDiversification=max_diversification(covariance).tolist(),
            kelly=dict(weights=growth_weights.tolist(), growth=float(growth)),
            minTrackingError=min_tracking_error(covariance, benchmark, most).tolist(),
            robust=dict(weights=robust_weights.tolist(), utility=float(robust_utility)),
        )
    )

target = pathlib.Path(__file__).parent.parent / "fixtures" / "objectives.json"
target.write_text(json.dumps(dict(problems=problems), separators=(",", ":")) + "\n")
