import { z } from 'zod';
import { BacktestResult, BacktestRunView } from '@/lib/shared/contracts/backtest';

/** As results were stored before months and the detail of the plan's line were kept with them. */
const FirstResult = BacktestResult.omit({ months: true, detail: true }).extend({
  schemaVersion: z.literal(1),
  runs: z.array(BacktestRunView.omit({ monthReturns: true })),
});

const AnyResult = z.discriminatedUnion('schemaVersion', [BacktestResult, FirstResult]);

/** A stored result in today's shape; what an older one did not keep stays absent and is never guessed. */
export function storedResult(stored: unknown): BacktestResult {
  const result = AnyResult.parse(stored);
  if (result.schemaVersion === 2) return result;
  const runs = result.runs.map((run) => ({ ...run, monthReturns: [] }));
  return { ...result, schemaVersion: 2, months: [], runs, detail: null };
}
