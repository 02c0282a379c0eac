import { invariant } from '@/lib/base/invariant';
import { formatMicros, parseMicros } from '@/lib/base/money';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { TrackingMeasure } from '@/lib/quant/optimize/whole-shares/types';
import { wholeShares } from '@/lib/quant/optimize/whole-shares/whole-shares';
import type { WeightMap } from '@/lib/shared/contracts/common';
import type { WholeSharesAnswer, WholeSharesInput } from '@/lib/shared/contracts/whole-shares';
import type { DoorEstimate } from './estimate-inputs';

/** Between an investor who hardly minds risk and one who hardly bears it. */
const RISK_AVERSION = 4;
const PER_MILLION = 1e6;

/** The weights of an answer as orders in whole shares. */
export function wholeSharesAnswer(
  input: WholeSharesInput,
  weights: WeightMap,
  { symbols, covariance }: Pick<DoorEstimate, 'symbols' | 'covariance'>,
): Outcome<WholeSharesAnswer> {
  const { cash, feePerOrder = '0', feeRate = 0, orderMin = '0', held = {} } = input;
  const given = new Map(Object.entries(input.prices));
  const holding = new Map(Object.entries(held));
  const stranger = [...given.keys(), ...holding.keys()].find((symbol) => !symbols.includes(symbol));
  if (stranger !== undefined) return refused('bad-input', `${stranger} is not among the assets.`, 'wholeShares');
  const unpriced = symbols.find((symbol) => !given.has(symbol));
  if (unpriced !== undefined) return refused('bad-input', `${unpriced} has no price.`, 'wholeShares.prices');
  const outcome = wholeShares({
    symbols,
    targetWeights: Float64Array.from(symbols, (symbol) => weights[symbol] ?? Number.NaN),
    prices: symbols.map((symbol) => micros(given.get(symbol))),
    held: symbols.map((symbol) => BigInt(holding.get(symbol) ?? NOTHING)),
    cash: micros(cash),
    fees: { perOrder: micros(feePerOrder), perMillion: Math.round(feeRate * PER_MILLION) },
    orderMin: micros(orderMin),
    measure: measureOf(input, covariance),
  });
  if (outcome.status === 'refused') return refused(outcome.code, outcome.message, 'wholeShares');
  return done({
    shares: Object.fromEntries(symbols.map((symbol, at) => [symbol, Number(outcome.shares[at])])),
    orders: outcome.orders.map(({ symbol, side, shares, value, fee }) => ({
      symbol,
      side,
      shares: Number(shares),
      value: formatMicros(value),
      fee: formatMicros(fee),
    })),
    cashAfter: formatMicros(outcome.cashAfter),
    fees: formatMicros(outcome.fees),
    cost: outcome.cost,
    gap: outcome.gap,
  });
}

/** A symbol that is not named is not held. */
const NOTHING = 0;

/** The contract lets nothing through but amounts. */
function micros(text: string | undefined): bigint {
  const amount = text === undefined ? undefined : parseMicros(text);
  invariant(amount !== undefined, `${text} is not an amount`);
  return amount;
}

const measureOf = ({ measure = 'absolute' }: WholeSharesInput, covariance: Float64Array): TrackingMeasure =>
  measure === 'absolute' ? { kind: 'absolute' } : { kind: 'variance', covariance, riskAversion: RISK_AVERSION };
