import type { Instrument } from '../../market/instrument';
import type { TaxPolicy } from './types';

/** Which fraction of each instrument's dividends is qualified. @returns length n, in universe order */
export function qualifiedSharesOf(
  { qualifiedShares }: TaxPolicy,
  instruments: readonly Pick<Instrument, 'symbol' | 'assetClass'>[],
): Float64Array {
  const { bySymbol, byClass, otherwise } = qualifiedShares;
  return Float64Array.from(
    instruments,
    ({ symbol, assetClass }) => bySymbol?.[symbol] ?? byClass?.[assetClass] ?? otherwise,
  );
}
