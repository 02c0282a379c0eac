import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WholeSharesRequest, WholeSharesSolved } from '@/lib/quant/optimize/whole-shares/types';
import { wholeShares } from '@/lib/quant/optimize/whole-shares/whole-shares';
import { loadHighs } from '../../unit/quant/optimize/oracles';
import { seededRandom } from '../../unit/quant/optimize/random-problems';

/** By scripts/whole-shares.py: DiscreteAllocation.lp_portfolio of PyPortfolioOpt 1.6. */
const pypfopt = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/whole-shares.json'), 'utf8'),
) as readonly { weights: number[]; prices: number[]; cash: number; cost: number }[];

const micros = (amount: number): bigint => BigInt(Math.round(amount * 1e6));
const units = (amount: bigint): number => Number(amount) / 1e6;

function solved(request: WholeSharesRequest): WholeSharesSolved {
  const outcome = wholeShares(request);
  if (outcome.status !== 'solved') throw new Error(outcome.message);
  return outcome;
}

/** A small account with something held, some cash, and now and then fees and a smallest order. */
function randomRequest(random: () => number, index: number): WholeSharesRequest {
  const size = 2 + (index % 5);
  const raw = Float64Array.from({ length: size }, () => (random() < 0.2 ? 0 : random()));
  const total = raw.reduce((sum, weight) => sum + weight, index % 3 === 0 ? 0.3 : 0) || 1;
  const [hasOrderFee, hasRate, hasMinimum] = [index % 2 === 1, index % 3 !== 2, index % 4 >= 2];
  return {
    symbols: Array.from(raw, (_, at) => `S${at}`),
    targetWeights: raw.map((weight) => weight / total),
    prices: Array.from(raw, () => micros(Math.round(500 + random() * 30_000) / 100)),
    held: Array.from(raw, () => BigInt(Math.floor(random() * 12))),
    cash: micros(Math.round(random() * 300_000) / 100),
    fees: { perOrder: hasOrderFee ? micros(2.5) : 0n, perMillion: hasRate ? 1_500 : 0 },
    orderMin: hasMinimum ? micros(100) : 0n,
    measure: { kind: 'absolute' },
  };
}

/** The same choice as a mixed-integer program: shares bought and sold, and whether there is an order on each side. */
function programText({ targetWeights, prices, held, cash, fees, orderMin }: WholeSharesRequest): string {
  const value = prices.reduce((sum, price, at) => sum + units(price * held[at]!), units(cash));
  const rate = fees.perMillion / 1e6;
  const objective: string[] = ['u'];
  const rows: string[] = [];
  const paid: string[] = [];
  const missed: string[] = [];
  let missing = 0;
  prices.forEach((micro, at) => {
    const price = units(micro);
    const target = targetWeights[at]! * value;
    const most = Math.ceil(value / price) + 1;
    const own = Number(held[at]!);
    // position = price * (held + b - s); apart >= |position - target|
    rows.push(`a${at} - ${price} b${at} + ${price} s${at} >= ${price * own - target}`);
    rows.push(`a${at} + ${price} b${at} - ${price} s${at} >= ${target - price * own}`);
    rows.push(`s${at} <= ${own}`, `y${at} + z${at} <= 1`);
    rows.push(`b${at} - ${most} y${at} <= 0`, `s${at} - ${most} z${at} <= 0`);
    rows.push(`${price} b${at} - ${units(orderMin)} y${at} >= 0`, `${price} s${at} - ${units(orderMin)} z${at} >= 0`);
    const fee = units(fees.perOrder);
    objective.push(`a${at} + ${rate * price} b${at} + ${rate * price} s${at} + ${fee} y${at} + ${fee} z${at}`);
    paid.push(`+ ${price * (1 + rate)} b${at} - ${price * (1 - rate)} s${at} + ${fee} y${at} + ${fee} z${at}`);
    missed.push(`+ ${price} b${at} - ${price} s${at}`);
    missing += target - price * own;
  });
  rows.push(`${paid.join(' ')} <= ${units(cash)}`);
  rows.push(`u ${missed.join(' ')} >= ${missing}`, `u ${missed.map((term) => negated(term)).join(' ')} >= ${-missing}`);
  const each = (...letters: string[]): string =>
    prices.map((_, at) => letters.map((letter) => ` ${letter}${at}`).join('')).join('');
  return [
    `Minimize\n obj: ${objective.join(' + ')}\nSubject To`,
    ...rows.map((row, at) => ` c${at}: ${row}`),
    `General\n${each('b', 's')}`,
    `Binary\n${each('y', 'z')}`,
    'End',
  ].join('\n');
}

const negated = (term: string): string => term.replaceAll(/[+-]/g, (sign) => (sign === '+' ? '-' : '+'));

describe('whole shares', () => {
  test('absolute difference with fees and smallest orders, oracle HiGHS (MIP), 30 accounts', async () => {
    const highs = await loadHighs();
    const random = seededRandom(77);
    for (let index = 0; index < 30; index++) {
      const request = randomRequest(random, index);
      const outcome = highs.solve(programText(request), { mip_rel_gap: 1e-9, mip_abs_gap: 1e-7 });
      expect(outcome.Status, `#${index}`).toBe('Optimal');
      const { cost, gap } = solved(request);
      expect(gap, `#${index}`).toBe(0);
      // Fees here are rounded up to the micro-unit, those of HiGHS are not.
      expect(Math.abs(cost - outcome.ObjectiveValue), `#${index}`).toBeLessThan(2e-5);
    }
  });

  test('absolute difference without fees, oracle PyPortfolioOpt (mixed-integer program), 10 accounts', () => {
    for (const { weights, prices, cash, cost: theirs } of pypfopt) {
      const { cost, gap } = solved({
        symbols: weights.map((_, at) => `S${at}`),
        targetWeights: Float64Array.from(weights),
        prices: prices.map(micros),
        held: weights.map(() => 0n),
        cash: micros(cash),
        fees: { perOrder: 0n, perMillion: 0 },
        orderMin: 0n,
        measure: { kind: 'absolute' },
      });
      expect(gap).toBe(0);
      // HiGHS stops within a ten-thousandth of the best; ours is never worse.
      expect(cost).toBeLessThanOrEqual(theirs + 1e-6);
      expect(cost).toBeGreaterThanOrEqual(theirs * (1 - 1e-4));
    }
  });

  test('tracking by variance with fees and smallest orders, oracle every count there is, 20 accounts', () => {
    const random = seededRandom(78);
    for (let index = 0; index < 20; index++) {
      const small = randomRequest(random, 5 * index + 2);
      const size = Math.min(small.prices.length, 4);
      const volatilities = Array.from({ length: size }, () => 0.05 + 0.3 * random());
      const covariance = Float64Array.from({ length: size * size }, (_, entry) => {
        const [row, column] = [Math.floor(entry / size), entry % size];
        return (row === column ? 1 : 0.97) * volatilities[row]! * volatilities[column]!;
      });
      const request: WholeSharesRequest = {
        ...small,
        symbols: small.symbols.slice(0, size),
        targetWeights: small.targetWeights.slice(0, size),
        prices: small.prices.slice(0, size).map((price) => price + micros(150)),
        held: small.held.slice(0, size),
        measure: { kind: 'variance', covariance, riskAversion: 5 },
      };
      const { cost, gap } = solved(request);
      expect(gap, `#${index}`).toBe(0);
      expect(Math.abs(cost - cheapestOfAll(request, covariance, 5)), `#${index}`).toBeLessThan(2e-6);
    }
  });
});

/** Every combination of counts that the cash pays for, one after another. */
function cheapestOfAll(request: WholeSharesRequest, covariance: Float64Array, riskAversion: number): number {
  const { prices, held, cash, fees, orderMin, targetWeights } = request;
  const size = prices.length;
  const value = prices.reduce((sum, price, at) => sum + units(price * held[at]!), units(cash));
  let best = Infinity;
  const visit = (counts: readonly number[], left: number, paid: number): void => {
    const at = counts.length;
    if (at === size) {
      if (left < 0) return;
      const apart = counts.map((count, own) => count * units(prices[own]!) - targetWeights[own]! * value);
      const square = apart.reduce(
        (sum, one, row) =>
          sum + one * apart.reduce((all, other, own) => all + other * covariance[row * size + own]!, 0),
        0,
      );
      best = Math.min(best, (riskAversion / 2 / value) * square + paid);
      return;
    }
    const price = units(prices[at]!);
    for (let count = 0; count * price <= value; count++) {
      const traded = Math.abs(count - Number(held[at]!)) * price;
      if (traded > 0 && traded < units(orderMin)) continue;
      const fee = traded === 0 ? 0 : units(fees.perOrder) + Math.ceil(traded * fees.perMillion - 1e-6) / 1e6;
      visit([...counts, count], left - (count - Number(held[at]!)) * price - fee, paid + fee);
    }
  };
  visit([], units(cash), 0);
  return best;
}
