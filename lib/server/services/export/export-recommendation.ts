import { z } from 'zod';
import { done, type Outcome } from '@/lib/base/outcome';
import type { KeptAnswer } from '@/lib/shared/contracts/plan';
import { ExportFormat, type ExportedFile } from '@/lib/shared/contracts/wire';
import type { CsvCell } from '@/lib/shared/format/csv';
import { exportTurn } from '../export-turn';
import { ownerOfRecommendation } from '../plan/owner';
import { keptAnswer } from '../plan/views';
import { service } from '../service';
import { exportedFile } from './export-file';

const HEADER = [
  'profile',
  'symbol',
  'name',
  'asset class',
  'weight',
  'risk contribution',
  'expected return a year',
  'volatility a year',
];

function weightRows({ profiles, instruments }: KeptAnswer): (readonly CsvCell[])[] {
  return profiles.flatMap((plan) => {
    if (plan.status !== 'solved') return [];
    return instruments.map(({ symbol, name, assetClass }) => [
      plan.profile,
      symbol,
      name,
      assetClass,
      plan.weights[symbol] ?? null,
      plan.riskContributions[symbol] ?? null,
      plan.expectedReturnByInstrument[symbol] ?? null,
      plan.volatilityByInstrument[symbol] ?? null,
    ]);
  });
}

/** A recommendation as a table of weights, or whole. */
export const exportRecommendation = service({
  name: 'export/export-recommendation',
  access: 'owner',
  input: z.strictObject({ recommendationId: z.uuid(), format: ExportFormat }),
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async (ctx, { recommendationId, format }): Promise<Outcome<ExportedFile>> => {
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const answer = keptAnswer(await ctx.db.recommendation.findUniqueOrThrow({ where: { id: recommendationId } }));
    const name = `ballast-plan-${answer.asOf}`;
    return done(exportedFile(format, { name, header: HEADER, rows: weightRows(answer), json: answer }));
  },
});
