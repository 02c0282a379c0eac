import { isoDayFromNumber } from '@/lib/base/iso-day';
import { type Refusal, refused } from '@/lib/base/outcome';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestOutcome, BacktestRequest } from '@/lib/quant/backtest/types';
import type { PricePanel } from '@/lib/quant/market/panel';
import { type BacktestDoorRequest, BACKTEST_START_AMOUNT_DEFAULT } from '@/lib/shared/contracts/backtest-door';
import { flowsOf } from '../trading-rules';

/** Doubles count micro-units exactly up to nine thousand millions. */
const COUNTED_MONEY_MAX = 9e9;

/** Room for the money to grow hundreds of times. */
const TAXED_MONEY_MAX = 1e7;

/** Taxes paid on the way change what is held a little; half the room is left for that. */
const REHEARSED_MONEY_MAX = COUNTED_MONEY_MAX / 2;

export interface TooMuchMoney {
  readonly status: 'too-much-money';
  /** Whole days since 1970-01-01. */
  readonly day: number;
}

/** With taxes, what is put in must leave the lots room to count it. */
export function taxedMoneyProblem(
  request: BacktestDoorRequest,
  { days, fromDay, toDay }: { readonly days: Int32Array; readonly fromDay: number; readonly toDay: number },
): Refusal | undefined {
  const { taxes, startAmount = BACKTEST_START_AMOUNT_DEFAULT, flows = [] } = request;
  if (taxes === undefined) return undefined;
  if (startAmount > TAXED_MONEY_MAX) {
    return refused('bad-input', 'With taxes a test starts with at most 10,000,000.', 'startAmount');
  }
  const inside = flowsOf(flows, days).filter(({ day }) => day >= fromDay && day <= toDay);
  const paidIn = inside.reduce((sum, { amount }) => sum + Math.max(amount, 0), startAmount);
  if (paidIn <= TAXED_MONEY_MAX) return undefined;
  return refused('bad-input', 'With taxes at most 10,000,000 can be put in, start and flows together.', 'flows');
}

/** The replay, or the day on which the money would be more than lots can count; an account without lots counts on. */
export function replayWithinCount(request: BacktestRequest): BacktestOutcome | TooMuchMoney {
  if (request.taxes === undefined || moneyMax(request) <= COUNTED_MONEY_MAX) return runBacktest(request);
  const { taxes: _, ...untaxed } = request;
  const { control } = request;
  const rehearsed = runBacktest({ ...untaxed, control: { ...control, report: () => undefined } });
  if (rehearsed.status !== 'finished') return rehearsed;
  const row = rehearsed.value.findIndex((value) => value > REHEARSED_MONEY_MAX);
  return row === -1 ? runBacktest(request) : { status: 'too-much-money', day: rehearsed.days[row] ?? request.toDay };
}

/** The same for a test that is shown in cents, which doubles count no further than lots. */
export function replayWithinCents(request: BacktestRequest): BacktestOutcome | TooMuchMoney {
  const outcome = replayWithinCount(request);
  if (outcome.status !== 'finished') return outcome;
  const row = outcome.value.findIndex((value) => value > COUNTED_MONEY_MAX);
  return row === -1 ? outcome : { status: 'too-much-money', day: outcome.days[row] ?? request.toDay };
}

/** One sentence for the investor. */
export const tooMuchMoneyText = ({ day }: TooMuchMoney): string =>
  `The account grows on ${isoDayFromNumber(day)} past what money and lots can be counted in; start with less.`;

/** No account without credit grows beyond this: everything put in, each day in whatever rose most. */
function moneyMax({ panel, fromDay, toDay, startMoney, flows = [] }: BacktestRequest): number {
  const paidIn = flows.reduce((sum, { amount }) => sum + Math.max(amount, 0), startMoney);
  return panel.days.reduce((money, day, row) => {
    return day <= fromDay || day > toDay ? money : money * bestGrowth(panel, row);
  }, paidIn);
}

function bestGrowth({ instruments, layers: { totalReturnIndex } }: PricePanel, row: number): number {
  const n = instruments.length;
  return instruments.reduce((best, _, column) => {
    const growth = (totalReturnIndex[row * n + column] ?? 0) / (totalReturnIndex[(row - 1) * n + column] ?? Number.NaN);
    return growth > best ? growth : best;
  }, 1);
}
