import { expect, test } from 'vitest';
import { ASSET_CLASSES } from '../../../../lib/quant/market/instrument';
import { describeInstrument, KNOWN_INSTRUMENTS } from '../../../../lib/quant/market/known-instruments';

test('the core universe has the classes its issuers state', () => {
  const classes = { SPY: 'equity', TLT: 'bond', SHV: 'cash', GLD: 'commodity', DBC: 'commodity', FXY: 'currency' };
  for (const [symbol, assetClass] of Object.entries(classes)) {
    expect(describeInstrument(symbol)).toMatchObject({ symbol, assetClass, isKnown: true, isInvestable: true });
  }
  expect(describeInstrument('BTC-USD')).toMatchObject({
    assetClass: 'crypto',
    calendar: 'always',
    quantityDecimals: 8,
  });
});

test('an index cannot be held and names what can be', () => {
  const index = describeInstrument('DXY');
  expect(index).toMatchObject({ kind: 'index', isInvestable: false, suggestedSubstitute: 'UUP' });
});

test('an unknown symbol says that its class is an assumption', () => {
  const unknown = describeInstrument('ZZZZ');
  expect(unknown).toMatchObject({ assetClass: 'equity', isKnown: false, name: 'ZZZZ (unclassified)' });
  expect(unknown.halfSpreadBasisPoints).toBe(ASSET_CLASSES.equity.defaultHalfSpreadBasisPoints);
});

test('every entry is whole: unique symbol, decimals that fit, fee below one percent, substitutes that can be held', () => {
  expect(new Set(KNOWN_INSTRUMENTS.map(({ symbol }) => symbol)).size).toBe(KNOWN_INSTRUMENTS.length);
  expect(KNOWN_INSTRUMENTS.length).toBeGreaterThanOrEqual(45);
  for (const entry of KNOWN_INSTRUMENTS) {
    expect(entry.quantityDecimals).toBeLessThanOrEqual(9);
    expect(entry.annualFee).toBeLessThan(0.01);
    expect(entry.isInvestable).toBe(entry.kind !== 'index');
    if (entry.suggestedSubstitute !== null) {
      expect(describeInstrument(entry.suggestedSubstitute)).toMatchObject({ isKnown: true, isInvestable: true });
    }
  }
});
