import { z } from 'zod';
import type { Clock, RandomBytes } from '@/lib/base/clock';
import { newId } from '@/lib/base/ids';
import { dayNumber, isoDay, isoDayFromNumber, isoDayOfInstant } from '@/lib/base/iso-day';
import type { Instrument } from '@/lib/quant/market/instrument';
import { type PricePanel, PRICE_SOURCE_KINDS } from '@/lib/quant/market/panel';
import { PriceSourceInfo } from '@/lib/shared/contracts/common';
import { ImportReport, InstrumentView, type PriceSetView, type RowSpacing } from '@/lib/shared/contracts/price-set';
import type { DbTransaction } from '../db/client';
import type { PriceSet } from '../db/generated/client';
import { savePanel } from '../store/panel-store';

/** Price sets: a row that names a stored panel by the hash of its content. */

export const instrumentView = (instrument: Instrument): InstrumentView => ({
  symbol: instrument.symbol,
  name: instrument.name,
  assetClass: instrument.assetClass,
  kind: instrument.kind,
  sector: instrument.sector,
  region: instrument.region,
  isInvestable: instrument.isInvestable,
  suggestedSubstitute: instrument.suggestedSubstitute,
  annualFee: instrument.annualFee,
});

export interface NewPriceSet {
  /** Null: shared by all. */
  readonly userId: string | null;
  readonly label: string;
  readonly panel: PricePanel;
  readonly report: ImportReport;
}

interface Source {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Everything of the row; the panel is stored first, so that a row never names what is not there. */
export async function storePriceSet(source: Source, priceSet: NewPriceSet): Promise<PriceSet> {
  return priceSetRow(source, priceSet, await savePanel(priceSet.panel));
}

/** The row of a panel that is in the store under this hash. */
export function priceSetRow(
  source: Source,
  { userId, label, panel, report }: NewPriceSet,
  contentHash: string,
): PriceSet {
  return {
    id: newId(source.clock, source.randomBytes),
    userId,
    contentHash,
    sourceKind: panel.source.kind,
    label,
    basis: panel.basis,
    symbols: panel.instruments.map(instrumentView),
    dayCount: panel.dayCount,
    firstDay: isoDayFromNumber(panel.days[0] ?? 0),
    lastDay: isoDayFromNumber(panel.days[panel.dayCount - 1] ?? 0),
    report,
    schemaVersion: 1,
    createdAt: new Date(source.clock.now()),
  };
}

/** Writes the row that `storePriceSet` or `priceSetRow` made. */
export async function insertPriceSet(tx: DbTransaction, row: PriceSet): Promise<void> {
  const symbols = z.array(InstrumentView).parse(row.symbols);
  const report = ImportReport.parse(row.report);
  await tx.priceSet.create({ data: { ...row, symbols, report } });
}

const { kind: SourceKind, basis: Basis } = PriceSourceInfo.shape;

export function sourceInfo(row: PriceSet): PriceSourceInfo {
  const kind = SourceKind.parse(row.sourceKind);
  return {
    kind,
    label: row.label,
    isSimulated: PRICE_SOURCE_KINDS[kind].isSimulated,
    basis: Basis.parse(row.basis),
    firstDay: row.firstDay,
    lastDay: row.lastDay,
  };
}

export const reportOf = (row: { readonly report: unknown }): ImportReport => ImportReport.parse(row.report);

export const spacingOf = (row: { readonly report: unknown }): RowSpacing => reportOf(row).spacing ?? 'daily';

export function priceSetView(row: PriceSet, clock: Clock): PriceSetView {
  const today = dayNumber(isoDayOfInstant(clock.now()));
  return {
    id: row.id,
    label: row.label,
    source: sourceInfo(row),
    basis: Basis.parse(row.basis),
    contentHash: row.contentHash,
    isShared: row.userId === null,
    instruments: z.array(InstrumentView).parse(row.symbols),
    dayCount: row.dayCount,
    spacing: spacingOf(row),
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    ageDays: Math.max(0, today - dayNumber(isoDay(row.lastDay))),
    createdAt: row.createdAt.toISOString(),
  };
}

/** The set when this user may use it: their own, or one shared by all. */
export const usablePriceSet = (tx: DbTransaction, userId: string, priceSetId: string): Promise<PriceSet | null> =>
  tx.priceSet.findFirst({ where: { id: priceSetId, OR: [{ userId }, { userId: null }] } });

/** The newest state of the simulated market. */
export const newestSimulatedSet = (tx: DbTransaction): Promise<PriceSet | null> =>
  tx.priceSet.findFirst({
    where: { userId: null, sourceKind: 'simulated' },
    orderBy: [{ lastDay: 'desc' }, { createdAt: 'desc' }],
  });

/** The prices an account trades at now: today's simulated market, or its own fixed set. */
export async function currentPriceSet(tx: DbTransaction, priceSetId: string): Promise<PriceSet> {
  const row = await tx.priceSet.findUniqueOrThrow({ where: { id: priceSetId } });
  if (!isSharedSimulation(row)) return row;
  return (await newestSimulatedSet(tx)) ?? row;
}

export const isSharedSimulation = (row: PriceSet): boolean => row.userId === null && row.sourceKind === 'simulated';
