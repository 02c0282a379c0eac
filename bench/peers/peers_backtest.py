"""Peers for tasks of the backtest bench."""
import numpy as np


def order_arrays(task):
    shape = (task["bars"], task["columns"])
    return shape, task["sizes"].reshape(shape), task["prices"].reshape(shape)


def vectorbt_orders(engine, is_flexible):
    def prepare(task):
        from vectorbt.portfolio.dispatch import simulate_from_orders

        shape, sizes, prices = order_arrays(task)

        def everywhere(value, dtype=np.float64):
            return np.asarray(value, dtype=dtype) if is_flexible else np.full(shape, value, dtype=dtype)

        fixed = dict(
            size=sizes,
            price=prices,
            close=prices,
            size_type=everywhere(0, np.int64),
            direction=everywhere(2, np.int64),
            fees=everywhere(task["feeRate"]),
            fixed_fees=everywhere(0.0),
            slippage=everywhere(0.0),
            min_size=everywhere(0.0),
            max_size=everywhere(np.inf),
            size_granularity=everywhere(np.nan),
            reject_prob=everywhere(0.0),
            lock_cash=everywhere(False, np.bool_),
            allow_partial=everywhere(True, np.bool_),
            raise_reject=everywhere(False, np.bool_),
            log=everywhere(False, np.bool_),
            val_price=everywhere(np.inf),
        )
        lengths = np.ones(shape[1], dtype=np.int64)
        start = np.full(shape[1], task["startCash"], dtype=np.float64)
        sequence = np.zeros(shape, dtype=np.int64)

        def work():
            # The simulation writes into these two.
            records, _ = simulate_from_orders(
                shape, lengths, start.copy(), sequence.copy(), max_orders=sizes.size, engine=engine, **fixed
            )
            return records

        def worth(records):
            signed = np.where(records["side"] == 0, -1.0, 1.0) * records["size"] * records["price"] - records["fees"]
            cash = start.copy()
            np.add.at(cash, records["col"], signed)
            return cash

        return work, worth

    return prepare


def price_frame(task):
    import pandas as pd

    shape = (len(task["days"]), len(task["symbols"]))
    return pd.DataFrame(task["prices"].reshape(shape), index=pd.to_datetime(task["days"]), columns=task["symbols"])


def bt_mean_variance(task):
    import bt
    import pandas as pd

    prices = price_frame(task)
    rate = task["costRate"]

    def work():
        years = pd.DateOffset(days=round(task["lookback"] * 365.25 / 252))
        strategy = bt.Strategy(
            "mean-variance",
            [
                bt.algos.RunAfterDays(task["lookback"]),
                bt.algos.RunMonthly(),
                bt.algos.SelectAll(),
                bt.algos.WeighMeanVar(lookback=years, rf=0.0),
                bt.algos.Rebalance(),
            ],
        )
        test = bt.Backtest(
            strategy,
            prices,
            initial_capital=100_000.0,
            integer_positions=False,
            commissions=lambda quantity, price: abs(quantity) * price * rate,
            progress_bar=False,
        )
        return np.array([bt.run(test).prices.iloc[-1, 0] / 100 * 100_000])

    return work


def cvxportfolio_mean_variance(task):
    import cvxportfolio as cvx
    import pandas as pd

    prices = price_frame(task)
    returns = prices.pct_change().iloc[1:]
    returns["cash"] = 0.0

    def work():
        data = cvx.UserProvidedMarketData(
            returns=returns,
            cash_key="cash",
            trading_frequency="monthly",
            min_history=pd.Timedelta(days=round(task["lookback"] * 365.25 / 252)),
        )
        # One for the policy, one for the market: each keeps parameters of its own.
        expected, charged = (cvx.TransactionCost(a=task["costRate"], b=None, c=0.0) for _ in range(2))
        objective = cvx.ReturnsForecast() - 2.5 * cvx.FullCovariance() - expected
        policy = cvx.SinglePeriodOptimization(objective, [cvx.LongOnly(), cvx.LeverageLimit(1)])
        simulator = cvx.MarketSimulator(market_data=data, costs=[charged], round_trades=False)
        result = simulator.backtest(policy, initial_value=100_000.0)
        return np.array([result.v.iloc[-1]])

    return work


def skfolio_monthly(task):
    from skfolio.model_selection import WalkForward, cross_val_predict
    from skfolio.moments import LedoitWolf
    from skfolio.optimization import MeanRisk
    from skfolio.prior import EmpiricalPrior

    returns = price_frame(task).pct_change().iloc[1:]

    def work():
        model = MeanRisk(prior_estimator=EmpiricalPrior(covariance_estimator=LedoitWolf()))
        splits = WalkForward(test_size=21, train_size=task["lookback"])
        portfolio = cross_val_predict(model, returns, cv=splits)
        return np.array([100_000.0 * float(np.prod(1 + portfolio.returns))])

    return work


def vectorbt_given_weights(task):
    """The simulation alone: equal weights restored on the first row of each month, all columns sharing the cash."""
    import vectorbt as vbt

    prices = price_frame(task).iloc[task["lookback"] :]
    months = prices.index.to_period("M")
    sizes = prices * np.nan
    sizes[np.concatenate(([True], months[1:] != months[:-1]))] = 1 / prices.shape[1]

    def work():
        portfolio = vbt.Portfolio.from_orders(
            prices,
            sizes,
            size_type="targetpercent",
            fees=task["costRate"],
            init_cash=100_000.0,
            group_by=True,
            cash_sharing=True,
            call_seq="auto",
        )
        return np.array([portfolio.final_value()])

    return work


def numpy_bootstrap(task):
    """Blocks of twelve months of the portfolio's own returns, as a careful user of numpy would write it."""
    history = task["returns"].reshape(task["observations"], task["instruments"]) @ task["weights"]

    def work():
        random = np.random.default_rng(1)
        money = np.full(task["paths"], task["startMoney"])
        row = np.zeros(task["paths"], dtype=np.int64)
        for month in range(task["months"]):
            jumps = random.random(task["paths"]) < 1 / 12 if month else np.ones(task["paths"], dtype=bool)
            row = np.where(jumps, random.integers(0, len(history), task["paths"]), (row + 1) % len(history))
            money = money * (1 + history[row]) + task["contribution"]
        return np.array([np.mean(money >= task["goal"])])

    return work


def numpy_student_t(task):
    """Each asset drawn, eight degrees of freedom."""
    history = task["returns"].reshape(task["observations"], task["instruments"])
    mean, covariance = history.mean(axis=0), np.cov(history.T)
    degrees = 8.0
    root = np.linalg.cholesky(covariance * (degrees - 2) / degrees)

    def work():
        random = np.random.default_rng(1)
        money = np.full(task["paths"], task["startMoney"])
        for _ in range(task["months"]):
            normals = random.standard_normal((task["paths"], task["instruments"])) @ root.T
            scale = np.sqrt(degrees / random.chisquare(degrees, task["paths"]))
            money = money * (1 + (mean + normals * scale[:, None]) @ task["weights"]) + task["contribution"]
        return np.array([np.mean(money >= task["goal"])])

    return work


PEERS = {
    "vectorbt_rust": ("vectorbt-rust", vectorbt_orders("rust", False)),
    "vectorbt_rust_flex": ("vectorbt-rust", vectorbt_orders("rust", True)),
    "vectorbt_numba": ("vectorbt", vectorbt_orders("numba", True)),
    "bt_mean_variance": ("bt", bt_mean_variance),
    "cvxportfolio_mean_variance": ("cvxportfolio", cvxportfolio_mean_variance),
    "skfolio_monthly": ("skfolio", skfolio_monthly),
    "vectorbt_given_weights": ("vectorbt", vectorbt_given_weights),
    "numpy_bootstrap": ("numpy", numpy_bootstrap),
    "numpy_student_t": ("numpy", numpy_student_t),
}
