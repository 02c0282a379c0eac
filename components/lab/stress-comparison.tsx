import { DataTable } from '@/components/ui/data-table';
import { MoneyText } from '@/components/ui/figures';
import type { StressMixId, StressStudy } from '@/lib/shared/contracts/stress-lab';
import { formatPercent } from '@/lib/shared/format/percent';
import { MIX_WORDS } from './stress-reading';

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
            mixes.map((mix) => [
              mix,
              <Loss
                key={mix}
                change={changes.find((line) => line.id === mix)?.change ?? null}
                money={money}
                isOwn={mix === 'plan'}
              />,
            ]),
          ),
        },
      }))}
    />
  );
}

interface LossProps {
  readonly change: number | null;
  readonly money: number;
  readonly isOwn: boolean;
}

function Loss({ change, money, isOwn }: LossProps) {
  if (change === null) return '–';
  return (
    <span className="flex flex-col items-end">
      <MoneyText amount={change * money} decimals={0} tone="change" className={isOwn ? 'font-strong' : undefined} />
      <span className="figures text-muted">{formatPercent(change, { sign: 'always' })}</span>
    </span>
  );
}
