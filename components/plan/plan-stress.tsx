import { StressBars } from '@/components/charts/stress-bars';
import { Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { formatMoney } from '@/lib/shared/format/money';
import { ROUTES } from '@/lib/shared/routes';
import type { PlanPartProps } from './plan-holdings';
import { PlanSource } from './plan-source';
import { stressWindow } from './plan-words';

/** What bad times would have done, and might do, to this mix, in money. */
export function PlanStress({ answer, plan }: PlanPartProps) {
  const rows = plan.stress.flatMap((line) =>
    line.portfolioReturn === null || line.moneyChange === null
      ? []
      : [
          {
            id: line.id,
            label: line.name,
            description: stressWindow(line) ?? line.note ?? undefined,
            change: line.portfolioReturn,
            amount: line.moneyChange,
            note:
              line.proxied.length === 0
                ? undefined
                : `No price then, so something similar stands in: ${line.proxied.join(', ')}.`,
          },
        ],
  );
  const worst = rows.toSorted((left, right) => left.change - right.change)[0];
  const missing = plan.stress.filter(({ status }) => status === 'unavailable');
  return (
    <Section
      id="stress"
      title="In bad times"
      actions={
        <ButtonLink href={ROUTES.labStress} variant="secondary" size="small">
          Try other shocks
        </ButtonLink>
      }
    >
      <StressBars
        takeaway={
          worst === undefined
            ? 'None of these times could be computed on the prices at hand.'
            : `The worst of these would take ${formatMoney(-worst.amount, 'USD', { decimals: 0 })} of ${formatMoney(answer.money, 'USD', { decimals: 0 })}: ${worst.label}.`
        }
        title={`Change of ${formatMoney(answer.money, 'USD', { decimals: 0 })}, US dollars and percent`}
        rows={rows}
        source={<PlanSource answer={answer} />}
      />
      {missing.length > 0 && (
        <ul className="flex flex-col gap-1 text-small text-muted">
          {missing.map(({ id, name, note }) => (
            <li key={id}>
              {name}: not computed. {note ?? ''}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
