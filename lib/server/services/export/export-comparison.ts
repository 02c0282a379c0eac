import { z } from 'zod';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { ComparisonLine, ComparisonResult } from '@/lib/shared/contracts/comparison';
import { ExportFormat, type ExportedFile } from '@/lib/shared/contracts/wire';
import type { CsvCell } from '@/lib/shared/format/csv';
import { lineName } from '@/lib/shared/strategy-names';
import { ownerOfComparison } from '../comparison/comparison-view';
import { getComparison } from '../comparison/get-comparison';
import { exportTurn } from '../export-turn';
import { service } from '../service';
import { exportedFile } from './export-file';

const FIGURES = {
  'total return': ({ metrics }) => metrics.totalReturn,
  'return a year': ({ metrics }) => metrics.annualReturn,
  'volatility a year': ({ metrics }) => metrics.annualVolatility,
  sharpe: ({ metrics }) => metrics.sharpe,
  'max drawdown': ({ metrics }) => metrics.maxDrawdown,
  calmar: ({ metrics }) => metrics.calmar,
  // Under a year it would be scaled up to one, like the figures above, which are null then.
  'turnover a year': ({ turnoverAnnual, metrics }) => (metrics.annualReturn === null ? null : turnoverAnnual),
  'end value USD': ({ endValue }) => Number(endValue.amount),
  'costs USD': ({ costs }) => Number(costs.amount),
  trades: ({ tradeCount }) => tradeCount,
} as const satisfies Record<string, (line: Extract<ComparisonLine, { status: 'tested' }>) => number | null>;

const HEADER = ['id', 'line', ...Object.keys(FIGURES), 'why not tested'];

const rowsOf = ({ lines }: ComparisonResult): (readonly CsvCell[])[] =>
  lines.map((line) => {
    const name = lineName(line.ref);
    return line.status === 'tested'
      ? [line.id, name, ...Object.values(FIGURES).map((figure) => figure(line)), null]
      : [line.id, name, ...Object.keys(FIGURES).map(() => null), line.reason];
  });

/** The table of a comparison, or the whole result. */
export const exportComparison = service({
  name: 'export/export-comparison',
  access: 'owner',
  input: z.strictObject({ comparisonId: z.uuid(), format: ExportFormat }),
  ownerOf: (ctx, { comparisonId }) => ownerOfComparison(ctx, comparisonId),
  run: async (ctx, { comparisonId, format }): Promise<Outcome<ExportedFile>> => {
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const comparison = await getComparison.call(ctx, { comparisonId });
    if (comparison.status === 'refused') return comparison;
    const { result } = comparison.value;
    if (result === null) return refused('conflict', 'This comparison has no result to download yet.');
    const name = `ballast-comparison-${result.firstDay}-${result.lastDay}`;
    return done(exportedFile(format, { name, header: HEADER, rows: rowsOf(result), json: comparison.value }));
  },
});
