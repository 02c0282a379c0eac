import { dayNumber, isoDayFromNumber, isoDayOfInstant } from '@/lib/base/iso-day';
import { divideHalfEven, microsToNumber } from '@/lib/base/money';
import { done, type Outcome } from '@/lib/base/outcome';
import { formatPrice, formatQuantity, notionalMicros, PRICE_DECIMALS, priceFromNumber } from '@/lib/base/quantity';
import { invariant } from '@/lib/base/invariant';
import { usdFromMicros } from '@/lib/codec/usd-text';
import { policyFor } from '@/lib/quant/policy/policy';
import { driftOf } from '@/lib/quant/trading/drift';
import { GetPortfolioInput, type PortfolioView, type PositionView } from '@/lib/shared/contracts/account';
import { RiskLevelName } from '@/lib/shared/contracts/common';
import { brokerOf } from '../../adapters/brokers/registry';
import { reconcile } from '../../ledger/check-ledger';
import { type Balances, readBalances } from '../../ledger/ledger';
import { syncAccount } from '../../ledger/sync-account';
import { sourceInfo } from '../../prices/price-set-rows';
import type { LastPrices } from '../../store/last-prices';
import { loadPanel } from '../../store/panel-store';
import { service } from '../service';
import { type AcceptedTarget, acceptedTarget, accountMarket, accountView, ownerOfAccount } from './account-rows';
import { accountLots, costBySymbol, taxLotsView } from './tax-lots';
import { valueHistory } from './value-history';

/** What the account holds and is worth, against the accepted plan and against the broker's statement. */
export const getPortfolio = service({
  name: 'account/get-portfolio',
  access: 'owner',
  input: GetPortfolioInput,
  ownerOf: (ctx, { accountId }) => ownerOfAccount(ctx, accountId),
  run: async (ctx, { accountId }): Promise<Outcome<PortfolioView>> => {
    const { db, actor } = ctx;
    const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    const broker = brokerOf(account);
    const openRebalance = await db.rebalance.findFirst({
      where: { accountId, status: { in: ['confirmed', 'selling', 'buying'] } },
      orderBy: { createdAt: 'desc' },
      select: { id: true },
    });
    // While a rebalance runs, its worker books; two statements of different moments would differ without being wrong.
    if (openRebalance === null) await syncAccount(ctx, accountId, broker);
    const reconciliation: PortfolioView['reconciliation'] =
      openRebalance === null ? copy(await reconcile(db, accountId, broker)) : { status: 'matched', differences: [] };
    const { priceSet, prices } = await accountMarket(db, account);
    const target = await acceptedTarget(db, actor.userId);
    const balances = await readBalances(db, accountId);
    const lots = await accountLots(db, accountId, prices);
    const valued = valuePositions(balances, prices, costBySymbol(lots));
    const valueMicros = valued.reduce((sum, { valueMicros: micros }) => sum + micros, balances.cashMicros);
    const weightOf = (micros: bigint): number => (valueMicros > 0n ? Number(micros) / Number(valueMicros) : 0);
    const positions = valued.map((position) => positionView(position, weightOf(position.valueMicros), target));
    const history = await valueHistory(db, accountId, await loadPanel(priceSet.contentHash));
    const gainMicros = valueMicros - balances.contributedMicros;
    return done({
      account: accountView(account),
      asOfDate: isoDayFromNumber(prices.asOfDay),
      source: sourceInfo(priceSet),
      value: usdFromMicros(valueMicros),
      cash: usdFromMicros(balances.cashMicros),
      cashWeight: valueMicros > 0n ? weightOf(balances.cashMicros) : 1,
      contributed: usdFromMicros(balances.contributedMicros),
      gain: usdFromMicros(gainMicros),
      positions,
      missing: missingTargets(positions, target, prices),
      ...taxLotsView(lots, valued, dayNumber(isoDayOfInstant(ctx.clock.now()))),
      drift: driftView(positions, target),
      openRebalanceId: openRebalance?.id ?? null,
      history,
      reconciliation,
    });
  },
});

const copy = ({ status, differences }: Awaited<ReturnType<typeof reconcile>>): PortfolioView['reconciliation'] => ({
  status,
  differences: [...differences],
});

interface ValuedPosition {
  readonly symbol: string;
  readonly steps: bigint;
  readonly decimals: number;
  readonly price: bigint;
  readonly name: string;
  readonly assetClass: PositionView['assetClass'];
  readonly valueMicros: bigint;
  readonly costMicros: bigint;
}

function valuePositions(balances: Balances, prices: LastPrices, costs: ReadonlyMap<string, bigint>): ValuedPosition[] {
  return [...balances.positions].map(([symbol, { steps, decimals }]) => {
    const quote = prices.quote(symbol);
    invariant(quote !== undefined, `${symbol} is held and has a price`);
    const price = priceFromNumber(quote.referencePrice);
    return {
      symbol,
      steps,
      decimals,
      price,
      name: quote.instrument.name,
      assetClass: quote.instrument.assetClass,
      valueMicros: notionalMicros(steps, decimals, price),
      costMicros: costs.get(symbol) ?? 0n,
    };
  });
}

function positionView(position: ValuedPosition, weight: number, target: AcceptedTarget | undefined): PositionView {
  const { symbol, steps, decimals, price, valueMicros, costMicros } = position;
  const gainMicros = valueMicros - costMicros;
  const targetWeight = target === undefined ? null : (target.weights.get(symbol) ?? 0);
  // Micro-units over steps, brought to the ten decimals of a price.
  const averageCost = divideHalfEven(costMicros * 10n ** BigInt(PRICE_DECIMALS + decimals), steps * 1_000_000n);
  return {
    symbol,
    name: position.name,
    assetClass: position.assetClass,
    quantity: formatQuantity(steps, decimals),
    averageCost: formatPrice(averageCost),
    costBasis: usdFromMicros(costMicros),
    price: formatPrice(price),
    value: usdFromMicros(valueMicros),
    unrealizedGain: usdFromMicros(gainMicros),
    unrealizedGainRatio: costMicros > 0n ? microsToNumber(gainMicros) / microsToNumber(costMicros) : null,
    weight,
    targetWeight,
    drift: targetWeight === null ? null : weight - targetWeight,
  };
}

function missingTargets(
  positions: readonly PositionView[],
  target: AcceptedTarget | undefined,
  prices: LastPrices,
): PortfolioView['missing'] {
  const held = new Set(positions.map(({ symbol }) => symbol));
  return [...(target?.weights ?? [])].flatMap(([symbol, targetWeight]) => {
    const instrument = prices.instruments.find((candidate) => candidate.symbol === symbol);
    if (held.has(symbol)) return [];
    return [{ symbol, name: instrument?.name ?? symbol, assetClass: instrument?.assetClass ?? 'equity', targetWeight }];
  });
}

function driftView(positions: readonly PositionView[], target: AcceptedTarget | undefined): PortfolioView['drift'] {
  if (target === undefined) return null;
  const held = new Map(positions.map(({ symbol, weight }) => [symbol, weight]));
  const symbols = [...new Set([...held.keys(), ...target.weights.keys()])];
  const { total } = driftOf(
    Float64Array.from(symbols, (symbol) => held.get(symbol) ?? 0),
    Float64Array.from(symbols, (symbol) => target.weights.get(symbol) ?? 0),
  );
  const max = policyFor(RiskLevelName.parse(target.recommendation.level)).rebalance.driftMax;
  return { total, max, isOutside: total > max, recommendationId: target.recommendation.id };
}
