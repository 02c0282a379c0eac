import { createHash } from 'node:crypto';
import { hashableText } from '@/lib/base/canonical-json';
import { invariant } from '@/lib/base/invariant';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { microsToNumber } from '@/lib/base/money';
import { type Outcome, done, refused } from '@/lib/base/outcome';
import { formatPrice, formatQuantity, priceFromNumber } from '@/lib/base/quantity';
import { usdFromNumber } from '@/lib/codec/usd-text';
import type { Instrument } from '@/lib/quant/market/instrument';
import { policyFor } from '@/lib/quant/policy/policy';
import { planRebalance } from '@/lib/quant/trading/rebalance-plan';
import type { PlannedOrder, RebalancePlan } from '@/lib/quant/trading/types';
import { RiskLevelName } from '@/lib/shared/contracts/common';
import type { PlannedOrderView, RebalanceOptions, RebalancePreview } from '@/lib/shared/contracts/rebalance';
import type { FactView } from '@/lib/shared/contracts/wire';
import type { DbTransaction } from '../../db/client';
import type { Account } from '../../db/generated/client';
import { PAPER_COSTS } from '../../ledger/exact-fill';
import { type Balances, readBalances } from '../../ledger/ledger';
import { sourceInfo } from '../../prices/price-set-rows';
import { type AcceptedTarget, acceptedTarget, type AccountMarket, accountMarket } from '../account/account-rows';

/** The orders that bring an account to its accepted plan, and the same as the investor sees them. */
export interface MadePlan {
  readonly orders: readonly PlannedOrder[];
  readonly preview: RebalancePreview;
}

interface Situation {
  readonly account: Account;
  readonly options: RebalanceOptions;
  readonly target: AcceptedTarget;
  readonly market: AccountMarket;
  readonly balances: Balances;
}

/** Reads account, plan and prices as they are now. Under the account's lock the result is what will be traded. */
export async function makePlan(
  tx: DbTransaction,
  account: Account,
  options: RebalanceOptions,
): Promise<Outcome<MadePlan>> {
  const target = await acceptedTarget(tx, account.userId);
  if (target === undefined) return refused('conflict', 'Accept a plan first; the rebalance moves the account to it.');
  const market = await accountMarket(tx, account);
  const balances = await readBalances(tx, account.id);
  const universe = universeOf(target, balances, market);
  if (universe.status === 'refused') return universe;
  return done(planned({ account, options, target, market, balances }, universe.value));
}

/** What is held and what should be, as the market lists it. */
function universeOf(
  target: AcceptedTarget,
  balances: Balances,
  { prices, priceSet }: AccountMarket,
): Outcome<Instrument[]> {
  const symbols = new Set([...target.weights.keys(), ...balances.positions.keys()]);
  const missing = [...symbols].filter((symbol) => prices.quote(symbol) === undefined);
  if (missing.length > 0) {
    const names = missing.join(', ');
    return refused(
      'conflict',
      `This account trades at the prices of "${priceSet.label}", which has none for ${names}. Open an account for the prices of the plan.`,
    );
  }
  return done(prices.instruments.filter(({ symbol }) => symbols.has(symbol)));
}

function planned(situation: Situation, instruments: readonly Instrument[]): MadePlan {
  const { account, options, target, market, balances } = situation;
  const plan = planRebalance({
    instruments,
    holdings: {
      cash: microsToNumber(balances.cashMicros),
      quantitySteps: Float64Array.from(instruments, ({ symbol }) =>
        Number(balances.positions.get(symbol)?.steps ?? 0n),
      ),
    },
    prices: Float64Array.from(instruments, ({ symbol }) => market.prices.quote(symbol)?.referencePrice ?? Number.NaN),
    targetWeights: Float64Array.from(instruments, ({ symbol }) => target.weights.get(symbol) ?? 0),
    costs: PAPER_COSTS,
    orderValueMin: policyFor(RiskLevelName.parse(target.recommendation.level)).rebalance.orderValueMin,
    cashOnly: options.cashOnly,
    excluded: options.excludedSymbols,
  });
  const nameOf = new Map(instruments.map(({ symbol, name }) => [symbol, name]));
  return {
    orders: plan.orders,
    preview: {
      accountId: account.id,
      recommendationId: target.recommendation.id,
      planHash: planHashOf(situation, plan),
      options,
      asOfDate: isoDayFromNumber(market.prices.asOfDay),
      source: sourceInfo(market.priceSet),
      orders: plan.orders.map((order, sequence) => orderView(order, sequence, nameOf)),
      skipped: plan.skipped.map(({ symbol, side, value, reason }) => ({
        symbol,
        name: nameOf.get(symbol) ?? symbol,
        side,
        value: usdFromNumber(value),
        reason: factView(reason),
      })),
      valueBefore: usdFromNumber(plan.valueBefore),
      cashBefore: usdFromNumber(plan.cashBefore),
      cashAfter: usdFromNumber(plan.cashAfter),
      estimatedCost: usdFromNumber(plan.estimatedCost),
      driftBefore: plan.driftBefore,
      driftAfter: plan.driftAfter,
      turnover: plan.turnover,
      weights: instruments.map(({ symbol, name, assetClass }, column) => ({
        symbol,
        name,
        assetClass,
        before: at(plan.weightsBefore, column),
        after: at(plan.weightsAfter, column),
        target: at(plan.weightsTarget, column),
      })),
    },
  };
}

const factView = ({ key, values }: PlannedOrder['reason']): FactView => ({ key, values: { ...values } });

function at(values: Float64Array, column: number): number {
  const value = values[column];
  invariant(value !== undefined, `a plan has a weight in column ${column}`);
  return value;
}

const orderView = (order: PlannedOrder, sequence: number, nameOf: ReadonlyMap<string, string>): PlannedOrderView => ({
  sequence,
  symbol: order.symbol,
  name: nameOf.get(order.symbol) ?? order.symbol,
  side: order.side,
  quantity: formatQuantity(BigInt(order.quantitySteps), order.quantityDecimals),
  referencePrice: formatPrice(priceFromNumber(order.referencePrice)),
  value: usdFromNumber(order.value),
  estimatedCost: usdFromNumber(order.estimatedCost),
  reason: factView(order.reason),
});

/** What the investor agrees to: this target, at these prices, with exactly these orders. */
function planHashOf({ account, options, target, market }: Situation, plan: RebalancePlan): string {
  const value = {
    accountId: account.id,
    recommendationId: target.recommendation.id,
    prices: market.priceSet.contentHash,
    cashOnly: options.cashOnly,
    excludedSymbols: options.excludedSymbols,
    orders: plan.orders.map(({ symbol, side, quantitySteps }) => ({ symbol, side, quantitySteps })),
  };
  return createHash('sha256')
    .update(hashableText('rebalance-plan', 1, value))
    .digest('hex');
}
