import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { AllocationDonut } from '../../../components/charts/allocation-donut';
import { CorrelationHeatmap } from '../../../components/charts/correlation-heatmap';
import { DriftBullets } from '../../../components/charts/drift-bullets';
import { GrowthChart } from '../../../components/charts/growth-chart';
import { StressBars } from '../../../components/charts/stress-bars';
import { DataTable } from '../../../components/ui/data-table';
import { MoneyText, PercentText } from '../../../components/ui/figures';
import { Input } from '../../../components/ui/input';
import { Progress } from '../../../components/ui/progress';

const plainText = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('figures', () => {
  test('a change shows sign, arrow and hue; a level shows none', () => {
    const gain = renderToStaticMarkup(<PercentText value={0.0123} tone="change" />);
    expect(gain).toContain('+1.2%');
    expect(gain).toContain('↑');
    expect(gain).toContain('text-gain');
    const level = renderToStaticMarkup(<PercentText value={0.0123} />);
    expect(level).not.toMatch(/[+↑]|text-gain/);
  });

  test('a change that rounds to zero has no direction', () => {
    expect(renderToStaticMarkup(<PercentText value={-0.0001} tone="change" />)).not.toMatch(/[\u2212↓]|text-loss/);
  });

  test('amounts of money can be hidden', () => {
    expect(renderToStaticMarkup(<MoneyText amount="12.00" />)).toContain('data-amount');
  });
});

test('a table names itself, its columns and its rows', () => {
  const markup = renderToStaticMarkup(
    <DataTable
      caption="Orders"
      columns={[
        { id: 'symbol', header: 'Symbol' },
        { id: 'cost', header: 'Cost', kind: 'number' },
      ]}
      rows={[{ id: 'SPY', cells: { symbol: 'SPY', cost: '$1' } }]}
    />,
  );
  expect(markup).toMatch(/<caption[^>]*>Orders/);
  expect(markup).toMatch(/<th scope="col"[^>]*>Cost/);
  expect(markup).toMatch(/<th scope="row"[^>]*>SPY/);
});

test('an input is tied to its label, hint and error', () => {
  const markup = renderToStaticMarkup(<Input label="Mail" hint="Only to sign in." error="Write an address." />);
  const id = /<label for="([^"]+)"/.exec(markup)?.[1] ?? '';
  expect(markup).toContain(`id="${id}"`);
  expect(markup).toContain(`aria-describedby="${id}-hint ${id}-error"`);
  expect(markup).toContain('aria-invalid="true"');
});

test('progress never leaves its bar', () => {
  const markup = renderToStaticMarkup(<Progress label="Backtest" fractionDone={1.7} />);
  expect(markup).toContain('aria-valuenow="100"');
  expect(markup).toContain('width:100%');
});

describe('charts on the server', () => {
  const texts = { title: 'Title', takeaway: 'What to see.' };

  test('the spoken summary and the figures are there before any script runs', () => {
    const markup = renderToStaticMarkup(
      <AllocationDonut
        {...texts}
        holdings={[
          { symbol: 'IEF', name: 'Bonds', assetClass: 'bond', weight: 0.4 },
          { symbol: 'SPY', name: 'Large companies', assetClass: 'equity', weight: 0.35 },
          { symbol: 'VEA', name: 'Other markets', assetClass: 'equity', weight: 0.25 },
        ]}
      />,
    );
    expect(plainText(markup)).toContain('Stocks 60.0%, Bonds 40.0%.');
    expect(plainText(markup)).toContain('SPY Large companies 35.0%');
  });

  test('lines reserve their height and draw nothing at a guessed width', () => {
    const markup = renderToStaticMarkup(
      <GrowthChart
        {...texts}
        dates={['2020-01-02', '2020-01-03']}
        series={[{ id: 'own', label: 'Your plan', values: [100, 101], isOwn: true }]}
      />,
    );
    expect(markup).toContain('min-height:340px');
    expect(markup).not.toContain('recharts-surface');
    expect(plainText(markup)).toContain('Your plan from $100 to $101.');
  });

  test('a series of another length than its dates is a bug', () => {
    expect(() =>
      renderToStaticMarkup(
        <GrowthChart {...texts} dates={['2020-01-02']} series={[{ id: 'own', label: 'Plan', values: [1, 2] }]} />,
      ),
    ).toThrow('own has 2 values for 1 dates');
  });

  test('losses are named in money', () => {
    const text = plainText(
      renderToStaticMarkup(
        <StressBars {...texts} rows={[{ id: 'crisis', label: 'Crisis', change: -0.2, amount: -5_000 }]} />,
      ),
    );
    expect(text).toContain('The worst of 1 is Crisis: \u2212$5,000, \u221220.0%.');
  });

  test('a holding outside its band is named', () => {
    const text = plainText(
      renderToStaticMarkup(
        <DriftBullets
          {...texts}
          rows={[
            {
              symbol: 'SPY',
              name: 'Stocks',
              assetClass: 'equity',
              weight: 0.5,
              target: 0.4,
              bandLow: 0.35,
              bandHigh: 0.45,
            },
            {
              symbol: 'IEF',
              name: 'Bonds',
              assetClass: 'bond',
              weight: 0.5,
              target: 0.5,
              bandLow: 0.45,
              bandHigh: 0.55,
            },
          ]}
        />,
      ),
    );
    expect(text).toContain('Outside the band: Stocks at 50.0% against 40.0%');
  });

  test('the most and the least alike pair are named', () => {
    const text = plainText(
      renderToStaticMarkup(
        <CorrelationHeatmap
          {...texts}
          symbols={['A', 'B', 'C']}
          correlations={[
            [1, 0.5, -0.2],
            [0.5, 1, 0.1],
            [-0.2, 0.1, 1],
          ]}
        />,
      ),
    );
    expect(text).toContain('Most alike: A and B at 0.50. Least alike: A and C at \u22120.20.');
  });
});
