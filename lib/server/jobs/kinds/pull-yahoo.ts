import { z } from 'zod';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { cleanPanel } from '@/lib/quant/market/clean';
import type { ImportProblem } from '@/lib/shared/contracts/price-set';
import type { PriceProvider } from '../../adapters/data/provider';
import { PRICE_PROVIDERS } from '../../adapters/data/registry';
import { appendAudit } from '../../audit/append';
import { cleaningProblems, importReport, unknownSymbolProblems } from '../../prices/import-report';
import { insertPriceSet, storePriceSet } from '../../prices/price-set-rows';
import type { JobKind, JobOutcome, JobRun } from '../job-kind';

const Input = z.object({
  symbols: z.array(z.string()).min(1),
  from: z.string(),
  to: z.string(),
  label: z.string(),
});

/** Fetching is most of the work; cleaning and storing the rest. */
const FETCH_SHARE = 0.9;

/** The kind for a given way to Yahoo; the registry has the real one. */
export const pullYahooFrom = (provider: PriceProvider): JobKind => ({
  id: 'pull-yahoo',
  attemptsMax: 3,
  run: (run) => pull(provider, run),
});

export const pullYahooJob = pullYahooFrom(PRICE_PROVIDERS.yahoo);

async function pull(provider: PriceProvider, { ctx, job, control }: JobRun): Promise<JobOutcome> {
  const { symbols, from, to, label } = Input.parse(job.input);
  const wanted = { symbols, fromDay: dayNumber(isoDay(from)), toDay: dayNumber(isoDay(to)) };
  const outcome = await provider.fetchPrices(wanted, {
    report: (fraction) => {
      control.report(fraction * FETCH_SHARE);
    },
    shouldStop: control.shouldStop,
  });
  if (outcome.status === 'stopped') return { status: 'stopped' };
  if (outcome.status === 'failed') return { status: 'failed', failure: outcome.message };
  const { panel, report: cleaning } = cleanPanel(outcome.panel);
  const problems: ImportProblem[] = [
    ...outcome.problems,
    ...unknownSymbolProblems(label, symbols),
    ...cleaningProblems(label, cleaning),
  ];
  const { userId } = job;
  const report = importReport('provider', panel.dayCount, problems);
  const row = await storePriceSet(ctx, { userId, label, panel, report });
  return {
    status: 'done',
    commit: async (tx) => {
      await insertPriceSet(tx, row);
      if (userId !== null) {
        const body = { priceSetId: row.id, contentHash: row.contentHash, source: provider.id };
        await appendAudit(tx, ctx.clock, { kind: 'prices-imported', userId, actor: 'worker', body });
      }
      return { subject: { kind: 'price-set', id: row.id } };
    },
  };
}
