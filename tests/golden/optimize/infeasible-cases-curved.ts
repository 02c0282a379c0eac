import {
  assetClass,
  BENCHMARK,
  all,
  bounds,
  cash,
  exclude,
  keep,
  sector,
  tracking,
  turnover,
  type InfeasibleCase,
} from './infeasible-market';

/** The same for risk, trades, exposures, a benchmark and how many instruments are held. */
export const CURVED_CASES: readonly InfeasibleCase[] = [
  // Volatility
  {
    title: 'less volatility than cash has',
    volatilityMax: 0.003,
    limits: [],
    conflict: ['budget', 'volatility limit'],
  },
  {
    title: 'a volatility of 4 % without cash',
    volatilityMax: 0.04,
    limits: [exclude('CASH')],
    conflict: ['budget', 'volatility limit', 'CASH excluded'],
  },
  {
    title: 'a return of 6 % with a volatility of 5 %',
    returnMin: 0.06,
    volatilityMax: 0.05,
    limits: [],
    conflict: ['budget', 'target return', 'volatility limit'],
  },
  {
    title: '80 % of equity with a volatility of 10 %',
    volatilityMax: 0.1,
    limits: [assetClass('equity', 0.8)],
    conflict: ['class equity min', 'volatility limit'],
  },
  {
    title: 'a holding that is not sold and is too volatile by itself',
    volatilityMax: 0.04,
    limits: [keep('ACME')],
    conflict: ['ACME no-trade', 'volatility limit'],
  },
  // Turnover, trades, liquidity, no-trade
  {
    title: 'ACME from 20 % to 50 %, moving a tenth',
    limits: [turnover(0.1), bounds(['ACME'], 0.5)],
    conflict: ['turnover', 'ACME min'],
    gives: ['turnover', 0.2],
  },
  {
    title: 'ACME from 20 % to 50 %, moving a fifth',
    limits: [turnover(0.2), bounds(['ACME'], 0.5)],
    conflict: ['turnover', 'ACME min', 'budget'],
    gives: ['turnover', 0.1],
  },
  {
    title: 'an exclusion of more than may be sold',
    limits: [turnover(0.1), exclude('GILT')],
    conflict: ['turnover', 'GILT excluded'],
    gives: ['turnover', 0.2],
  },
  {
    title: 'equity from 50 % to 10 %, moving 15 %',
    limits: [turnover(0.15), assetClass('equity', 0, 0.1)],
    conflict: ['turnover', 'class equity max'],
  },
  {
    title: 'more bonds than a trade limit lets in',
    limits: [{ kind: 'trade-max', max: 0.03 }, assetClass('bond', 0.4)],
    conflict: ['class bond min', 'GILT trade limit'],
    gives: ['class bond min', 0.07],
  },
  {
    title: 'more of CARE than its market has room for',
    limits: [{ kind: 'liquidity', participation: 0.05 }, bounds(['CARE'], 0.25)],
    conflict: ['CARE min', 'CARE trade limit'],
    loosened: 0.05,
  },
  {
    title: 'an exclusion that the market cannot take in a day',
    limits: [{ kind: 'liquidity', participation: 0.05 }, exclude('BOLT')],
    conflict: ['BOLT trade limit', 'BOLT excluded'],
    loosened: 0.05,
  },
  {
    title: 'a holding that stays, above its maximum',
    limits: [keep('GILT'), bounds(['GILT'], 0, 0.25)],
    conflict: ['GILT no-trade', 'GILT max'],
    loosened: 0.05,
  },
  {
    title: 'a holding that stays and is excluded',
    limits: [keep('CARE'), { kind: 'exclusion', symbols: ['CARE'], reason: 'faith' }],
    conflict: ['CARE no-trade', 'CARE excluded (faith)'],
    loosened: 0.15,
  },
  {
    title: 'twice the cash without any trade',
    limits: [turnover(0), cash(0.2)],
    conflict: ['turnover', 'cash floor min'],
    gives: ['cash floor min', 0.1],
  },
  // Gross, short, long
  {
    title: 'fully invested with a gross exposure of 90 %',
    isLongShort: true,
    limits: [{ kind: 'leverage', grossMax: 0.9 }],
    conflict: ['budget', 'gross exposure'],
    gives: ['gross exposure', 0.1],
  },
  {
    title: '20 % short in ACME, gross 120 %',
    isLongShort: true,
    limits: [{ kind: 'leverage', grossMax: 1.2 }, bounds(['ACME'], -1, -0.2)],
    conflict: ['budget', 'gross exposure', 'ACME max'],
    gives: ['gross exposure', 0.2],
  },
  {
    title: '20 % short in ACME, 10 % short in all',
    isLongShort: true,
    limits: [{ kind: 'leverage', shortMax: 0.1 }, bounds(['ACME'], -1, -0.2)],
    conflict: ['short exposure', 'ACME max'],
    gives: ['short exposure', 0.1],
  },
  {
    title: '10 % short in BOLT, longs of 100 %, fully invested',
    isLongShort: true,
    limits: [{ kind: 'leverage', longMax: 1 }, bounds(['BOLT'], -1, -0.1)],
    conflict: ['budget', 'long exposure', 'BOLT max'],
    gives: ['long exposure', 0.1],
  },
  {
    title: '130 % of equity, paid for by 10 % of shorts',
    isLongShort: true,
    limits: [{ kind: 'leverage', shortMax: 0.1 }, assetClass('equity', 1.3)],
    conflict: ['budget', 'short exposure', 'class equity min'],
    loosened: 0.2,
  },
  // Tracking error and active weights
  {
    title: '30 % more of ACME than the benchmark, within 2 % of it',
    limits: [tracking(0.02), bounds(['ACME'], 0.5)],
    conflict: ['tracking error limit', 'ACME min'],
  },
  {
    title: 'no bonds, within 1 % of a benchmark that has them',
    limits: [tracking(0.01), exclude('GILT')],
    conflict: ['tracking error limit', 'GILT excluded'],
  },
  {
    title: 'a return of 8 % within 2 % of a benchmark that has 5.45 %',
    returnMin: 0.08,
    limits: [tracking(0.02)],
    conflict: ['budget', 'target return', 'tracking error limit'],
  },
  {
    title: 'a volatility of 5 % within 1 % of a benchmark that has 10 %',
    volatilityMax: 0.05,
    limits: [tracking(0.01)],
    conflict: ['volatility limit', 'tracking error limit'],
  },
  {
    title: 'more tech than active weights of 2 % allow',
    limits: [{ kind: 'active-weight', benchmarkWeights: BENCHMARK, max: 0.02 }, sector('tech', 0.25)],
    conflict: ['ACME active weight max', 'sector tech min'],
    gives: ['sector tech min', 0.03],
  },
  // How many are held, and how much of each
  {
    title: 'three instruments of at most 30 %',
    limits: [{ kind: 'holdings', countMax: 3 }, bounds(undefined, 0, 0.3)],
    conflict: ['number of instruments', 'budget', ...all('max')],
    gives: ['number of instruments', 1],
  },
  {
    title: 'four groups in three instruments',
    limits: [
      { kind: 'holdings', countMax: 3 },
      assetClass('bond', 0.1),
      assetClass('commodity', 0.1),
      cash(0.1),
      sector('tech', 0.1),
    ],
    conflict: ['number of instruments', 'class bond min', 'class commodity min', 'cash floor min', 'sector tech min'],
    gives: ['number of instruments', 1],
  },
  {
    title: 'a sector that is needed, in positions larger than its instrument may be',
    limits: [{ kind: 'holdings', weightMinIfHeld: 0.4 }, sector('tech', 0.1), bounds(['ACME'], 0, 0.3)],
    conflict: ['minimum position', 'sector tech min', 'ACME max'],
  },
  {
    title: 'positions of at least 30 %, of which none may be above 25 %',
    limits: [{ kind: 'holdings', weightMinIfHeld: 0.3 }, bounds(undefined, 0, 0.25)],
    conflict: ['minimum position', 'budget', ...all('max')],
  },
  {
    title: 'a position that can be neither sold nor kept large enough',
    limits: [{ kind: 'holdings', weightMinIfHeld: 0.1 }, { kind: 'trade-max', max: 0.1 }, bounds(['BOLT'], 0, 0.08)],
    conflict: ['minimum position', 'BOLT trade limit', 'BOLT max'],
  },
];
