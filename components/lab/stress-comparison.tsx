import { DataTable } from '@/components/ui/data-table';
import type { StressMixId, StressStudy } from '@/lib/shared/contracts/stress-lab';
import { NO_FIGURE } from '@/lib/shared/format/number';
import { MIX_WORDS } from './stress-reading';
import { LossFigure } from './stress/loss-figure';

export interface StressComparisonProps {
  readonly studies: readonly StressStudy[];
  /** The plan first. */
  readonly mixes: readonly StressMixId[];
  readonly money: number;
}

/** The same bad times for other mixes: what the choice of a plan is worth when it matters. */
export function StressComparison({ studies, mixes, money }: StressComparisonProps) {
  return (
    <DataTable
      caption="Loss of each plan in each bad time"
      isCaptionHidden
      columns={[
        { id: 'scenario', header: 'Bad time' },
        ...mixes.map((id) => ({ id, header: MIX_WORDS[id], kind: 'number' as const })),
      ]}
      rows={studies.map(({ id, name, mixes: changes }) => ({
        id,
        cells: {
          scenario: <span className="block min-w-32">{name}</span>,
          ...Object.fromEntries(
            mixes.map((mix) => {
              const change = changes.find(({ id: ofMix }) => ofMix === mix)?.change ?? null;
              return [
                mix,
                change === null ? NO_FIGURE : <LossFigure change={change} money={money} isOwn={mix === 'plan'} />,
              ];
            }),
          ),
        },
      }))}
    />
  );
}
