import { Section } from '@/components/layout/page';
import { DOWNLOADS } from '@/lib/shared/routes';
import { exportPath } from './plan-paths';

/** The plan to keep: plain links, so that they work without scripts. */
export function PlanDownloads({ recommendationId }: { readonly recommendationId: string }) {
  const linkStyles =
    'inline-flex h-10 items-center rounded-control border border-outline px-4 text-small font-strong hover:bg-well';
  return (
    <Section
      id="keep"
      title="Keep a copy"
      lead="The plan as a document with its reasons, evidence and fingerprints, the weights as a table, or the whole answer as the API gives it."
      isDense
    >
      <div className="flex flex-wrap gap-3">
        <a href={DOWNLOADS.planReport(recommendationId, 'pdf')} download className={linkStyles}>
          Report as PDF
        </a>
        <a href={DOWNLOADS.planReport(recommendationId, 'html')} className={linkStyles}>
          Report to read and print
        </a>
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
