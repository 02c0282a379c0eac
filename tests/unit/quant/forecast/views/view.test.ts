import { describe, expect, test } from 'vitest';
import { checkViews, type ReturnView } from '@/lib/quant/forecast/views/view';

const SYMBOLS = ['SPY', 'TLT', 'GLD'];

function messageOf(...views: ReturnView[]): string {
  const checked = checkViews(views, SYMBOLS);
  return checked.status === 'refused' ? checked.message : 'accepted';
}
const mix = (coefficients: [string, number][], value = 0.01): ReturnView => ({
  kind: 'combination',
  name: 'my mix',
  coefficients: new Map(coefficients),
  value,
});

describe('views', () => {
  test('become rows in universe order', () => {
    const checked = checkViews(
      [
        { kind: 'relative', asset: 'SPY', versus: 'TLT', value: 0.03, confidence: 0.4 },
        { kind: 'absolute', asset: 'GLD', value: 0.02 },
        mix([
          ['TLT', 0.5],
          ['GLD', 2],
        ]),
      ],
      SYMBOLS,
    );
    expect(checked).toMatchObject({
      status: 'done',
      value: {
        names: ['SPY over TLT', 'GLD', 'my mix'],
        picks: Float64Array.of(1, -1, 0, 0, 0, 1, 0, 0.5, 2),
        values: Float64Array.of(0.03, 0.02, 0.01),
        certainties: [{ confidence: 0.4 }, {}, {}],
      },
    });
  });

  test.each<[string, string, ReturnView[]]>([
    ['an unknown symbol', 'XOM, which is not among the assets', [{ kind: 'absolute', asset: 'XOM', value: 0.1 }]],
    ['no asset', 'speaks of no asset', [mix([])]],
    ['coefficients of zero', 'speaks of no asset', [mix([['SPY', 0]])]],
    ['an asset against itself', 'speaks of no asset', [{ kind: 'relative', asset: 'SPY', versus: 'SPY', value: 0.1 }]],
    ['a value that is no number', 'finite return', [{ kind: 'absolute', asset: 'SPY', value: Number.NaN }]],
    ['a coefficient that is no number', 'no finite coefficient for SPY', [mix([['SPY', Infinity]])]],
    ['too much confidence', 'from 0 to 1', [{ kind: 'absolute', asset: 'SPY', value: 0.1, confidence: 1.2 }]],
    ['negative confidence', 'from 0 to 1', [{ kind: 'absolute', asset: 'SPY', value: 0.1, confidence: -0.1 }]],
    ['a negative variance', 'zero or more', [{ kind: 'absolute', asset: 'SPY', value: 0.1, variance: -1 }]],
    [
      'two kinds of certainty',
      'give one of them',
      [{ kind: 'absolute', asset: 'SPY', value: 0.1, variance: 1, confidence: 1 }],
    ],
    [
      'two answers for one asset',
      'The views SPY and my mix speak of the same mix and say 0.1 and 0.04; keep one.',
      [{ kind: 'absolute', asset: 'SPY', value: 0.1 }, mix([['SPY', 0.5]], 0.02)],
    ],
    [
      'the same view turned round',
      'given twice',
      [
        { kind: 'relative', asset: 'SPY', versus: 'TLT', value: 0.03 },
        { kind: 'relative', asset: 'TLT', versus: 'SPY', value: -0.03 },
      ],
    ],
  ])('are refused with a sentence: %s', (_, sentence, views) => {
    expect(messageOf(...views)).toContain(sentence);
  });
});
