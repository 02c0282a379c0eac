import { z } from 'zod';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { SearchResult } from '@/lib/shared/contracts/search';
import { ExportFormat, type ExportedFile } from '@/lib/shared/contracts/wire';
import type { CsvCell } from '@/lib/shared/format/csv';
import { exportTurn } from '../export-turn';
import { getSearch } from '../search/get-search';
import { ownerOfSearch } from '../search/search-view';
import { service } from '../service';
import { exportedFile } from './export-file';

const FIGURES = ['sharpe', 'annualReturn', 'annualVolatility', 'maxDrawdown', 'turnoverAnnual', 'cost'] as const;

const rowsOf = ({ trials, dimensions, best }: SearchResult): (readonly CsvCell[])[] =>
  trials.map(({ choice, figures }, at) => [
    at + 1,
    ...dimensions.map(({ values }, d) => values[choice[d] ?? -1] ?? null),
    ...FIGURES.map((name) => figures?.[name] ?? null),
    at === best ? 'chosen' : null,
  ]);

/** Every trial of a search with its figures, or the whole result. */
export const exportSearch = service({
  name: 'export/export-search',
  access: 'owner',
  input: z.strictObject({ searchId: z.uuid(), format: ExportFormat }),
  ownerOf: (ctx, { searchId }) => ownerOfSearch(ctx, searchId),
  run: async (ctx, { searchId, format }): Promise<Outcome<ExportedFile>> => {
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const search = await getSearch.call(ctx, { searchId });
    if (search.status === 'refused') return search;
    const { result } = search.value;
    if (result === null) return refused('conflict', 'This search has no result to download yet.');
    const header = ['trial', ...result.dimensions.map(({ id }) => id), ...FIGURES, 'note'];
    const name = `ballast-search-${result.train.firstDay}-${result.holdout.lastDay}`;
    return done(exportedFile(format, { name, header, rows: rowsOf(result), json: search.value }));
  },
});
