import { Section } from '@/components/layout/page';
import { DataTable } from '@/components/ui/data-table';
import { formatPoints } from '@/lib/shared/format/percent';
import type { NarratedFact } from '@/lib/shared/contracts/common';
import { sortDrivers } from './plan-drivers';
import type { PlanPartProps } from './plan-holdings';

/** Why the weights are what they are, from the numbers of this very optimisation. */
export function PlanReasons({ answer, plan }: PlanPartProps) {
  const { reasons, changes, cash } = sortDrivers(plan.drivers);
  const names = new Map(answer.instruments.map(({ symbol, name }) => [symbol, name]));
  return (
    <Section id="reasons" title="Why these weights" isDense>
      <Facts facts={cash === undefined ? reasons : [...reasons, cash]} />
      {changes.length > 0 && (
        <div className="flex flex-col gap-4 pt-6">
          <h3 className="font-strong">What moved since your last plan</h3>
          <Facts facts={changes} />
        </div>
      )}
      {plan.exclusions.length > 0 && (
        <div className="flex flex-col gap-4 pt-6">
          <h3 className="font-strong">What your exclusions cost</h3>
          <DataTable
            caption="Cost of each excluded instrument, in percentage points a year"
            isCaptionHidden
            columns={[
              { id: 'name', header: 'Left out' },
              { id: 'return', header: 'Expected return', kind: 'number' },
              { id: 'volatility', header: 'Volatility', kind: 'number' },
            ]}
            rows={plan.exclusions.map(({ symbol, returnCost, volatilityCost }) => ({
              id: symbol,
              cells: {
                name: (
                  <>
                    <span className="font-strong">{symbol}</span>{' '}
                    <span className="text-muted">{names.get(symbol) ?? ''}</span>
                  </>
                ),
                return: formatPoints(-returnCost, 2),
                volatility: formatPoints(volatilityCost, 2),
              },
            }))}
          />
          <p className="max-w-prose text-small text-muted">
            Against a plan in which that instrument alone is allowed again, with everything else as it is.
          </p>
        </div>
      )}
    </Section>
  );
}

function Facts({ facts }: { readonly facts: readonly NarratedFact[] }) {
  return (
    <ul className="grid gap-x-12 lg:grid-cols-2">
      {facts.map(({ key, text }) => (
        <li key={`${key} ${text}`} className="figures max-w-prose border-t border-hairline py-4">
          {text}
        </li>
      ))}
    </ul>
  );
}
