import { Section } from '@/components/layout/page';
import { exportPath } from './plan-paths';

/** The plan to keep: plain links, so that they work without scripts. */
export function PlanDownloads({ recommendationId }: { readonly recommendationId: string }) {
  const linkStyles =
    'inline-flex h-10 items-center rounded-control border border-outline px-4 text-small font-strong hover:bg-well';
  return (
    <Section
      id="keep"
      title="Keep a copy"
      lead="The weights as a table, or the whole answer as the API gives it: every figure on this page is in it."
      isDense
    >
      <div className="flex flex-wrap gap-3">
        <a href={exportPath(recommendationId, 'csv')} download className={linkStyles}>
          Weights as CSV
        </a>
        <a href={exportPath(recommendationId, 'json')} download className={linkStyles}>
          Everything as JSON
        </a>
      </div>
    </Section>
  );
}
