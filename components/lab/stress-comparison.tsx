import { DataTable } from '@/components/ui/data-table';
import { MoneyText } from '@/components/ui/figures';
import type { PlanInfo } from '@/lib/shared/contracts/recommend';
import { formatPercent } from '@/lib/shared/format/percent';
import { LEVEL_WORDS, type LevelStress } from './stress-reading';

export interface StressComparisonProps {
  readonly levels: readonly LevelStress[];
  readonly ownProfile: PlanInfo['profile'];
  readonly money: number;
}

/** The same bad times, one step safer and one step riskier: what the choice of a level is worth when it matters. */
export function StressComparison({ levels, ownProfile, money }: StressComparisonProps) {
  const scenarios = levels.find(({ profile }) => profile === ownProfile)?.computed ?? [];
  return (
    <DataTable
      caption="Loss of each plan in each bad time"
      isCaptionHidden
      columns={[
        { id: 'scenario', header: 'Bad time' },
        ...levels.map(({ profile }) => ({
          id: profile,
          header: profile === ownProfile ? `${LEVEL_WORDS[profile]} (yours)` : LEVEL_WORDS[profile],
          kind: 'number' as const,
        })),
      ]}
      rows={scenarios.map(({ id, name }) => ({
        id,
        cells: {
          scenario: <span className="block min-w-32">{name}</span>,
          ...Object.fromEntries(
            levels.map(({ profile, computed }) => [
              profile,
              <Loss
                key={profile}
                change={computed.find((line) => line.id === id)?.change}
                money={money}
                isOwn={profile === ownProfile}
              />,
            ]),
          ),
        },
      }))}
    />
  );
}

interface LossProps {
  readonly change: number | undefined;
  readonly money: number;
  readonly isOwn: boolean;
}

function Loss({ change, money, isOwn }: LossProps) {
  if (change === undefined) return '–';
  return (
    <span className="flex flex-col items-end">
      <MoneyText amount={change * money} decimals={0} tone="change" className={isOwn ? 'font-strong' : undefined} />
      <span className="figures text-muted">{formatPercent(change, { sign: 'always' })}</span>
    </span>
  );
}
