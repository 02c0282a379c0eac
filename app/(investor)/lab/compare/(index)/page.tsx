import type { Metadata } from 'next';
import { CompareForm } from '@/components/lab/compare/compare-form';
import { CompareList } from '@/components/lab/compare/compare-list';
import { runFormPlan } from '@/components/lab/run-form-plan';
import { RunIndex } from '@/components/lab/run-index';
import { Term } from '@/components/ui/tooltip';
import { loadForPage } from '@/lib/server/http/in/page';
import { listComparisons } from '@/lib/server/services/comparison/list-comparisons';
import { getPlan } from '@/lib/server/services/plan/get-plan';
import { ROUTES } from '@/lib/shared/routes';
import { startComparisonAction } from '../actions';

export const metadata: Metadata = { title: 'Compare' };

export default async function ComparePage() {
  const plan = await loadForPage(getPlan, {}, ROUTES.labCompare);
  const comparisons = await loadForPage(listComparisons, {}, ROUTES.labCompare);
  const form = runFormPlan(plan);
  const symbols = plan.recommendation?.answer.instruments.map(({ symbol }) => symbol) ?? [];
  return (
    <RunIndex
      plan={plan}
      eyebrow="Lab · Compare"
      answer="Put the rules that could run your money side by side, on the same days and after the same costs."
      lead={
        <>
          Every rule decides only from what was known on the day (<Term id="walk-forward">walk-forward</Term>). What
          looks best on one past is partly luck, so plain rules always stand beside it.
        </>
      }
      needsPlanText="A comparison needs a plan: its instruments and its limits hold for every rule."
      newTitle="A new comparison"
      form={form !== undefined && <CompareForm {...form} symbols={symbols} action={startComparisonAction} />}
      savedTitle="Saved comparisons"
      list={<CompareList comparisons={comparisons} />}
    />
  );
}
