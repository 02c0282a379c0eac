import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { TaxLots } from '@/components/portfolio/tax-lots';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { PortfolioView, TaxLotView } from '@/lib/shared/contracts/account';

const usd = (amount: string) => ({ amount, currency: 'USD' }) as const;

const lot = (part: Partial<TaxLotView>): TaxLotView => ({
  symbol: 'SPY',
  name: 'S&P 500',
  boughtDate: '2026-03-02',
  quantity: '12.5',
  costBasis: usd('1250.00'),
  value: usd('1300.00'),
  unrealizedGain: usd('50.00'),
  isLongTerm: false,
  longTermFrom: '2027-03-03',
  hasWashedLoss: false,
  ...part,
});

function textOf(lots: TaxLotView[], income: PortfolioView['taxFigures']['income']): string {
  const view = {
    account: { id: 'b1' },
    lots,
    taxFigures: {
      year: 2026,
      unrealizedShort: usd('50.00'),
      unrealizedLong: usd('-7.00'),
      realizedShort: usd('0.00'),
      realizedLong: usd('3.00'),
      income,
    },
  };
  return renderToStaticMarkup(
    <TooltipProvider>
      <TaxLots view={view} />
    </TooltipProvider>,
  )
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

describe('the lots of a portfolio', () => {
  test('say when they turn long-term, and which already are', () => {
    const text = textOf([lot({}), lot({ symbol: 'TLT', isLongTerm: true })], []);
    expect(text).toMatch(/SPY .* up to a year, until 3 Mar 2027/);
    expect(text).toMatch(/TLT .* over a year/);
    expect(text).toContain('Realised in 2026');
    expect(text).toContain('No dividends have been paid in cash');
  });

  test('name what paid dividends', () => {
    const text = textOf([lot({})], [{ symbol: 'SPY', amount: usd('8.50') }]);
    expect(text).toMatch(/Dividends of 1 holding have been paid in cash\. .*Received SPY \$8\.50/);
  });
});
