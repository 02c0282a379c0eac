import YahooFinance from 'yahoo-finance2';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import type { FetchOutcome, PriceProvider, WantedPrices } from './provider';
import { panelFromCharts, type YahooChart } from './yahoo-transform';

/** A chart of twenty years takes a second or two; far beyond that the line is dead. */
const REQUEST_MILLISECONDS_MAX = 20_000;

/** Only these hosts are asked, whatever a redirect or a symbol says. */
const YAHOO_HOST = /(^|\.)yahoo\.com$/;

class YahooProblem extends Error {
  override readonly name = 'YahooProblem';
}

export interface YahooOptions {
  /** The way out; tests lead it to a server of their own. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Yahoo Finance through yahoo-finance2. Trouble is told in one sentence that says what can be done. */
export function yahooProvider({ fetch: fetchOut = globalThis.fetch }: YahooOptions = {}): PriceProvider {
  const client = new YahooFinance({
    fetch: guarded(fetchOut),
    versionCheck: false,
    suppressNotices: ['yahooSurvey'],
    validation: { logErrors: false, logOptionsErrors: false },
  });
  return {
    id: 'yahoo',
    name: 'Yahoo Finance',
    fetchPrices: async (wanted, control) => {
      const charts: YahooChart[] = [];
      for (const [index, symbol] of wanted.symbols.entries()) {
        if (control.shouldStop()) return { status: 'stopped' };
        const chart = await fetchChart(client, symbol, wanted);
        if (chart.status === 'failed') return chart;
        charts.push(chart.value);
        control.report((index + 1) / wanted.symbols.length);
      }
      return { status: 'fetched', ...panelFromCharts(charts, wanted) };
    },
  };
}

/** Sorts what goes wrong on the way before the library sees it. */
const guarded =
  (fetchOut: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    const address = input instanceof Request ? input.url : input;
    if (!YAHOO_HOST.test(new URL(address).hostname)) throw new YahooProblem('Yahoo Finance led to another site.');
    let response: Response;
    try {
      // A redirect would be followed past the check above; where the library expects one, it looks itself.
      const redirect = init?.redirect === 'manual' ? 'manual' : 'error';
      response = await fetchOut(input, { ...init, redirect, signal: AbortSignal.timeout(REQUEST_MILLISECONDS_MAX) });
    } catch (cause) {
      throw new YahooProblem('Yahoo Finance could not be reached. Check the connection, or import a file instead.', {
        cause,
      });
    }
    if (response.status === 429) {
      throw new YahooProblem('Yahoo Finance is limiting requests just now. Try again in some minutes.');
    }
    if (response.status >= 500) {
      throw new YahooProblem(`Yahoo Finance has trouble of its own (${response.status}). Try again in some minutes.`);
    }
    return response;
  };

type ChartOutcome =
  { readonly status: 'fetched'; readonly value: YahooChart } | Extract<FetchOutcome, { status: 'failed' }>;

const failed = (message: string): ChartOutcome => ({ status: 'failed', message });

async function fetchChart(
  client: InstanceType<typeof YahooFinance>,
  symbol: string,
  { fromDay, toDay }: WantedPrices,
): Promise<ChartOutcome> {
  const from = isoDayFromNumber(fromDay);
  const to = isoDayFromNumber(toDay);
  try {
    const chart = await client.chart(symbol, {
      period1: from,
      // The library's end is excluded; bars after the last wanted day are cut off by the transform.
      period2: isoDayFromNumber(toDay + 2),
      interval: '1d',
      events: 'div|split',
      return: 'array',
    });
    if (chart.meta.currency !== 'USD') {
      return failed(`Yahoo Finance quotes ${symbol} in ${chart.meta.currency}; only prices in USD can be used so far.`);
    }
    const hasPrice = chart.quotes.some(({ close }) => close !== null && close > 0);
    if (!hasPrice) return failed(`Yahoo Finance has no prices for ${symbol} from ${from} to ${to}.`);
    return {
      status: 'fetched',
      value: {
        symbol,
        gmtOffsetSeconds: chart.meta.gmtoffset,
        quotes: chart.quotes.map(({ date, open, close, adjclose, volume }) => ({
          at: date,
          open,
          close,
          adjustedClose: adjclose ?? null,
          volume,
        })),
        dividends: (chart.events?.dividends ?? []).map(({ date, amount }) => ({ at: date, amount })),
        splits: (chart.events?.splits ?? []).map(({ date, numerator, denominator }) => ({
          at: date,
          factor: numerator / denominator,
        })),
      },
    };
  } catch (error) {
    return failed(sentenceOf(error, symbol, { from, to }));
  }
}

function sentenceOf(error: unknown, symbol: string, { from, to }: { from: string; to: string }): string {
  if (error instanceof YahooProblem) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  if (/no data found|delisted|not found/i.test(text)) {
    return `Yahoo Finance does not know ${symbol}, or it is no longer traded there.`;
  }
  if (/data doesn't exist/i.test(text)) return `Yahoo Finance has no prices for ${symbol} from ${from} to ${to}.`;
  return `Yahoo Finance answered for ${symbol} in a form that cannot be read. Nothing was kept.`;
}
