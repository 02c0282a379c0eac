"""Numbers for tests/golden/metrics/replay.test.ts.

    python replay.py > ../fixtures/replay.json

numpy, pandas, empyrical-reloaded 0.7.1. Monthly rebalancing without costs, written independently: the first decision on
the first day, later ones on the first day of each month, traded at the next close, drifting in between.
"""

import json

import empyrical as e
import numpy as np
import pandas as pd

CLOSED = pd.to_datetime(
    ["2021-01-18", "2021-02-15", "2021-04-02", "2021-05-31", "2021-07-05", "2021-09-06", "2021-11-25", "2021-12-24"]
)
days = pd.bdate_range("2021-01-04", "2021-12-31").difference(CLOSED)
rng = np.random.default_rng(31)
symbols, weights = ["SPY", "IEF", "GLD"], np.array([0.5, 0.3, 0.2])
moves = rng.multivariate_normal([0.0005, 0.0001, 0.0002], np.diag([0.011, 0.004, 0.009]) ** 2, len(days))
prices = pd.DataFrame(np.round(100 * np.cumprod(1 + moves, axis=0), 6), index=days, columns=symbols)

START = 100_000_000.0
due = [t for t in range(len(days)) if t == 0 or days[t].month != days[t - 1].month]
trades = {t + 1 for t in due if t + 1 < len(days)}
shares, cash, value = np.zeros(3), START, []
for t in range(len(days)):
    now = cash + shares @ prices.values[t]
    if t in trades:
        shares, cash = now * weights / prices.values[t], 0.0
    value.append(now)
value = pd.Series(value, index=days)
returns = value.pct_change().dropna()
market = START * np.concatenate([[1.0], prices["SPY"].values[1:] / prices["SPY"].values[1]])
bench = pd.Series(market, index=days).pct_change().dropna()
figures = {
    "totalReturn": e.cum_returns_final(returns),
    "annualReturn": e.annual_return(returns),
    "annualVolatility": e.annual_volatility(returns),
    "sharpe": e.sharpe_ratio(returns),
    "sortino": e.sortino_ratio(returns),
    "calmar": e.calmar_ratio(returns),
    "maxDrawdown": e.max_drawdown(returns),
    "tailRatio": e.tail_ratio(returns),
    "valueAtRisk": e.value_at_risk(returns, 0.05),
    "beta": e.beta(returns, bench),
    "alpha": e.alpha(returns, bench),
}
print(
    json.dumps(
        {
            "dates": [str(day.date()) for day in days],
            "series": {symbol: prices[symbol].tolist() for symbol in symbols},
            "weights": dict(zip(symbols, weights.tolist())),
            "startAmount": START,
            "values": value.tolist(),
            "months": e.aggregate_returns(returns, "monthly").tolist(),
            "empyrical": {name: float(figure) for name, figure in figures.items()},
        }
    )
)
