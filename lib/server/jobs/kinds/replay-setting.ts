import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { invariant } from '@/lib/base/invariant';
import { microsToNumber, parseMicros } from '@/lib/base/money';
import { withHalfSpreads } from '@/lib/codec/trading-rules';
import { selectUniverse } from '@/lib/quant/market/universe';
import { policyFor } from '@/lib/quant/policy/policy';
import type { BacktestSettings } from '@/lib/shared/contracts/backtest';
import { RiskLevelName } from '@/lib/shared/contracts/common';
import { RecommendRequest, symbolsToHold } from '@/lib/shared/contracts/recommend';
import type { ReplaySetting } from '../../compute/backtest/replay';
import type { Db } from '../../db/client';
import type { PriceSet } from '../../db/generated/client';
import { loadPanel } from '../../store/panel-store';

/** A plan's question on the prices the run was asked for with, as every line of a test is replayed. */
export async function replaySetting(
  db: Db,
  priceSetId: string,
  request: Omit<BacktestSettings, 'held'>,
): Promise<{ readonly setting: ReplaySetting; readonly priceSet: PriceSet }> {
  const plan = await db.recommendation.findUniqueOrThrow({ where: { id: request.recommendationId } });
  const asked = RecommendRequest.parse(plan.request);
  const priceSet = await db.priceSet.findUniqueOrThrow({ where: { id: priceSetId } });
  const all = await loadPanel(priceSet.contentHash);
  const startMicros = parseMicros(request.startAmount);
  invariant(startMicros !== undefined, 'the contract checked the amount');
  const setting: ReplaySetting = {
    panel: withHalfSpreads(selectUniverse(all, symbolsToHold(asked)).panel, request.costs),
    policy: policyFor(RiskLevelName.parse(plan.level)),
    aim: asked.aim ?? { kind: 'most-return' },
    fromDay: request.from === undefined ? (all.days[0] ?? 0) : dayNumber(isoDay(request.from)),
    toDay: dayNumber(isoDay(request.to ?? priceSet.lastDay)),
    calendar: request.calendar,
    startMoney: microsToNumber(startMicros),
    commissionBasisPoints: request.commissionBasisPoints,
    rules: rulesOf(request),
  };
  return { setting, priceSet };
}

function rulesOf({
  rebalance,
  costs,
  execution,
  taxes,
}: Omit<BacktestSettings, 'held'>): NonNullable<ReplaySetting['rules']> {
  return {
    ...(rebalance === undefined ? {} : { rebalance }),
    ...(costs === undefined ? {} : { costs }),
    ...(execution === undefined ? {} : { execution }),
    ...(taxes === undefined ? {} : { taxes }),
  };
}
