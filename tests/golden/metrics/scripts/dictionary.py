"""Numbers for tests/golden/metrics/dictionary.test.ts.

    python dictionary.py > ../fixtures/dictionary.json

numpy, pandas, scipy, empyrical-reloaded 0.7.1, and plain numpy for what it does not have.
"""

import json

import empyrical as e
import numpy as np
import pandas as pd
import scipy.stats as st

rng = np.random.default_rng(21)
n, per_year, rf, required = 520, 252, 0.02, 0.0001
market = np.round(0.0004 + 0.009 * rng.standard_t(4, n), 8)
own = np.round(0.0002 + 0.8 * market + 0.004 * rng.standard_t(5, n), 8)
r, b = pd.Series(own), pd.Series(market)
day_rf = rf / per_year

path = np.concatenate([[1.0], np.cumprod(1 + own)])
under = (path / np.maximum.accumulate(path) - 1)[1:]
spans, start = [], None
for t, loss in enumerate(under):
    if loss < 0 and start is None:
        start = t
    if loss >= 0 and start is not None:
        spans.append(t - start + 1)
        start = None
if start is not None:
    spans.append(len(under) - start)
annual = path[-1] ** (per_year / n) - 1
slope = np.polyfit(market, own, 1)[0]

empyrical = {
    "totalReturn": e.cum_returns_final(r),
    "annualReturn": e.annual_return(r),
    "annualVolatility": e.annual_volatility(r),
    "sharpe": e.sharpe_ratio(r, risk_free=day_rf),
    "sortino": e.sortino_ratio(r, required_return=required),
    "calmar": e.calmar_ratio(r),
    "omega": e.omega_ratio(r, required_return=(1 + required) ** per_year - 1),
    "maxDrawdown": e.max_drawdown(r),
    "downsideRisk": e.downside_risk(r, required_return=required),
    "tailRatio": e.tail_ratio(r),
    "valueAtRisk": e.value_at_risk(r, 0.05),
    "alpha": e.alpha(r, b, risk_free=day_rf),
    "beta": e.beta(r, b, risk_free=day_rf),
    "upCapture": e.up_capture(r, b),
    "downCapture": e.down_capture(r, b),
    "captureRatio": e.up_down_capture(r, b),
}
numpy_scipy = {
    "skew": st.skew(own),
    "kurtosis": st.kurtosis(own),
    "trackingError": np.std(own - market, ddof=1) * np.sqrt(per_year),
    "informationRatio": np.mean(own - market) / np.std(own - market, ddof=1) * np.sqrt(per_year),
    "treynor": (own.mean() * per_year - rf) / slope,
    "ulcerIndex": np.sqrt(np.mean(under**2)),
    "painIndex": -np.mean(under),
    "martinRatio": (annual - rf) / np.sqrt(np.mean(under**2)),
    "painRatio": (annual - rf) / -np.mean(under),
    "maxDrawdownDuration": max(spans),
    "hitRate": np.mean(own > 0),
    "benchmarkHitRate": np.mean(own > market),
}
as_floats = lambda values: {name: float(value) for name, value in values.items()}
print(
    json.dumps(
        {
            "returns": own.tolist(),
            "benchmark": market.tolist(),
            "periodsPerYear": per_year,
            "riskFreeRate": rf,
            "requiredReturn": required,
            "empyrical": as_floats(empyrical),
            "numpy_scipy": as_floats(numpy_scipy),
        }
    )
)
