import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FrontierExplorer } from '@/components/charts/frontier-explorer';
import { FrontierHandle } from '@/components/charts/frontier-handle';
import { MixBars } from '@/components/charts/mix-bars';
import { WeightMap } from '@/components/charts/weight-map';

const drawing = { current: null };
const texts = { takeaway: 'What to see.', title: 'What is drawn' };
const points = [
  { volatility: 0.04, expectedReturn: 0.03, weights: [0.9, 0.1] },
  { volatility: 0.1, expectedReturn: 0.06, weights: [0.2, 0.8] },
];
const instruments = [
  { symbol: 'BND', assetClass: 'bond' },
  { symbol: 'SPY', assetClass: 'equity' },
] as const;
const mark = (id: string, kind: 'instrument' | 'yardstick', volatility: number) =>
  ({
    id,
    label: id,
    kind,
    isOwn: kind === 'yardstick',
    color: 'var(--ink)',
    volatility,
    expectedReturn: 0.05,
  }) as const;

test('the frontier says its ends, what is the reader’s, and what lies outside of the drawing', () => {
  const markup = renderToStaticMarkup(
    <FrontierExplorer
      {...texts}
      points={points}
      corners={[]}
      marks={[mark('Your plan', 'yardstick', 0.08), mark('BTC', 'instrument', 0.7)]}
      chosen={0}
      onChoose={() => undefined}
      cashReturn={0.02}
      isStale={false}
      drawing={drawing}
    />,
  );
  expect(markup).toContain('from 3.0% expected at 4.0% volatility to 6.0% expected at 10.0% volatility');
  expect(markup).toContain('Your plan: 5.0% expected at 8.0% volatility.');
  expect(markup).toContain('Off to the right: BTC (70.0% volatility, 5.0% expected).');
});

test('the handle is a slider that says where it stands', () => {
  const curve = [
    { x: 0, y: 10 },
    { x: 10, y: 0 },
  ];
  const markup = renderToStaticMarkup(
    <svg>
      <FrontierHandle points={points} curve={curve} chosen={1} onChoose={() => undefined} drawing={drawing} />
    </svg>,
  );
  expect(markup).toContain('role="slider"');
  expect(markup).toContain('aria-valuenow="2"');
  expect(markup).toContain('aria-valuetext="6.0% expected return at 10.0% volatility"');
});

test('mixes and weights are summed up in words', () => {
  const mixes = points.map(({ weights, volatility, expectedReturn }, at) => ({
    id: String(at),
    name: ['Calm', 'Bold'][at] ?? '',
    rule: '',
    isOwn: false,
    weights,
    volatility,
    expectedReturn,
    sharpe: (expectedReturn - 0.02) / volatility,
    note: '',
  }));
  const bars = renderToStaticMarkup(<MixBars {...texts} instruments={instruments} mixes={mixes} />);
  expect(bars).toContain('2 mixes. Most expected return above cash for its volatility: Bold, Sharpe 0.40.');
  expect(bars).toContain('aria-label="SPY 80.0%, BND 20.0%"');
  const map = renderToStaticMarkup(<WeightMap {...texts} instruments={instruments} points={points} chosen={0} />);
  expect(map).toContain('Largest holding of the calmest mix: BND at 90.0%; of the boldest: SPY at 80.0%.');
});

test('a long list of mixes waits behind a button, and bars lie in the order of the classes', () => {
  const mixes = ['First', 'Second', 'Third'].map((name) => ({
    id: name,
    name,
    rule: '',
    isOwn: false,
    weights: [0.25, 0.75],
    volatility: 0.04567,
    expectedReturn: 0.03,
    sharpe: null,
    note: '',
  }));
  const markup = renderToStaticMarkup(
    <MixBars {...texts} instruments={instruments} mixes={mixes} shownMax={2} decimals={2} />,
  );
  expect(markup).toContain('Second');
  expect(markup).not.toContain('Third');
  expect(markup).toContain('Show all 3');
  expect(markup).toContain('4.57%');
  expect(markup).toContain('aria-label="SPY 75.0%, BND 25.0%"');
});
