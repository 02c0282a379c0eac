import { describe, expect, test } from 'vitest';
import { panelFromTable } from '../../lib/codec/prices/panel-from-table';
import { readPriceTable } from '../../lib/codec/prices/read-price-table';
import { tableToCsv } from '../../lib/codec/prices/table-to-csv';
import { dayNumber, isoDay } from '../../lib/base/iso-day';
import type { Feature } from '../../lib/quant/features/feature';
import { featureHistory } from '../../lib/quant/features/feature-history';
import { defaultParameters } from '../../lib/quant/features/parameters';
import { FEATURES } from '../../lib/quant/features/registry';
import { alignPanel } from '../../lib/quant/market/align';
import { cleanPanel } from '../../lib/quant/market/clean';
import { describeInstrument } from '../../lib/quant/market/known-instruments';
import { type PricePanel, selectInstruments } from '../../lib/quant/market/panel';
import { simpleReturns } from '../../lib/quant/market/returns';
import { simulatedMarket } from '../../lib/quant/market/simulated-market';
import { standardDeviation } from '../../lib/quant/math/statistics';
import { checkNoLookahead, type DayOutput } from '../support/no-lookahead';
import { CORE_FILE, hasSharedData, readSharedGzip } from '../support/shared-data';

/** Bitcoin begins in the middle. */
const simulated = selectInstruments(
  simulatedMarket({
    seed: 'no-lookahead',
    firstDay: dayNumber(isoDay('2013-06-03')),
    lastDay: dayNumber(isoDay('2015-06-30')),
  }),
  ['SIM-USEQ', 'SIM-LTB', 'SIM-CASH', 'SIM-GOLD', 'SIM-BTC', 'SIM-DXY'],
);

const cutsOf = ({ dayCount }: PricePanel): readonly number[] => [
  Math.floor(dayCount * 0.45),
  Math.floor(dayCount * 0.8),
  dayCount - 1,
];

/** One output a row of the panel: the feature on that row. */
const perDay = (values: Float64Array, panel: PricePanel): Float64Array[] => {
  const n = panel.instruments.length;
  return Array.from(panel.days, (_, t) => values.subarray(t * n, (t + 1) * n));
};

/** The whole way of a price: cleaned, aligned, then the feature. */
function throughPipeline(feature: Feature) {
  return (panel: PricePanel): readonly DayOutput[] => {
    const cleaned = cleanPanel(panel, { jumps: 'quarantine' }).panel;
    const aligned = alignPanel(cleaned, { rule: { kind: 'union' } }).panel;
    return perDay(featureHistory(aligned, feature, defaultParameters(feature.parameters)), aligned);
  };
}

const check = (panel: PricePanel, compute: (panel: PricePanel) => readonly DayOutput[]) =>
  checkNoLookahead({ compute, panel, cutIndices: cutsOf(panel), seed: 'future' });

describe.each(Object.entries<Feature>(FEATURES))('feature %s', (_, feature) => {
  test('says nothing new about the past when the future changes (simulated market)', () => {
    expect(check(simulated, throughPipeline(feature))).toEqual([]);
  });
});

test('load, cleaning and alignment see no future either, report included', () => {
  const compute = (panel: PricePanel): readonly DayOutput[] => {
    const outcome = readPriceTable(tableToCsv(panel), { fileName: 'sim.csv' });
    if (outcome.status === 'unreadable') return [];
    const loaded = panelFromTable(outcome.goodPart, describeInstrument).panel;
    const { panel: cleaned, report } = cleanPanel(loaded, { jumps: 'quarantine' });
    const aligned = alignPanel(cleaned, { rule: { kind: 'calendar', calendar: 'nyse' } }).panel;
    // A table leaves out days and instruments without any price, so prices are looked up by day and symbol.
    const n = aligned.instruments.length;
    const priceOf = new Map(
      Array.from(aligned.layers.close, (price, cell) => [
        `${aligned.instruments[cell % n]!.symbol} ${aligned.days[Math.floor(cell / n)]!}`,
        price,
      ]),
    );
    return Array.from(panel.days, (day) => {
      const prices = panel.instruments.map(({ symbol }) => priceOf.get(`${symbol} ${day}`) ?? Number.NaN);
      const isJudged = ['jump', 'stale-run'];
      const issues = report.issues.filter((issue) => issue.day === day && isJudged.includes(issue.kind));
      return JSON.stringify({ prices: prices.map(String), issues });
    });
  };
  expect(check(simulated, compute)).toEqual([]);
});

describe('planted faults are caught', () => {
  test('a feature that reads the next day', () => {
    const peeking: Feature = {
      ...FEATURES['simple-return'],
      compute: (view) => {
        // Reaches behind the view for the row after its last one.
        const n = view.instruments.length;
        const { buffer } = view.layers.close;
        const all = new Float64Array(buffer);
        const end = view.layers.close.byteOffset / 8 + view.layers.close.length;
        return Float64Array.from({ length: n }, (_, i) => (all[end + i] ?? Number.NaN) / all[end - n + i]! - 1);
      },
    };
    const compute = (panel: PricePanel): readonly DayOutput[] =>
      perDay(featureHistory(panel, peeking, { windowDays: 1 }), panel);
    const findings = check(simulated, compute);
    expect(findings.map(({ tampering }) => tampering)).toEqual(
      expect.arrayContaining(['removed', 'scrambled', 'unknown']),
    );
    // It is the very last row before each cut that has seen too much.
    for (const { cutIndex, row } of findings) expect(row).toBe(cutIndex - 1);
    expect(findings.length).toBe(9);
  });

  test('a cleaning rule that judges the past by the whole sample', () => {
    const compute = (panel: PricePanel): readonly DayOutput[] => {
      const returns = simpleReturns(panel).values;
      const limit = 3 * standardDeviation(returns.filter((value) => !Number.isNaN(value)));
      return perDay(
        returns.map((value) => (Math.abs(value) > limit ? Number.NaN : value)),
        panel,
      );
    };
    const findings = check(simulated, compute);
    const caught = new Set(findings.map(({ tampering }) => tampering));
    expect([...caught].sort()).toEqual(['removed', 'scrambled', 'unknown']);
  });
});

describe.skipIf(!hasSharedData(CORE_FILE))(
  'real prices of the core file (skipped where shared data are absent)',
  () => {
    const read = (): PricePanel => {
      const outcome = readPriceTable(readSharedGzip(CORE_FILE), { fileName: 'core.csv' });
      if (outcome.status === 'unreadable') throw new Error(outcome.message);
      return panelFromTable(outcome.goodPart, describeInstrument).panel;
    };

    test('momentum through cleaning and alignment sees no future', () => {
      expect(check(read(), throughPipeline(FEATURES['momentum-12-1']))).toEqual([]);
    });
  },
);
