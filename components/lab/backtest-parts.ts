import { backtestPath } from '@/lib/shared/routes';

/** Each part of a result has its own address and loads alone, so that a long test opens as fast as a short one. */
export const BACKTEST_PARTS = {
  overview: 'Overview',
  time: 'Over time',
  sources: 'Where it came from',
  against: 'Against others',
  trades: 'Trades',
} as const;

export type BacktestPartId = keyof typeof BACKTEST_PARTS;

const isPart = (text: string): text is BacktestPartId => Object.hasOwn(BACKTEST_PARTS, text);

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The part an address asks for; the overview when it asks for none that exists. */
export function partOfQuery({ part }: Query): BacktestPartId {
  return typeof part === 'string' && isPart(part) ? part : 'overview';
}

/** A page number from 1, however the address was written. */
export function pageOfQuery({ page }: Query, pageCount: number): number {
  const asked = typeof page === 'string' && /^\d{1,6}$/.test(page) ? Number(page) : 1;
  return Math.min(Math.max(asked, 1), Math.max(pageCount, 1));
}

export function partPath(backtestId: string, part: BacktestPartId, page = 1): string {
  const base = backtestPath(backtestId);
  if (part === 'overview') return base;
  return page === 1 ? `${base}?part=${part}` : `${base}?part=${part}&page=${page}`;
}
