import { COST_PRESET_CATALOGUE } from './catalogue.generated';
import type { BacktestSettings } from './contracts/backtest';
import type { RebalanceRuleInput } from './contracts/trading-rules';
import { formatPercent } from './format/percent';
import { formatCount } from './format/quantity';

type Rules = Pick<
  BacktestSettings,
  'calendar' | 'commissionBasisPoints' | 'rebalance' | 'costs' | 'execution' | 'taxes'
>;

const OFTEN = {
  daily: 'every day',
  weekly: 'every week',
  monthly: 'every month',
  quarterly: 'every quarter',
  'semi-annual': 'every half-year',
  annual: 'every year',
  never: 'never',
} as const;

function ruleWords(rule: RebalanceRuleInput): string {
  if (typeof rule === 'string') return OFTEN[rule];
  switch (rule.kind) {
    case 'calendar':
      return OFTEN[rule.every];
    case 'bands':
      return `whenever ${bandWords(rule.bands)}`;
    case 'calendar-bands':
      return `${OFTEN[rule.every]}, where ${bandWords(rule.bands)}`;
    case 'volatility-target':
      return `to hold a volatility of ${formatPercent(rule.annualVolatility)}`;
    case 'signal-change':
      return `when the wanted mix had moved by ${formatPercent(rule.weightsMoved)}`;
    case 'cash-flow-first':
      return `with new money first, and by sales where ${bandWords(rule.bands)}`;
  }
}

type Bands = Extract<RebalanceRuleInput, { kind: 'bands' }>['bands'];

function bandWords(bands: Bands): string {
  switch (bands.kind) {
    case 'absolute':
      return `a holding was ${formatPercent(bands.points, { decimals: 0 })} of the portfolio off its target`;
    case 'relative':
      return `a holding was off its target by ${formatPercent(bands.share, { decimals: 0 })} of it`;
    case 'five-twenty-five':
      return 'a holding was 5% of the portfolio, or a quarter of a small target, off';
  }
}

function costWords({ costs, commissionBasisPoints }: Rules): string {
  if (costs?.preset !== undefined) {
    const { name } = COST_PRESET_CATALOGUE.entries[costs.preset];
    return `half the buying and selling gap and a commission (${name.toLowerCase()})`;
  }
  const commission = costs?.commissionBasisPoints ?? commissionBasisPoints;
  return `half the buying and selling gap and a commission of ${formatCount(commission, 'basis point')}`;
}

const TAXES = {
  none: 'Taxes were left out.',
  flat: 'Each year’s realised gains were taxed at one rate.',
  'us-federal-2024': 'Each year’s realised gains were taxed by United States federal rules of 2024.',
} as const;

/** How a test traded, in two or three sentences; `decided` says whose decisions they were. */
export function tradingWords(rules: Rules, decided: string): string {
  const moment = rules.execution?.at === 'open' ? 'opening prices of a later day' : 'closing prices of a later day';
  const when = rules.rebalance === undefined ? OFTEN[rules.calendar] : ruleWords(rules.rebalance);
  return `${decided} from earlier prices only, then traded at the ${moment} with ${costWords(rules)}. It traded ${when}. ${TAXES[rules.taxes?.preset ?? 'none']}`;
}
