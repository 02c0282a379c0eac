import type { AssetClass } from '../market/instrument';
import type { ClassLimit, RiskLevelId } from './types';

/** One step of the ladder from careful to bold. Fractions are of the whole portfolio, cash included. */
interface RiskLevel {
  readonly id: RiskLevelId;
  /** Lowest questionnaire score (0 to 100) that reaches this level. */
  readonly scoreMin: number;
  /** The most the portfolio's value may swing: one standard deviation of a year's return. */
  readonly annualVolatilityMax: number;
  readonly cashWeight: number;
  readonly weightMax: number;
  readonly classLimits: readonly ClassLimit[];
}

const limit = (assetClass: AssetClass, min: number, max: number): ClassLimit => ({ assetClass, min, max });

/**
 * Volatility 5 / 9 / 14 %: about 30, 55 and 85 % of the long-run volatility of US stocks (16 to 17 %).
 *
 * Cash. Conservative 15 %: with 10 % the least risky mix of the ten core funds exceeded the 5 % limit on two of 172
 * dates a month apart from 2010 to 2024 (5.06 % in March 2023, from three years of daily returns); with 15 % the worst
 * is 4.5 %.
 * Balanced 5 %: pays a year of ordinary withdrawals without a sale. Aggressive 2 %: costs and rounding only; idle cash
 * is the dearest holding of a long-term investor.
 *
 * Largest single holding. 40 % where two bond funds must carry most of the money, 35 % elsewhere.
 *
 * Classes. Stocks are capped below what the volatility limit alone would let in during calm years. Balanced and
 * aggressive keep a floor of stocks, so that the least-risk plan of a bold investor still grows. Commodities and
 * currencies earn no income and stay small; crypto is so volatile that 2 % of it adds as much risk as 8 % of stocks.
 *
 * In quiet years (2015 to 2019) the stock limit binds before the 14 % does: the limit is a ceiling, not a promise.
 */
export const RISK_LEVELS = {
  conservative: {
    id: 'conservative',
    scoreMin: 0,
    annualVolatilityMax: 0.05,
    cashWeight: 0.15,
    weightMax: 0.4,
    classLimits: [
      limit('equity', 0, 0.35),
      limit('bond', 0, 0.8),
      limit('commodity', 0, 0.15),
      limit('currency', 0, 0.2),
      limit('crypto', 0, 0),
    ],
  },
  balanced: {
    id: 'balanced',
    scoreMin: 40,
    annualVolatilityMax: 0.09,
    cashWeight: 0.05,
    weightMax: 0.35,
    classLimits: [
      limit('equity', 0.2, 0.65),
      limit('bond', 0, 0.65),
      limit('commodity', 0, 0.15),
      limit('currency', 0, 0.15),
      limit('crypto', 0, 0.02),
    ],
  },
  aggressive: {
    id: 'aggressive',
    scoreMin: 70,
    annualVolatilityMax: 0.14,
    cashWeight: 0.02,
    weightMax: 0.35,
    classLimits: [
      limit('equity', 0.4, 0.9),
      limit('bond', 0, 0.4),
      limit('commodity', 0, 0.15),
      limit('currency', 0, 0.1),
      limit('crypto', 0, 0.05),
    ],
  },
} as const satisfies Record<RiskLevelId, RiskLevel>;
