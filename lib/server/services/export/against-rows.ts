import type { BacktestAgainst } from '@/lib/shared/contracts/backtest-against';
import type { CsvCell } from '@/lib/shared/format/csv';

export const AGAINST_HEADER = ['part', 'against', 'item', 'figure', 'value', 'low', 'high'];

type Row = readonly CsvCell[];

/** One figure a row, decimals; the ends of its interval where it has one. */
export const againstRows = ({ lines, factors, regimes }: BacktestAgainst): Row[] => [
  ...lines.flatMap(({ name, figures, attribution }) => [
    ...(figures?.values ?? []).map(({ id, value, interval }) => [
      'months',
      name,
      '',
      id,
      value,
      interval?.low ?? null,
      interval?.high ?? null,
    ]),
    ...attributionRows(name, attribution),
  ]),
  ...factorRows(factors),
  ...regimes.rows.flatMap(({ id, knownOn: _told, ...figures }) =>
    Object.entries(figures).map(([figure, value]) => ['regime', regimes.against, id, figure, value, null, null]),
  ),
];

function attributionRows(
  name: string,
  { classes, other, ...returns }: BacktestAgainst['lines'][number]['attribution'],
) {
  const row = (item: string, figure: string, value: number): Row => [
    'attribution',
    name,
    item,
    figure,
    value,
    null,
    null,
  ];
  const { isYearly, ownReturn, benchmarkReturn } = returns;
  const span = isYearly ? 'a year' : 'whole window';
  return [
    row('', `return, ${span}`, ownReturn),
    row('', `return of the other, ${span}`, benchmarkReturn),
    ...classes.flatMap(({ assetClass, ...parts }) =>
      Object.entries(parts).map(([figure, value]) => row(assetClass, figure, value)),
    ),
    row('', 'costs, fees and taxes', other),
  ];
}

function factorRows(factors: BacktestAgainst['factors']): Row[] {
  if (factors?.status !== 'fitted') return [];
  const row = (item: string, figure: string, value: number): Row => ['factors', null, item, figure, value, null, null];
  return [
    ...factors.factors.flatMap(({ name, beta, standardError, contribution }) => [
      row(name, 'beta', beta),
      row(name, 'standard error', standardError),
      row(name, 'contribution a year', contribution),
    ]),
    row('', 'alpha a year', factors.alpha.value),
    row('', 'standard error of alpha', factors.alpha.standardError),
    row('', 'return above cash a year', factors.excessReturn),
    row('', 'r squared', factors.rSquared),
  ];
}
