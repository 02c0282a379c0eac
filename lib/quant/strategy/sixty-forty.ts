import { decided, equalWeights, pricedColumns } from './shared';
import type { Strategy } from './types';

const EQUITY_WEIGHT = 0.6;

/** 60 % stocks, 40 % bonds, equal inside each: the mix that most plans are measured against. */
export const sixtyForty: Strategy = {
  id: 'sixty-forty',
  keepsPolicyLimits: false,
  lookbackDaysMin: 1,
  decide: ({ view }) => {
    const equity = pricedColumns(view, 'equity');
    const bond = pricedColumns(view, 'bond');
    if (equity.length === 0 || bond.length === 0) {
      const missing = { equity: equity.length === 0, bond: bond.length === 0 };
      return { status: 'missing-class', assetClasses: (['equity', 'bond'] as const).filter((id) => missing[id]) };
    }
    const n = view.instruments.length;
    const bondWeights = equalWeights(n, bond, 1 - EQUITY_WEIGHT);
    const weights = equalWeights(n, equity, EQUITY_WEIGHT).map((weight, i) => weight + bondWeights[i]!);
    const priced = new Set([...equity, ...bond]);
    const leftOut = view.instruments.flatMap(({ symbol, assetClass }, i) =>
      (assetClass === 'equity' || assetClass === 'bond') && !priced.has(i) ? [symbol] : [],
    );
    return decided({ weights, leftOut });
  },
};
