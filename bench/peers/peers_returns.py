"""Peers for tasks that start from returns, as their users call them, estimation included."""
import numpy as np


def sample(task):
    return task["returns"].reshape(task["observations"], task["instruments"])


def skfolio_work(make):
    def prepare(task):
        returns = sample(task)

        def work():
            return np.asarray(make().fit(returns).weights_)

        return work

    return prepare


def skfolio_erc():
    from skfolio.optimization import RiskBudgeting

    return RiskBudgeting()


def skfolio_hrp():
    from skfolio.optimization import HierarchicalRiskParity

    return HierarchicalRiskParity()


def skfolio_cvar():
    from skfolio import RiskMeasure
    from skfolio.optimization import MeanRisk

    return MeanRisk(risk_measure=RiskMeasure.CVAR)


def skfolio_frontier(task):
    from skfolio import RiskMeasure
    from skfolio.optimization import MeanRisk

    returns = sample(task)

    def work():
        MeanRisk(risk_measure=RiskMeasure.VARIANCE, efficient_frontier_size=30).fit(returns)

    return work


def skfolio_walk_forward(task):
    from skfolio.model_selection import WalkForward, cross_val_predict
    from skfolio.optimization import MeanRisk

    returns = sample(task)
    return lambda: cross_val_predict(MeanRisk(), returns, cv=WalkForward(train_size=252, test_size=60)) and None


def pypfopt_critical_line(task):
    from pypfopt.cla import CLA

    returns = sample(task)

    def work():
        frontier = CLA(returns.mean(axis=0), np.cov(returns.T))
        frontier.efficient_frontier(points=30)
        return None

    return work


def pypfopt_hrp(task):
    import pandas as pd
    from pypfopt import HRPOpt

    returns = pd.DataFrame(sample(task))
    return lambda: list(HRPOpt(returns).optimize().values())


def pypfopt_cvar(task):
    from pypfopt import EfficientCVaR

    returns = sample(task)
    return lambda: list(EfficientCVaR(None, returns, beta=0.95).min_cvar().values())


def riskfolio_work(use):
    def prepare(task):
        import pandas as pd
        import riskfolio

        returns = pd.DataFrame(sample(task))

        def work():
            portfolio = riskfolio.Portfolio(returns=returns)
            portfolio.assets_stats(method_mu="hist", method_cov="hist")
            portfolio.solvers = ["CLARABEL"]
            answer = use(portfolio)
            return None if answer is None else answer.values.ravel()

        return work

    return prepare


def riskfolio_frontier(portfolio):
    portfolio.efficient_frontier(model="Classic", rm="MV", points=30)


def riskfolio_erc(portfolio):
    return portfolio.rp_optimization(model="Classic", rm="MV")


def riskfolio_cvar(portfolio):
    return portfolio.optimization(model="Classic", rm="CVaR", obj="MinRisk")


def riskfolio_hrp(task):
    import pandas as pd
    import riskfolio

    returns = pd.DataFrame(sample(task))

    def work():
        portfolio = riskfolio.HCPortfolio(returns=returns)
        return portfolio.optimization(model="HRP", rm="MV", linkage="single", codependence="pearson").values.ravel()

    return work


def highs_cvar(task):
    """Rockafellar and Uryasev's linear program at 95 %, simplex."""
    import highspy
    import scipy.sparse as sparse

    returns = sample(task)
    count, n = returns.shape
    tail = 0.05
    system = sparse.csc_matrix(
        sparse.vstack(
            [
                sparse.hstack([sparse.csc_matrix(np.ones((1, n))), sparse.csc_matrix((1, 1 + count))]),
                sparse.hstack([sparse.csc_matrix(returns), np.ones((count, 1)), sparse.eye(count)]),
            ]
        )
    )
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n + 1 + count, 1 + count
    lp.col_cost_ = np.concatenate([np.zeros(n), [1.0], np.full(count, 1 / (tail * count))])
    lp.col_lower_ = np.concatenate([np.zeros(n), [-highspy.kHighsInf], np.zeros(count)])
    lp.col_upper_ = np.full(n + 1 + count, highspy.kHighsInf)
    lp.row_lower_ = np.concatenate([[1.0], np.zeros(count)])
    lp.row_upper_ = np.concatenate([[1.0], np.full(count, highspy.kHighsInf)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = system.indptr, system.indices, system.data

    def work():
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(lp)
        solver.run()
        return np.array(solver.getSolution().col_value)[:n]

    return work


PEERS = {
    "skfolio_erc": ("skfolio", skfolio_work(skfolio_erc)),
    "skfolio_hrp": ("skfolio", skfolio_work(skfolio_hrp)),
    "skfolio_cvar": ("skfolio", skfolio_work(skfolio_cvar)),
    "skfolio_frontier": ("skfolio", skfolio_frontier),
    "skfolio_walk_forward": ("skfolio", skfolio_walk_forward),
    "pypfopt_critical_line": ("PyPortfolioOpt", pypfopt_critical_line),
    "pypfopt_hrp": ("PyPortfolioOpt", pypfopt_hrp),
    "pypfopt_cvar": ("PyPortfolioOpt", pypfopt_cvar),
    "riskfolio_frontier": ("Riskfolio-Lib", riskfolio_work(riskfolio_frontier)),
    "riskfolio_erc": ("Riskfolio-Lib", riskfolio_work(riskfolio_erc)),
    "riskfolio_hrp": ("Riskfolio-Lib", riskfolio_hrp),
    "riskfolio_cvar": ("Riskfolio-Lib", riskfolio_work(riskfolio_cvar)),
    "highs_cvar": ("highspy", highs_cvar),
}
