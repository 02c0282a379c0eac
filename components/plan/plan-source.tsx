import { SimulatedBadge } from '@/components/ui/badge';
import { SourceNote } from '@/components/ui/source-note';
import type { RecommendAnswer } from '@/lib/shared/contracts/recommend';
import { ROUTES } from '@/lib/shared/routes';

const KIND_WORDS = {
  file: 'imported file',
  yahoo: 'Yahoo Finance',
  simulated: 'simulated market',
  inline: 'prices sent along',
} as const;

/** Where every figure of a plan comes from: the same line under each chart. */
export function PlanSource({
  answer,
  hasBadge = false,
}: {
  readonly answer: RecommendAnswer;
  readonly hasBadge?: boolean;
}) {
  const { source, asOf, engineVersion } = answer;
  const name = source.kind === 'simulated' ? source.label : `${KIND_WORDS[source.kind]}, ${source.label}`;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {hasBadge && source.isSimulated && <SimulatedBadge />}
      <SourceNote
        source={name}
        asOf={asOf}
        method={{ label: `method, engine version ${engineVersion}`, href: ROUTES.method }}
      />
    </div>
  );
}
