import { DataTable } from '@/components/ui/data-table';
import { Term } from '@/components/ui/tooltip';
import { CHARGES_NAME, EFFECTS, factorName } from '@/lib/shared/backtest-against-words';
import type { AgainstLine } from '@/lib/shared/contracts/backtest-against';
import { formatPercent, formatPoints } from '@/lib/shared/format/percent';

type Effect = keyof typeof EFFECTS;

const EFFECT_IDS = Object.keys(EFFECTS) as Effect[];

/** Differences between two sound mixes are often below a tenth of a point. */
const DECIMALS = 2;
const points = (value: number): string => formatPoints(value, DECIMALS);

/** The difference to one line by asset class and effect; the rows and the columns sum to it. */
export function BacktestAttributionTable({ line }: { readonly line: AgainstLine }) {
  const { classes, other, ownReturn, benchmarkReturn } = line.attribution;
  const sumOf = (effect: Effect): number => classes.reduce((sum, part) => sum + part[effect], 0);
  return (
    <DataTable
      caption={`What the difference to ${line.name.toLowerCase()} is made of`}
      isCaptionHidden
      columns={[
        { id: 'name', header: 'Class' },
        {
          id: 'own',
          header: <Term definition="The mean share over the window, cash among them.">Your share</Term>,
          kind: 'number',
        },
        { id: 'theirs', header: 'Its share', kind: 'number' },
        ...EFFECT_IDS.map((id) => ({
          id,
          header: <Term definition={EFFECTS[id].meaning}>{EFFECTS[id].name}</Term>,
          kind: 'number' as const,
        })),
        { id: 'together', header: 'Together', kind: 'number' },
      ]}
      rows={[
        ...classes.map(({ assetClass, ownShare, benchmarkShare, allocation, selection, interaction }) => ({
          id: assetClass,
          cells: {
            name: factorName(assetClass),
            own: formatPercent(ownShare),
            theirs: formatPercent(benchmarkShare),
            allocation: points(allocation),
            selection: points(selection),
            interaction: points(interaction),
            together: points(allocation + selection + interaction),
          },
        })),
        { id: 'charges', cells: { name: CHARGES_NAME, together: points(other) } },
        {
          id: 'total',
          isTotal: true,
          cells: {
            name: 'Difference',
            ...Object.fromEntries(EFFECT_IDS.map((id) => [id, points(sumOf(id))])),
            together: points(ownReturn - benchmarkReturn),
          },
        },
      ]}
    />
  );
}
