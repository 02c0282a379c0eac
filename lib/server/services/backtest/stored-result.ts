import { z } from 'zod';
import { BacktestDetail, BacktestResult, BacktestRunView } from '@/lib/shared/contracts/backtest';

/** As results were stored before the plan was held against other lines and through markets. */
const SecondResult = BacktestResult.extend({
  schemaVersion: z.literal(2),
  detail: BacktestDetail.omit({ against: true }).nullable(),
});

/** And before months and the detail of the plan's line were kept with them. */
const FirstResult = SecondResult.omit({ months: true, detail: true }).extend({
  schemaVersion: z.literal(1),
  runs: z.array(BacktestRunView.omit({ monthReturns: true })),
});

const AnyResult = z.discriminatedUnion('schemaVersion', [BacktestResult, SecondResult, FirstResult]);

/** A stored result in today's shape; what an older one did not keep stays absent and is never guessed. */
export function storedResult(stored: unknown): BacktestResult {
  const result = AnyResult.parse(stored);
  switch (result.schemaVersion) {
    case 3:
      return result;
    case 2: {
      const { detail } = result;
      return { ...result, schemaVersion: 3, detail: detail === null ? null : { ...detail, against: null } };
    }
    case 1: {
      const runs = result.runs.map((run) => ({ ...run, monthReturns: [] }));
      return { ...result, schemaVersion: 3, months: [], runs, detail: null };
    }
  }
}
