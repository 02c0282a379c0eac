import { runBenchmarks } from '../backtest/benchmarks';
import { runBacktest } from '../backtest/run-backtest';
import type { BacktestOutcome, BacktestRequest, RebalanceRule } from '../backtest/types';
import type { Instrument } from '../market/instrument';
import type { Control } from '../trading/types';
import { addYears } from './years';

/** One line of the comparison: what was run, and what came of it. */
export interface EvidenceLine {
  /** `plan`, or the id of the benchmark. */
  readonly id: string;
  readonly rebalance: RebalanceRule;
  readonly outcome: Exclude<BacktestOutcome, { status: 'cancelled' }>;
}

/** All lines on the same days, with the same money and costs. */
export interface Evidence {
  /** Whole days since 1970-01-01, both included. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly money: number;
  readonly rebalance: RebalanceRule;
  readonly lines: readonly EvidenceLine[];
}

export type EvidenceOutcome =
  { readonly status: 'finished'; readonly evidence: Evidence } | { readonly status: 'cancelled' };

/** How far back the evidence goes when the prices do. */
const EVIDENCE_YEARS = 10;
const REBALANCE: RebalanceRule = 'monthly';

/** The id of the strategy under test among the lines. */
export const PLAN_LINE = 'plan';

/** Broad, old and known to every reader: what "the market" means where it is at hand. */
const MARKET_SYMBOLS = ['SPY', 'VTI', 'SIM-USEQ'];

/** The instrument to buy and hold for comparison: the market where it is known, else the first stock fund. */
export function marketSymbol(instruments: readonly Instrument[]): string | undefined {
  const known = MARKET_SYMBOLS.find((symbol) => instruments.some((instrument) => instrument.symbol === symbol));
  return known ?? instruments.find(({ assetClass }) => assetClass === 'equity')?.symbol;
}

type EvidenceInput = Pick<BacktestRequest, 'panel' | 'policy' | 'aim' | 'strategy'> & { readonly money: number };

/** The ten years that end on the last row, or what is left of them once the look-back is filled. */
function windowOf({ panel, policy }: EvidenceInput): { fromDay: number; toDay: number } {
  const lastRow = panel.dayCount - 1;
  const firstPossibleRow = Math.min(policy.lookbackDays, lastRow);
  const toDay = panel.days[lastRow]!;
  return { fromDay: Math.max(addYears(toDay, -EVIDENCE_YEARS), panel.days[firstPossibleRow]!), toDay };
}

/** The strategy beside equal weight, 60/40 and buying and holding the market. */
export function compareLines(input: EvidenceInput, control: Control): EvidenceOutcome {
  const { panel, policy, aim, strategy, money } = input;
  const window = windowOf(input);
  const half = (done: number): Control => ({
    report: (fraction) => control.report((done + fraction) / 2),
    shouldStop: control.shouldStop,
  });
  const request = { panel, policy, aim, ...window, rebalance: REBALANCE, startMoney: money, costs: policy.costs };
  const market = marketSymbol(panel.instruments);
  const runs = [
    { id: PLAN_LINE, rebalance: REBALANCE, outcome: runBacktest({ ...request, strategy, control: half(0) }) },
    ...runBenchmarks({ ...request, control: half(1) }, market === undefined ? [] : [market]).map((run) => ({
      id: run.strategy.id,
      rebalance: run.rebalance,
      outcome: run.outcome,
    })),
  ];
  const lines: EvidenceLine[] = [];
  for (const { outcome, ...line } of runs) {
    if (outcome.status === 'cancelled') return { status: 'cancelled' };
    lines.push({ ...line, outcome });
  }
  return { status: 'finished', evidence: { ...window, money, rebalance: REBALANCE, lines } };
}
