import { formatMicros } from '@/lib/base/money';
import type { Instrument } from '@/lib/quant/market/instrument';
import type { YearTax } from '@/lib/quant/trading/lots/year-tax';
import type { TaxPolicy } from '@/lib/quant/trading/taxes/types';
import type { Broker } from '../adapters/brokers/broker';
import type { ServiceContext } from '../context';
import { replayLots } from './replay-lots';
import { syncAccount } from './sync-account';

interface TaxedAccount {
  readonly accountId: string;
  readonly broker: Broker;
  readonly instruments: readonly Pick<Instrument, 'symbol' | 'assetClass'>[];
  readonly policy: TaxPolicy;
}

export type TaxOutcome =
  | { readonly status: 'paid'; readonly tax: YearTax }
  | { readonly status: 'unpaid'; readonly tax: YearTax; readonly reason: string };

/**
 * Pays the tax of a year that is over out of the account, or pays in what the year's losses save on other income; once,
 * however often it is asked. Call it before the account trades in the new year.
 */
export async function payTaxes(
  ctx: Pick<ServiceContext, 'db' | 'clock'>,
  { accountId, broker, instruments, policy }: TaxedAccount,
  year: number,
): Promise<TaxOutcome> {
  const { book, years } = await replayLots(ctx.db, accountId, instruments, policy);
  const tax = years.find((closed) => closed.year === year) ?? book.closeYear(year);
  const { taxMicros } = tax;
  if (taxMicros !== 0) {
    const amount = formatMicros(BigInt(Math.abs(taxMicros)));
    const reference = `tax-${year}`;
    const moved = taxMicros > 0 ? await broker.payTax(reference, amount) : await broker.deposit(reference, amount);
    if (moved.status === 'refused') return { status: 'unpaid', tax, reason: moved.reason };
    if (moved.status === 'unreachable') return { status: 'unpaid', tax, reason: moved.message };
    const synced = await syncAccount(ctx, accountId, broker);
    if (synced.status === 'unreachable') return { status: 'unpaid', tax, reason: synced.message };
  }
  return { status: 'paid', tax };
}
