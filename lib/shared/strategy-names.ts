import type { ComparisonLineRef, StrategyName } from './contracts/comparison';

export interface StrategyWords {
  readonly name: string;
  /** What it does, in one plain sentence. */
  readonly rule: string;
}

/** A new strategy brings its words: the compiler asks for them. */
export const STRATEGY_NAMES: Readonly<Record<StrategyName, StrategyWords>> = {
  'mean-variance': { name: 'Your plan’s method', rule: 'The most expected return for its risk, within your limits.' },
  'min-variance': { name: 'Least volatility', rule: 'The calmest mix of the risky holdings; it needs no forecast.' },
  'risk-parity': { name: 'Equal risk', rule: 'Every risky holding carries the same share of the risk.' },
  'equal-weight': { name: 'Equal weight', rule: 'The same amount in every instrument, cash included.' },
  'sixty-forty': { name: '60/40', rule: '60% stocks and 40% bonds, equal inside each.' },
  'inverse-volatility': {
    name: 'Inverse volatility',
    rule: 'The calmer a holding, the more of it; correlations are ignored.',
  },
  hrp: {
    name: 'Hierarchical risk parity',
    rule: 'Sorts holdings into a family tree and splits risk branch by branch.',
  },
  herc: {
    name: 'Equal risk by cluster',
    rule: 'Groups that move alike share the risk equally, then their members do.',
  },
  nco: { name: 'Nested clusters', rule: 'Least volatility inside each group of alike holdings, then across them.' },
  schur: { name: 'Between tree and optimum', rule: 'Half way from the family tree to the least volatile mix.' },
  resampled: { name: 'Resampled', rule: 'Least volatility, averaged over histories that could have been.' },
  momentum: { name: 'Momentum', rule: 'In each class all of its money goes to what rose most over the past year.' },
  'low-volatility': { name: 'Lean to calm', rule: 'Equal weights, leaned towards the calmer holdings.' },
  'volatility-targeting': {
    name: 'Steady volatility',
    rule: 'The plain mix of your risk level, with more cash after a stormy month.',
  },
  'benchmark-tracking': {
    name: 'Near the plain mix',
    rule: 'As near to the plain mix of your risk level as its limits allow.',
  },
};

export function lineName(ref: ComparisonLineRef): string {
  switch (ref.kind) {
    case 'strategy':
      return STRATEGY_NAMES[ref.strategy].name;
    case 'plan-held':
      return 'Your plan, bought and held';
    case 'hold':
      return `${ref.symbol}, bought and held`;
  }
}
