"""Risk budgets of measures of loss by skfolio and Riskfolio-Lib, for risk-budgets.test.ts.

python risk_budgets.py > ../fixtures/risk-budgets.json

A case that the library's solver gives up on is left out, and said.
"""
import json
import sys
import warnings

import numpy as np
import pandas as pd
import riskfolio as rp
from cvxpy.error import SolverError
from measures import drawn_returns
from skfolio import RiskMeasure
from skfolio.optimization import RiskBudgeting

warnings.filterwarnings("ignore")

CONFIDENCE = 0.9
MARKETS = [(60, 5, 41), (150, 9, 42)]

SKFOLIO = {
    "cvar": RiskMeasure.CVAR,
    "worst-case": RiskMeasure.WORST_REALIZATION,
    "mad": RiskMeasure.MEAN_ABSOLUTE_DEVIATION,
    "average-drawdown": RiskMeasure.AVERAGE_DRAWDOWN,
    "max-drawdown": RiskMeasure.MAX_DRAWDOWN,
    "cdar": RiskMeasure.CDAR,
    "semideviation": RiskMeasure.SEMI_DEVIATION,
    "downside-deviation": RiskMeasure.SEMI_DEVIATION,
    "evar": RiskMeasure.EVAR,
    "edar": RiskMeasure.EDAR,
    "ulcer": RiskMeasure.ULCER_INDEX,
}
RISKFOLIO = {"cvar": "CVaR", "mad": "MAD", "semideviation": "MSV", "evar": "EVaR", "cdar": "CDaR", "ulcer": "UCI"}
TIGHT = {"tol_gap_abs": 1e-12, "tol_gap_rel": 1e-12, "tol_feas": 1e-12}


def by_skfolio(returns, measure, budgets):
    target = {"min_acceptable_return": 0.0} if measure == "downside-deviation" else {}
    model = RiskBudgeting(
        risk_measure=SKFOLIO[measure],
        risk_budget=budgets,
        cvar_beta=CONFIDENCE,
        evar_beta=CONFIDENCE,
        cdar_beta=CONFIDENCE,
        edar_beta=CONFIDENCE,
        solver="CLARABEL",
        solver_params=TIGHT,
        **target,
    )
    return model.fit(returns).weights_


def by_riskfolio(returns, measure, budgets):
    portfolio = rp.Portfolio(returns=pd.DataFrame(returns), alpha=1 - CONFIDENCE)
    portfolio.solvers = ["CLARABEL"]
    portfolio.sol_params = {"CLARABEL": TIGHT}
    portfolio.assets_stats(method_mu="hist", method_cov="hist")
    weights = portfolio.rp_optimization(
        model="Classic", rm=RISKFOLIO[measure], rf=0, b=(budgets / budgets.sum()).reshape(-1, 1), hist=True
    )
    return weights["weights"].to_numpy()


def main():
    answers = []
    for observations, size, seed in MARKETS:
        returns = drawn_returns(observations, size, seed)
        for budgets in (np.ones(size), np.arange(1.0, size + 1)):
            for measure in SKFOLIO:
                for library, solve, known in (
                    ("skfolio", by_skfolio, SKFOLIO),
                    ("Riskfolio-Lib", by_riskfolio, RISKFOLIO),
                ):
                    if measure not in known:
                        continue
                    try:
                        weights = [float(f"{weight:.12g}") for weight in solve(returns, measure, budgets)]
                    except SolverError as reason:
                        print(library, measure, seed, reason, file=sys.stderr)
                        continue
                    is_equal = bool(budgets[0] == budgets[-1])
                    answer = {"library": library, "seed": seed, "measure": measure, "isEqual": is_equal}
                    answers.append({**answer, "weights": weights})
    print("[\n" + ",\n".join(json.dumps(answer) for answer in answers) + "\n]")


main()
