import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '../../lib/base/iso-day';
import type { Feature } from '../../lib/quant/features/feature';
import { featureHistory } from '../../lib/quant/features/feature-history';
import { defaultParameters, type ParameterValues, resolveParameters } from '../../lib/quant/features/parameters';
import { FEATURES } from '../../lib/quant/features/registry';
import { KNOWN, type PricePanel, sliceDays, view } from '../../lib/quant/market/panel';
import { simulatedMarket } from '../../lib/quant/market/simulated-market';

const LAST_DAY = dayNumber(isoDay('2016-06-30'));
const FIRST_DAY = dayNumber(isoDay('2014-01-02'));

/** Bitcoin starts in the middle, so that every feature meets an instrument too young for it. */
const panel = simulatedMarket({ seed: 'contract', firstDay: FIRST_DAY, lastDay: LAST_DAY });
const n = panel.instruments.length;
const symbols = panel.instruments.map(({ symbol }) => symbol);

/** A copy in which one cell is unknown. */
function withHole(row: number, column: number): PricePanel {
  const close = Float64Array.from(panel.layers.close);
  const known = Uint8Array.from(panel.known);
  close[row * n + column] = Number.NaN;
  known[row * n + column] = KNOWN.absent;
  return { ...panel, known, layers: { close, totalReturnIndex: close } };
}

describe.each(Object.entries<Feature>(FEATURES))('feature %s', (id, feature) => {
  const values: ParameterValues = defaultParameters(feature.parameters);
  const lookback = feature.lookbackDays(values);

  test('is registered under its own id, with a name, a unit and parameters that accept their defaults', () => {
    expect(feature.id).toBe(id);
    expect(feature.name).not.toBe('');
    expect(feature.unit).not.toBe('');
    expect(resolveParameters(feature.parameters, {}, symbols)).toEqual({ status: 'done', value: values });
    expect(new Set(feature.parameters.map((parameter) => parameter.id)).size).toBe(feature.parameters.length);
    for (const parameter of feature.parameters) expect(JSON.parse(JSON.stringify(parameter))).toEqual(parameter);
  });

  test('gives one finite number per instrument with enough history, and NaN with one day less', () => {
    const enough = feature.compute(view(panel, lookback), values);
    expect(enough).toBeInstanceOf(Float64Array);
    expect(enough.length).toBe(n);
    const spy = symbols.indexOf('SIM-USEQ');
    expect(enough[spy]).not.toBeNaN();
    if (lookback > 1) expect(feature.compute(view(panel, lookback - 1), values)[spy]).toBeNaN();
    const last = feature.compute(panel, values);
    expect(last.every(Number.isFinite)).toBe(true);
  });

  test('uses no row before its lookback', () => {
    const whole = feature.compute(panel, values);
    const cut = feature.compute(sliceDays(panel, panel.dayCount - lookback, panel.dayCount), values);
    expect(cut).toEqual(whole);
  });

  test('is unknown where the first price it needs is unknown, and only there', () => {
    const column = symbols.indexOf('SIM-GOLD');
    const result = feature.compute(withHole(panel.dayCount - lookback, column), values);
    expect(result[column]).toBeNaN();
    const other = symbols.indexOf('SIM-LTB');
    expect(result[other]).toBe(feature.compute(panel, values)[other]);
  });

  test('changes nothing it is given and says the same twice', () => {
    const before = Float64Array.from(panel.layers.close);
    const once = feature.compute(panel, values);
    expect(feature.compute(panel, values)).toEqual(once);
    expect(panel.layers.close).toEqual(before);
  });

  test('says in its history what it says for one day', () => {
    const history = featureHistory(sliceDays(panel, panel.dayCount - lookback - 2, panel.dayCount), feature, values);
    expect(history.subarray(-n)).toEqual(feature.compute(panel, values));
  });
});
