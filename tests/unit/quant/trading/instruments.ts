import type { Instrument } from '@/lib/quant/market/instrument';

/** A fund to trade in tests; by default without spread, in millionths of a share. */
export const testInstrument = (symbol: string, parts: Partial<Instrument> = {}): Instrument => ({
  symbol,
  name: symbol,
  assetClass: 'equity',
  sector: null,
  region: null,
  currency: 'USD',
  calendar: 'nyse',
  kind: 'fund',
  isInvestable: true,
  suggestedSubstitute: null,
  isFractionable: true,
  quantityDecimals: 6,
  halfSpreadBasisPoints: 0,
  annualFee: 0,
  ...parts,
});

export const NO_COSTS = { commissionBasisPoints: 0 } as const;
