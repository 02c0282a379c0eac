/**
 * Made from the registries of lib/quant by scripts/generate-catalogue.ts: ids and parameters as plain data, for contracts,
 * forms and API text. Do not edit; add a line to a registry.
 */

export const ASSET_CLASS_CATALOGUE = {
  "ids": [
    "equity",
    "bond",
    "cash",
    "commodity",
    "currency",
    "crypto"
  ],
  "entries": {
    "equity": {
      "name": "Stocks",
      "isRisky": true
    },
    "bond": {
      "name": "Bonds",
      "isRisky": true
    },
    "cash": {
      "name": "Cash",
      "isRisky": false
    },
    "commodity": {
      "name": "Commodities",
      "isRisky": true
    },
    "currency": {
      "name": "Currencies",
      "isRisky": true
    },
    "crypto": {
      "name": "Crypto",
      "isRisky": true
    }
  }
} as const;

export const CALENDAR_CATALOGUE = {
  "ids": [
    "nyse",
    "always"
  ],
  "entries": {
    "nyse": {
      "name": "New York Stock Exchange",
      "daysPerYear": 252
    },
    "always": {
      "name": "Always open",
      "daysPerYear": 365
    }
  }
} as const;

export const PRICE_SOURCE_CATALOGUE = {
  "ids": [
    "file",
    "yahoo",
    "simulated",
    "inline"
  ],
  "entries": {
    "file": {
      "name": "Imported file",
      "isSimulated": false
    },
    "yahoo": {
      "name": "Yahoo Finance",
      "isSimulated": false
    },
    "simulated": {
      "name": "Simulated market",
      "isSimulated": true
    },
    "inline": {
      "name": "Sent with the request",
      "isSimulated": false
    }
  }
} as const;

export const FEATURE_CATALOGUE = {
  "ids": [
    "simple-return",
    "log-return",
    "rolling-volatility",
    "momentum-12-1",
    "beta",
    "correlation",
    "moving-average"
  ],
  "entries": {
    "simple-return": {
      "name": "Return",
      "unit": "decimal over the window",
      "parameters": [
        {
          "id": "windowDays",
          "name": "Over",
          "kind": "integer",
          "unit": "trading days",
          "min": 1,
          "max": 12600,
          "default": 1
        }
      ]
    },
    "log-return": {
      "name": "Log return",
      "unit": "natural logarithm over the window",
      "parameters": [
        {
          "id": "windowDays",
          "name": "Over",
          "kind": "integer",
          "unit": "trading days",
          "min": 1,
          "max": 12600,
          "default": 1
        }
      ]
    },
    "rolling-volatility": {
      "name": "Volatility",
      "unit": "decimal per year",
      "parameters": [
        {
          "id": "windowDays",
          "name": "Over",
          "kind": "integer",
          "unit": "trading days",
          "min": 2,
          "max": 12600,
          "default": 63
        },
        {
          "id": "periodsPerYear",
          "name": "Rows in a year",
          "kind": "number",
          "unit": "rows",
          "min": 1,
          "max": 366,
          "default": 252
        }
      ]
    },
    "momentum-12-1": {
      "name": "Momentum",
      "unit": "decimal over the window",
      "parameters": [
        {
          "id": "windowDays",
          "name": "From",
          "kind": "integer",
          "unit": "trading days",
          "min": 2,
          "max": 12600,
          "default": 252
        },
        {
          "id": "skipDays",
          "name": "Leave out the last",
          "kind": "integer",
          "unit": "trading days",
          "min": 0,
          "max": 12600,
          "default": 21
        }
      ]
    },
    "beta": {
      "name": "Beta",
      "unit": "return per unit of benchmark return",
      "parameters": [
        {
          "id": "windowDays",
          "name": "Over",
          "kind": "integer",
          "unit": "trading days",
          "min": 2,
          "max": 12600,
          "default": 252
        },
        {
          "id": "benchmark",
          "name": "Benchmark",
          "kind": "symbol",
          "default": null
        }
      ]
    },
    "correlation": {
      "name": "Correlation",
      "unit": "from -1 to 1",
      "parameters": [
        {
          "id": "windowDays",
          "name": "Over",
          "kind": "integer",
          "unit": "trading days",
          "min": 3,
          "max": 12600,
          "default": 252
        },
        {
          "id": "benchmark",
          "name": "Benchmark",
          "kind": "symbol",
          "default": null
        }
      ]
    },
    "moving-average": {
      "name": "Price over moving average",
      "unit": "ratio",
      "parameters": [
        {
          "id": "windowDays",
          "name": "Average over",
          "kind": "integer",
          "unit": "trading days",
          "min": 2,
          "max": 12600,
          "default": 200
        }
      ]
    }
  }
} as const;

export const METRIC_CATALOGUE = {
  "ids": [
    "totalReturn",
    "annualReturn",
    "annualVolatility",
    "sharpe",
    "sortino",
    "calmar",
    "omega",
    "maxDrawdown",
    "downsideRisk",
    "tailRatio",
    "valueAtRisk",
    "conditionalValueAtRisk",
    "skew",
    "kurtosis",
    "alpha",
    "beta",
    "informationRatio",
    "trackingError",
    "upCapture",
    "downCapture",
    "captureRatio",
    "treynor",
    "maxDrawdownDuration",
    "ulcerIndex",
    "painIndex",
    "martinRatio",
    "painRatio",
    "hitRate",
    "benchmarkHitRate"
  ],
  "entries": {
    "totalReturn": {
      "unit": "decimal",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "annualReturn": {
      "unit": "decimal",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "annualVolatility": {
      "unit": "decimal",
      "higherIsBetter": false,
      "needsBenchmark": false
    },
    "sharpe": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "sortino": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "calmar": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "omega": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "maxDrawdown": {
      "unit": "decimal",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "downsideRisk": {
      "unit": "decimal",
      "higherIsBetter": false,
      "needsBenchmark": false
    },
    "tailRatio": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "valueAtRisk": {
      "unit": "decimal",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "conditionalValueAtRisk": {
      "unit": "decimal",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "skew": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "kurtosis": {
      "unit": "ratio",
      "higherIsBetter": false,
      "needsBenchmark": false
    },
    "alpha": {
      "unit": "decimal",
      "higherIsBetter": true,
      "needsBenchmark": true
    },
    "beta": {
      "unit": "ratio",
      "higherIsBetter": null,
      "needsBenchmark": true
    },
    "informationRatio": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": true
    },
    "trackingError": {
      "unit": "decimal",
      "higherIsBetter": false,
      "needsBenchmark": true
    },
    "upCapture": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": true
    },
    "downCapture": {
      "unit": "ratio",
      "higherIsBetter": false,
      "needsBenchmark": true
    },
    "captureRatio": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": true
    },
    "treynor": {
      "unit": "decimal",
      "higherIsBetter": true,
      "needsBenchmark": true
    },
    "maxDrawdownDuration": {
      "unit": "periods",
      "higherIsBetter": false,
      "needsBenchmark": false
    },
    "ulcerIndex": {
      "unit": "decimal",
      "higherIsBetter": false,
      "needsBenchmark": false
    },
    "painIndex": {
      "unit": "decimal",
      "higherIsBetter": false,
      "needsBenchmark": false
    },
    "martinRatio": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "painRatio": {
      "unit": "ratio",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "hitRate": {
      "unit": "decimal",
      "higherIsBetter": true,
      "needsBenchmark": false
    },
    "benchmarkHitRate": {
      "unit": "decimal",
      "higherIsBetter": true,
      "needsBenchmark": true
    }
  }
} as const;

export const RISK_MODEL_CATALOGUE = {
  "ids": [
    "sample",
    "ledoit-wolf",
    "ledoit-wolf-constant-correlation",
    "ledoit-wolf-single-factor",
    "ledoit-wolf-nonlinear",
    "oas",
    "ewma",
    "semicovariance",
    "gerber",
    "denoised",
    "detoned",
    "statistical-factors",
    "factor-regression",
    "garch",
    "dcc"
  ],
  "entries": {
    "sample": {
      "parameters": []
    },
    "ledoit-wolf": {
      "parameters": []
    },
    "ledoit-wolf-constant-correlation": {
      "parameters": []
    },
    "ledoit-wolf-single-factor": {
      "parameters": []
    },
    "ledoit-wolf-nonlinear": {
      "parameters": []
    },
    "oas": {
      "parameters": []
    },
    "ewma": {
      "parameters": [
        {
          "id": "halfLifePeriods",
          "name": "Half-life",
          "kind": "number",
          "unit": "periods after which a return counts half",
          "min": 1,
          "max": 10000,
          "default": 63
        }
      ]
    },
    "semicovariance": {
      "parameters": [
        {
          "id": "threshold",
          "name": "Threshold",
          "kind": "number",
          "unit": "decimal return a period; what is above it does not count",
          "min": -1,
          "max": 1,
          "default": 0
        }
      ]
    },
    "gerber": {
      "parameters": [
        {
          "id": "threshold",
          "name": "Threshold",
          "kind": "number",
          "unit": "standard deviations; a smaller return counts as none",
          "min": 0.01,
          "max": 1,
          "default": 0.5
        }
      ]
    },
    "denoised": {
      "parameters": []
    },
    "detoned": {
      "parameters": [
        {
          "id": "marketCount",
          "name": "Market components",
          "kind": "integer",
          "unit": "largest eigenvalues taken out",
          "min": 1,
          "max": 20,
          "default": 1
        }
      ]
    },
    "statistical-factors": {
      "parameters": [
        {
          "id": "factorCount",
          "name": "Factors",
          "kind": "integer",
          "unit": "principal components kept",
          "min": 1,
          "max": 200,
          "default": 3
        }
      ]
    },
    "factor-regression": {
      "parameters": []
    },
    "garch": {
      "parameters": [
        {
          "id": "horizonPeriods",
          "name": "Horizon",
          "kind": "integer",
          "unit": "coming periods whose mean risk is wanted; 1 is the next one alone",
          "min": 1,
          "max": 10000,
          "default": 21
        }
      ]
    },
    "dcc": {
      "parameters": [
        {
          "id": "horizonPeriods",
          "name": "Horizon",
          "kind": "integer",
          "unit": "coming periods whose mean risk is wanted; 1 is the next one alone",
          "min": 1,
          "max": 10000,
          "default": 21
        }
      ]
    }
  }
} as const;

export const RISK_MEASURE_CATALOGUE = {
  "ids": [
    "cvar",
    "worst-case",
    "mad",
    "average-drawdown",
    "max-drawdown",
    "cdar",
    "semideviation",
    "semivariance",
    "downside-deviation",
    "evar",
    "edar",
    "ulcer"
  ],
  "entries": {
    "cvar": {
      "name": "conditional value at risk",
      "hasConfidence": true
    },
    "worst-case": {
      "name": "worst case",
      "hasConfidence": false
    },
    "mad": {
      "name": "mean absolute deviation",
      "hasConfidence": false
    },
    "average-drawdown": {
      "name": "average drawdown",
      "hasConfidence": false
    },
    "max-drawdown": {
      "name": "maximum drawdown",
      "hasConfidence": false
    },
    "cdar": {
      "name": "conditional drawdown at risk",
      "hasConfidence": true
    },
    "semideviation": {
      "name": "semideviation below the mean",
      "hasConfidence": false
    },
    "semivariance": {
      "name": "semivariance below the mean",
      "hasConfidence": false
    },
    "downside-deviation": {
      "name": "deviation below zero",
      "hasConfidence": false
    },
    "evar": {
      "name": "entropic value at risk",
      "hasConfidence": true
    },
    "edar": {
      "name": "entropic drawdown at risk",
      "hasConfidence": true
    },
    "ulcer": {
      "name": "ulcer index",
      "hasConfidence": false
    }
  }
} as const;

export const GAP_METHOD_CATALOGUE = {
  "ids": [
    "complete-rows",
    "pairwise",
    "since-listing"
  ],
  "entries": {
    "complete-rows": {
      "isModelIgnored": false
    },
    "pairwise": {
      "isModelIgnored": true
    },
    "since-listing": {
      "isModelIgnored": false
    }
  }
} as const;

export const RETURN_MODEL_CATALOGUE = {
  "ids": [
    "equilibrium",
    "james-stein",
    "bayes-stein",
    "historical-mean",
    "geometric-mean",
    "ewma-mean",
    "capm"
  ],
  "entries": {
    "equilibrium": {
      "parameters": []
    },
    "james-stein": {
      "parameters": []
    },
    "bayes-stein": {
      "parameters": []
    },
    "historical-mean": {
      "parameters": []
    },
    "geometric-mean": {
      "parameters": []
    },
    "ewma-mean": {
      "parameters": [
        {
          "id": "halfLifePeriods",
          "name": "Half-life",
          "kind": "number",
          "unit": "periods after which a return counts half",
          "min": 1,
          "max": 10000,
          "default": 252
        }
      ]
    },
    "capm": {
      "parameters": []
    }
  }
} as const;

export const OBJECTIVE_CATALOGUE = {
  "ids": [
    "min-risk",
    "max-utility",
    "max-return",
    "max-ratio",
    "max-diversification",
    "risk-budget",
    "min-tracking-error",
    "robust-box",
    "robust-ellipsoid",
    "worst-case-utility",
    "max-growth",
    "wasserstein-cvar"
  ],
  "entries": {
    "min-risk": {},
    "max-utility": {},
    "max-return": {},
    "max-ratio": {},
    "max-diversification": {},
    "risk-budget": {},
    "min-tracking-error": {},
    "robust-box": {},
    "robust-ellipsoid": {},
    "worst-case-utility": {},
    "max-growth": {},
    "wasserstein-cvar": {}
  }
} as const;

export const CONSTRUCTION_CATALOGUE = {
  "ids": [
    "equal-weight",
    "inverse-volatility",
    "hrp",
    "herc",
    "nco",
    "schur",
    "regression-weighted",
    "signal-weighted",
    "sector-rotation",
    "factor-tilt",
    "resampled",
    "hedge-ratio",
    "pairs",
    "volatility-target"
  ],
  "entries": {
    "equal-weight": {},
    "inverse-volatility": {},
    "hrp": {},
    "herc": {},
    "nco": {},
    "schur": {},
    "regression-weighted": {},
    "signal-weighted": {},
    "sector-rotation": {},
    "factor-tilt": {},
    "resampled": {},
    "hedge-ratio": {},
    "pairs": {},
    "volatility-target": {}
  }
} as const;

export const RISK_LEVEL_CATALOGUE = {
  "ids": [
    "conservative",
    "balanced",
    "aggressive"
  ],
  "entries": {
    "conservative": {
      "scoreMin": 0,
      "annualVolatilityMax": 0.05,
      "cashWeight": 0.15,
      "weightMax": 0.4,
      "classLimits": [
        {
          "assetClass": "equity",
          "min": 0,
          "max": 0.35
        },
        {
          "assetClass": "bond",
          "min": 0,
          "max": 0.8
        },
        {
          "assetClass": "commodity",
          "min": 0,
          "max": 0.15
        },
        {
          "assetClass": "currency",
          "min": 0,
          "max": 0.2
        },
        {
          "assetClass": "crypto",
          "min": 0,
          "max": 0
        }
      ]
    },
    "balanced": {
      "scoreMin": 40,
      "annualVolatilityMax": 0.09,
      "cashWeight": 0.05,
      "weightMax": 0.35,
      "classLimits": [
        {
          "assetClass": "equity",
          "min": 0.2,
          "max": 0.65
        },
        {
          "assetClass": "bond",
          "min": 0,
          "max": 0.65
        },
        {
          "assetClass": "commodity",
          "min": 0,
          "max": 0.15
        },
        {
          "assetClass": "currency",
          "min": 0,
          "max": 0.15
        },
        {
          "assetClass": "crypto",
          "min": 0,
          "max": 0.02
        }
      ]
    },
    "aggressive": {
      "scoreMin": 70,
      "annualVolatilityMax": 0.14,
      "cashWeight": 0.02,
      "weightMax": 0.35,
      "classLimits": [
        {
          "assetClass": "equity",
          "min": 0.4,
          "max": 0.9
        },
        {
          "assetClass": "bond",
          "min": 0,
          "max": 0.4
        },
        {
          "assetClass": "commodity",
          "min": 0,
          "max": 0.15
        },
        {
          "assetClass": "currency",
          "min": 0,
          "max": 0.1
        },
        {
          "assetClass": "crypto",
          "min": 0,
          "max": 0.05
        }
      ]
    }
  }
} as const;

export const AIM_CATALOGUE = {
  "ids": [
    "most-return",
    "least-risk",
    "target-return",
    "keep-capital",
    "amount-by-date"
  ],
  "entries": {
    "most-return": {},
    "least-risk": {},
    "target-return": {},
    "keep-capital": {},
    "amount-by-date": {}
  }
} as const;

export const QUESTION_CATALOGUE = {
  "ids": [
    "purpose",
    "horizon",
    "income",
    "reserves",
    "obligations",
    "preference",
    "loss-reaction",
    "experience",
    "knowledge",
    "amount",
    "monthly-contribution",
    "tax-bracket",
    "exclusions"
  ],
  "entries": {
    "purpose": {
      "kind": "choice",
      "isRequired": true,
      "options": [
        "retirement",
        "wealth",
        "home",
        "education",
        "income",
        "rainy-day"
      ]
    },
    "horizon": {
      "kind": "choice",
      "isRequired": true,
      "options": [
        "under-1-year",
        "1-to-3-years",
        "3-to-5-years",
        "5-to-10-years",
        "over-10-years"
      ]
    },
    "income": {
      "kind": "choice",
      "isRequired": true,
      "options": [
        "below-spending",
        "varies",
        "steady",
        "secure"
      ]
    },
    "reserves": {
      "kind": "choice",
      "isRequired": true,
      "options": [
        "none",
        "under-3-months",
        "3-to-6-months",
        "over-6-months"
      ]
    },
    "obligations": {
      "kind": "multi",
      "isRequired": true,
      "options": [
        "none",
        "mortgage",
        "cheap-loan",
        "payment-within-3-years",
        "expensive-debt"
      ]
    },
    "preference": {
      "kind": "choice",
      "isRequired": true,
      "options": [
        "narrow",
        "moderate",
        "wide",
        "widest"
      ]
    },
    "loss-reaction": {
      "kind": "choice",
      "isRequired": true,
      "options": [
        "sell-early",
        "sell-some",
        "hold",
        "buy-more"
      ]
    },
    "experience": {
      "kind": "choice",
      "isRequired": true,
      "options": [
        "none",
        "some",
        "experienced",
        "expert"
      ]
    },
    "knowledge": {
      "kind": "choice",
      "isRequired": true,
      "options": [
        "rise",
        "fall",
        "same",
        "unsure"
      ]
    },
    "amount": {
      "kind": "amount",
      "isRequired": true,
      "min": 1,
      "max": 1000000000
    },
    "monthly-contribution": {
      "kind": "amount",
      "isRequired": true,
      "min": 0,
      "max": 1000000000
    },
    "tax-bracket": {
      "kind": "choice",
      "isRequired": true,
      "options": [
        "no-tax",
        "up-to-12",
        "22-to-24",
        "32-and-over",
        "unsure"
      ]
    },
    "exclusions": {
      "kind": "multi",
      "isRequired": false,
      "options": [
        "equity",
        "bond",
        "commodity",
        "currency",
        "crypto"
      ]
    }
  }
} as const;

export const STRATEGY_CATALOGUE = {
  "ids": [
    "mean-variance",
    "min-variance",
    "risk-parity",
    "equal-weight",
    "sixty-forty",
    "inverse-volatility",
    "hrp",
    "herc",
    "nco",
    "schur",
    "resampled",
    "momentum",
    "low-volatility",
    "volatility-targeting",
    "benchmark-tracking"
  ],
  "entries": {
    "mean-variance": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "min-variance": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "risk-parity": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "equal-weight": {
      "lookbackDaysMin": 1,
      "keepsPolicyLimits": false
    },
    "sixty-forty": {
      "lookbackDaysMin": 1,
      "keepsPolicyLimits": false
    },
    "inverse-volatility": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "hrp": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "herc": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "nco": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "schur": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "resampled": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "momentum": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "low-volatility": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "volatility-targeting": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    },
    "benchmark-tracking": {
      "lookbackDaysMin": 64,
      "keepsPolicyLimits": true
    }
  }
} as const;

export const FACTOR_CATALOGUE = {
  "ids": [
    "yield-level",
    "yield-short",
    "yield-long",
    "credit-spread",
    "dollar",
    "oil",
    "gold"
  ],
  "entries": {
    "yield-level": {
      "name": "interest rates",
      "unit": "yield"
    },
    "yield-short": {
      "name": "short-term interest rates",
      "unit": "yield"
    },
    "yield-long": {
      "name": "long-term interest rates",
      "unit": "yield"
    },
    "credit-spread": {
      "name": "credit spreads",
      "unit": "yield"
    },
    "dollar": {
      "name": "the US dollar",
      "unit": "return"
    },
    "oil": {
      "name": "the price of oil",
      "unit": "return"
    },
    "gold": {
      "name": "the price of gold",
      "unit": "return"
    }
  }
} as const;

export const SCENARIO_CATALOGUE = {
  "ids": [
    "dot-com",
    "crisis-2008",
    "summer-2011",
    "late-2018",
    "covid-2020",
    "rates-2022",
    "equities-down-30",
    "rates-up-1",
    "yields-up-2",
    "yields-down-1",
    "curve-steeper",
    "curve-flatter",
    "credit-wider",
    "dollar-up-10",
    "oil-up-50",
    "gold-down-20",
    "inflation-shock",
    "volatility-doubled",
    "correlations-one",
    "liquidity-freeze"
  ],
  "entries": {
    "dot-com": {
      "name": "Dot-com bust 2000 to 2002",
      "kind": "history"
    },
    "crisis-2008": {
      "name": "Financial crisis 2007 to 2009",
      "kind": "history"
    },
    "summer-2011": {
      "name": "Debt crisis of 2011",
      "kind": "history"
    },
    "late-2018": {
      "name": "Sell-off of late 2018",
      "kind": "history"
    },
    "covid-2020": {
      "name": "Pandemic crash 2020",
      "kind": "history"
    },
    "rates-2022": {
      "name": "Inflation and rate shock 2022",
      "kind": "history"
    },
    "equities-down-30": {
      "name": "Stocks -30 %",
      "kind": "shock"
    },
    "rates-up-1": {
      "name": "Interest rates +1 %",
      "kind": "shock"
    },
    "yields-up-2": {
      "name": "Interest rates +2 points, the rest follows",
      "kind": "shock"
    },
    "yields-down-1": {
      "name": "Interest rates -1 point, the rest follows",
      "kind": "shock"
    },
    "curve-steeper": {
      "name": "Long-term rates +1 point, short-term unchanged",
      "kind": "shock"
    },
    "curve-flatter": {
      "name": "Short-term rates +1 point, long-term unchanged",
      "kind": "shock"
    },
    "credit-wider": {
      "name": "Credit spreads +2 points",
      "kind": "shock"
    },
    "dollar-up-10": {
      "name": "US dollar +10 %",
      "kind": "shock"
    },
    "oil-up-50": {
      "name": "Oil +50 %",
      "kind": "shock"
    },
    "gold-down-20": {
      "name": "Gold -20 %",
      "kind": "shock"
    },
    "inflation-shock": {
      "name": "Inflation shock: rates +1.5 points, commodities +25 %, stocks -15 %",
      "kind": "shock"
    },
    "volatility-doubled": {
      "name": "Volatility doubled, a bad year",
      "kind": "risk"
    },
    "correlations-one": {
      "name": "Everything falls together, a bad year",
      "kind": "risk"
    },
    "liquidity-freeze": {
      "name": "Nobody is buying: the cost to get out",
      "kind": "shock"
    }
  }
} as const;

export const ENGINE_CATALOGUE = {
  "ids": [
    "block-bootstrap",
    "student-t",
    "regime-switching",
    "lognormal"
  ],
  "entries": {
    "block-bootstrap": {
      "name": "Past months redrawn (block bootstrap)"
    },
    "student-t": {
      "name": "Fat tails (multivariate t)"
    },
    "regime-switching": {
      "name": "Calm and storm (regime switching)"
    },
    "lognormal": {
      "name": "Log-normal (textbook)"
    }
  }
} as const;

export const WITHDRAWAL_RULE_CATALOGUE = {
  "ids": [
    "fixed-real",
    "fixed-percent",
    "guardrails",
    "floor-ceiling"
  ],
  "entries": {
    "fixed-real": {
      "name": "The same buying power each year"
    },
    "fixed-percent": {
      "name": "The same share of the money each year"
    },
    "guardrails": {
      "name": "Guardrails (Guyton and Klinger)"
    },
    "floor-ceiling": {
      "name": "A share with floor and ceiling (Vanguard)"
    }
  }
} as const;

export const COST_PRESET_CATALOGUE = {
  "ids": [
    "zero-commission",
    "ten-basis-points",
    "ticket",
    "per-share-fixed",
    "per-share-tiered",
    "large-orders"
  ],
  "entries": {
    "zero-commission": {
      "name": "No commission",
      "costs": {
        "commissionBasisPoints": 0
      }
    },
    "ten-basis-points": {
      "name": "Ten basis points of each order",
      "costs": {
        "commissionBasisPoints": 10
      }
    },
    "ticket": {
      "name": "Five dollars an order",
      "costs": {
        "commissionBasisPoints": 0,
        "commissionPerOrder": 5
      }
    },
    "per-share-fixed": {
      "name": "Half a cent a share, at least one dollar, at most one per cent",
      "costs": {
        "commissionBasisPoints": 0,
        "commissionPerShare": 0.005,
        "commissionMin": 1,
        "commissionBasisPointsMax": 100
      }
    },
    "per-share-tiered": {
      "name": "A third of a cent a share, at least 35 cents, at most one per cent",
      "costs": {
        "commissionBasisPoints": 0,
        "commissionPerShare": 0.0035,
        "commissionMin": 0.35,
        "commissionBasisPointsMax": 100
      }
    },
    "large-orders": {
      "name": "One basis point, slippage of two, and market impact",
      "costs": {
        "commissionBasisPoints": 1,
        "slippageBasisPoints": 2,
        "impact": {
          "model": "three-halves",
          "coefficient": 1
        }
      }
    }
  }
} as const;

export const IMPACT_MODEL_CATALOGUE = {
  "ids": [
    "square-root",
    "three-halves",
    "three-fifths"
  ],
  "entries": {
    "square-root": {
      "name": "Square root of the order"
    },
    "three-halves": {
      "name": "Three-halves power of the order"
    },
    "three-fifths": {
      "name": "Three-fifths power of the order"
    }
  }
} as const;

export const LOT_METHOD_CATALOGUE = {
  "ids": [
    "fifo",
    "lifo",
    "highest-cost",
    "least-tax"
  ],
  "entries": {
    "fifo": {},
    "lifo": {},
    "highest-cost": {},
    "least-tax": {}
  }
} as const;
