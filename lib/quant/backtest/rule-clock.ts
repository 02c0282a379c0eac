import { standardDeviation } from '../math/statistics';
import { rowsPerYear } from '../strategy/rows-per-year';
import type { StrategyOutcome } from '../strategy/types';
import { startsPeriod } from '../trading/rules/periods';
import { askRule } from '../trading/rules/rules';
import type { RebalanceRuleSpec, RuleState, RuleVerdict } from '../trading/rules/types';
import type { Account } from './account';
import type { Paths } from './paths';
import type { BacktestRequest } from './types';

export const ruleSpecOf = (rule: BacktestRequest['rebalance']): RebalanceRuleSpec =>
  typeof rule === 'string' ? { kind: 'calendar', every: rule } : rule;

/** Whether a rule may speak on every row: a decision that waits for prices is then not put off by the next one. */
export const speaksDaily = (spec: RebalanceRuleSpec): boolean =>
  spec.kind === 'calendar-bands' ||
  spec.kind === 'cash-flow-first' ||
  ('every' in spec ? spec.every === 'daily' : spec.check === 'daily');

/** Most closes are no date of a calendar: nothing has to be known about them to see that. */
export function maySpeak(spec: RebalanceRuleSpec, days: Int32Array, row: number): boolean {
  switch (spec.kind) {
    case 'calendar':
      return startsPeriod(days[row]!, days[row - 1]!, spec.every);
    case 'bands':
    case 'volatility-target':
    case 'signal-change':
      return startsPeriod(days[row]!, days[row - 1]!, spec.check);
    case 'calendar-bands':
    case 'cash-flow-first':
      return true;
  }
}

/** A year of rows tells whether their calendar ever closes, however long the replay has gone on. */
const CALENDAR_ROWS = 365;

interface AskedClose {
  readonly request: BacktestRequest;
  readonly paths: Paths;
  readonly account: Account;
  readonly row: number;
  readonly firstRow: number;
  /** Length n, what the strategy wanted last. */
  readonly targetWeights: Float64Array;
  readonly lastTradeDay: number;
  readonly askStrategy: () => StrategyOutcome;
}

export interface RuleAnswer {
  readonly verdict: RuleVerdict;
  /** Present when the rule had to ask the strategy for it. */
  readonly decision?: StrategyOutcome;
}

/** Asks a rule after the close of a row, with what that close knows. */
export function askAtClose(spec: RebalanceRuleSpec, asked: AskedClose): RuleAnswer {
  let decision: StrategyOutcome | undefined;
  const wantedNow = (): Float64Array | undefined => {
    decision = asked.askStrategy();
    return decision.status === 'decided' ? decision.weights : undefined;
  };
  const verdict = askRule(spec, stateAt(asked, wantedNow));
  return decision === undefined ? { verdict } : { verdict, decision };
}

function stateAt(asked: AskedClose, wantedNow: RuleState['wantedNow']): RuleState {
  const { request, paths, account, row, firstRow, targetWeights, lastTradeDay } = asked;
  const { days, instruments } = request.panel;
  const n = instruments.length;
  const index = row - firstRow;
  const value = paths.value[index]!;
  const perValue = value > 0 ? 1 / value : 0;
  return {
    // Most closes ask no more than the date.
    get symbols() {
      return instruments.map(({ symbol }) => symbol);
    },
    day: days[row]!,
    previousDay: days[row - 1]!,
    lastTradeDay,
    get weights() {
      return paths.positionValues.slice(index * n, (index + 1) * n).map((held) => held * perValue);
    },
    targetWeights,
    cashWeight: (account.cash - account.owed) * perValue,
    orderWeightMin: request.policy.rebalance.orderValueMin * perValue,
    annualVolatility: (lookbackDays) => {
      if (index < lookbackDays || lookbackDays < 2) return undefined;
      const returns = Float64Array.from({ length: lookbackDays }, (_, back) => returnAt(paths, index - back));
      const seen = days.subarray(Math.max(firstRow, row - CALENDAR_ROWS), row + 1);
      return standardDeviation(returns) * Math.sqrt(rowsPerYear(seen));
    },
    wantedNow,
  };
}

/** Of one row, with the money that came or went on it taken out. */
const returnAt = ({ value, flows }: Paths, index: number): number =>
  (value[index]! - flows[index]!) / value[index - 1]! - 1;
