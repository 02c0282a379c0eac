import { z } from 'zod';
import { done, type Outcome } from '@/lib/base/outcome';
import { recommendationReport } from '../../reports/recommendation-report';
import { exportTurn } from '../export-turn';
import { ownerOfRecommendation } from '../plan/owner';
import { recommendationView } from '../plan/views';
import { service } from '../service';
import { type ReportFile, reportFile, ReportFormat } from './report-file';

/** A recommendation as a document. */
export const getRecommendationReport = service({
  name: 'report/get-recommendation-report',
  access: 'owner',
  input: z.strictObject({ recommendationId: z.uuid(), format: ReportFormat }),
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async (ctx, { recommendationId, format }): Promise<Outcome<ReportFile>> => {
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const row = await ctx.db.recommendation.findUniqueOrThrow({ where: { id: recommendationId } });
    const priceSet = await ctx.db.priceSet.findUniqueOrThrow({ where: { id: row.priceSetId } });
    const view = recommendationView(row);
    const record = { view, answerHash: row.answerHash, pricesHash: priceSet.contentHash };
    return done(await reportFile(format, `ballast-plan-${view.answer.asOf}`, recommendationReport(record)));
  },
});
