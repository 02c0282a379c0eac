import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import type { FetchOutcome } from '@/lib/server/adapters/data/provider';
import { yahooProvider } from '@/lib/server/adapters/data/yahoo';

/** The real client of Yahoo Finance against a server of our own that speaks the shape of its chart answer. */

let server: Server;
let answer: (symbol: string, response: ServerResponse) => void;
let asked: { symbol: string; host: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const symbol = decodeURIComponent(/\/v8\/finance\/chart\/([^?]+)/.exec(request.url ?? '')?.[1] ?? '');
    asked.push({ symbol, host: String(request.headers['x-original-host']) });
    answer(symbol, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

/** Leads every request to our server; what host it was for travels along. */
const toOurServer: typeof fetch = (input, init) => {
  const address = new URL(input instanceof Request ? input.url : input);
  const { port } = server.address() as AddressInfo;
  const headers = new Headers(init?.headers);
  headers.set('x-original-host', address.hostname);
  return fetch(`http://127.0.0.1:${port}${address.pathname}${address.search}`, { ...init, headers });
};

const NEW_YORK_WINTER = -18_000;
/** 14:30 UTC: the opening bell in New York in winter. */
const opening = (day: string): number => Date.parse(`${day}T14:30:00Z`) / 1_000;

interface Bar {
  readonly day: string;
  readonly close: number | null;
  readonly adjusted?: number | null;
}

function chartOf(
  symbol: string,
  bars: readonly Bar[],
  extra: { currency?: string; events?: object; gmtoffset?: number } = {},
): object {
  const period = { timezone: 'EST', start: 1_700_000_000, end: 1_700_020_000, gmtoffset: NEW_YORK_WINTER };
  return {
    chart: {
      result: [
        {
          meta: {
            currency: extra.currency ?? 'USD',
            symbol,
            exchangeName: 'PCX',
            fullExchangeName: 'NYSEArca',
            instrumentType: 'ETF',
            firstTradeDate: 728_317_800,
            regularMarketTime: 1_700_000_000,
            hasPrePostMarketData: true,
            gmtoffset: extra.gmtoffset ?? NEW_YORK_WINTER,
            timezone: 'EST',
            exchangeTimezoneName: 'America/New_York',
            regularMarketPrice: 400,
            chartPreviousClose: 399,
            priceHint: 2,
            currentTradingPeriod: { pre: period, regular: period, post: period },
            dataGranularity: '1d',
            range: '',
            validRanges: ['1d', 'max'],
          },
          timestamp: bars.map(({ day }) => opening(day)),
          ...(extra.events && { events: extra.events }),
          indicators: {
            quote: [
              {
                open: bars.map(({ close }) => (close === null ? null : close - 1)),
                high: bars.map(({ close }) => close),
                low: bars.map(({ close }) => close),
                close: bars.map(({ close }) => close),
                volume: bars.map(({ close }) => (close === null ? null : 1_000)),
              },
            ],
            adjclose: [{ adjclose: bars.map(({ close, adjusted }) => (adjusted === undefined ? close : adjusted)) }],
          },
        },
      ],
      error: null,
    },
  };
}

const send = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

const control = { report: () => undefined, shouldStop: () => false };

const pull = (symbols: string[], from = '2024-01-02', to = '2024-01-05'): Promise<FetchOutcome> =>
  yahooProvider({ fetch: toOurServer }).fetchPrices(
    { symbols, fromDay: dayNumber(isoDay(from)), toDay: dayNumber(isoDay(to)) },
    control,
  );

const BARS: readonly Bar[] = [
  { day: '2024-01-02', close: 100, adjusted: 98 },
  { day: '2024-01-03', close: 101, adjusted: 99.2 },
  { day: '2024-01-04', close: null, adjusted: null },
  { day: '2024-01-05', close: 103, adjusted: 103 },
];

async function fetched(
  symbols: string[],
  from?: string,
  to?: string,
): Promise<Extract<FetchOutcome, { status: 'fetched' }>> {
  const outcome = await pull(symbols, from, to);
  if (outcome.status !== 'fetched') throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe('a chart that can be read', () => {
  test('keeps closes, adjusted closes, dividends and splits on the exchange’s own days', async () => {
    const at = opening('2024-01-03');
    const events = {
      dividends: { [at]: { amount: 0.75, date: at } },
      splits: { [at]: { date: at, numerator: 4, denominator: 1, splitRatio: '4:1' } },
    };
    answer = (symbol, response) => {
      send(response, chartOf(symbol, BARS, { events }));
    };
    const { panel, problems } = await fetched(['SPY']);
    expect(asked.every(({ host }) => host.endsWith('yahoo.com'))).toBe(true);
    expect(panel.basis).toBe('split-adjusted');
    expect(panel.source).toEqual({ kind: 'yahoo', label: 'Yahoo Finance' });
    expect(Array.from(panel.days)).toEqual(BARS.map(({ day }) => dayNumber(isoDay(day))));
    expect(Array.from(panel.layers.close)).toEqual([100, 101, Number.NaN, 103]);
    expect(Array.from(panel.layers.totalReturnIndex)).toEqual([98, 99.2, Number.NaN, 103]);
    expect(Array.from(panel.layers.dividend ?? [])).toEqual([0, 0.75, Number.NaN, 0]);
    expect(Array.from(panel.layers.splitFactor ?? [])).toEqual([1, 4, Number.NaN, 1]);
    expect(Array.from(panel.known)).toEqual([1, 1, 0, 1]);
    expect(problems).toMatchObject([{ severity: 'dropped', column: 'SPY', code: 'missing-price' }]);
    expect(problems[0]?.message).toContain('2024-01-04');
    expect(panel.instruments[0]).not.toHaveProperty('isKnown');
  });

  test('several symbols share the days of all, each with its own gaps', async () => {
    const bars = { SPY: BARS.slice(0, 2), TLT: BARS.slice(1, 2) };
    answer = (symbol, response) => {
      send(response, chartOf(symbol, bars[symbol as 'SPY' | 'TLT']));
    };
    const { panel } = await fetched(['SPY', 'TLT']);
    expect(panel.instruments.map(({ symbol }) => symbol)).toEqual(['SPY', 'TLT']);
    expect(Array.from(panel.known)).toEqual([1, 0, 1, 1]);
  });

  test('bars outside the wanted days are cut off', async () => {
    answer = (symbol, response) => {
      send(response, chartOf(symbol, BARS));
    };
    expect((await fetched(['SPY'], '2024-01-03', '2024-01-04')).panel.dayCount).toBe(2);
  });
});

describe('trouble is one sentence that tells the cases apart', () => {
  const notFound = {
    chart: { result: null, error: { code: 'Not Found', description: 'No data found, symbol may be delisted' } },
  };
  const sentences = new Set<string>();

  test.each([
    ['too many requests', 'limiting requests', (r: ServerResponse) => send(r, 'Too Many Requests', 429)],
    ['a broken server', 'trouble of its own', (r: ServerResponse) => send(r, 'oops', 503)],
    ['an unknown symbol', 'does not know SPY', (r: ServerResponse) => send(r, notFound, 404)],
    ['no JSON', 'cannot be read', (r: ServerResponse) => send(r, '<html>hello</html>')],
    [
      'another shape',
      'cannot be read',
      (r: ServerResponse) => send(r, { chart: { result: [{ meta: {} }], error: null } }),
    ],
    ['an empty answer', 'has no prices for SPY', (r: ServerResponse) => send(r, chartOf('SPY', []))],
    [
      'only empty bars',
      'has no prices for SPY',
      (r: ServerResponse) => send(r, chartOf('SPY', [{ day: '2024-01-02', close: null }])),
    ],
    ['another currency', 'in EUR', (r: ServerResponse) => send(r, chartOf('SPY', BARS, { currency: 'EUR' }))],
    ['a line that is cut', 'could not be reached', (r: ServerResponse) => void r.destroy()],
  ])('%s', async (_name, part, reply) => {
    answer = (_symbol, response) => {
      reply(response);
    };
    const outcome = await pull(['SPY']);
    expect(outcome.status).toBe('failed');
    if (outcome.status !== 'failed') return;
    expect(outcome.message).toContain(part);
    expect(outcome.message).toMatch(/^[A-Z].*\.$/);
    sentences.add(outcome.message);
  });

  test('nine troubles give seven sentences', () => {
    expect(sentences.size).toBe(7);
  });
});

test('a redirect leads nowhere', async () => {
  let strangers = 0;
  const stranger = createServer((_request, response) => {
    strangers += 1;
    send(response, chartOf('SPY', BARS));
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  answer = (_symbol, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${port}/v8/finance/chart/SPY` }).end();
  };
  expect((await pull(['SPY'])).status).toBe('failed');
  expect(strangers).toBe(0);
  stranger.close();
});

test('told to stop, it asks no more', async () => {
  answer = (symbol, response) => {
    send(response, chartOf(symbol, BARS));
  };
  const provider = yahooProvider({ fetch: toOurServer });
  const wanted = { symbols: ['SPY', 'TLT', 'GLD'], fromDay: 19_724, toDay: 19_727 };
  const outcome = await provider.fetchPrices(wanted, { report: () => undefined, shouldStop: () => asked.length >= 1 });
  expect(outcome.status).toBe('stopped');
  expect(new Set(asked.map(({ symbol }) => symbol))).toEqual(new Set(['SPY']));
});
