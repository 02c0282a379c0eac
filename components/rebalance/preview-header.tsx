import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import { FigureRow, MoneyText, StatFigure } from '@/components/ui/figures';
import { SourceNote } from '@/components/ui/source-note';
import { Term } from '@/components/ui/tooltip';
import type { RebalancePreview } from '@/lib/shared/contracts/rebalance';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { type PreviewReading, readPreview } from './preview-reading';

export interface PreviewHeaderProps {
  readonly preview: RebalancePreview;
  readonly driftMax: number | null;
  readonly eyebrow: ReactNode;
}

/** Why now, and what it would cost and change. */
export function PreviewHeader({ preview, driftMax, eyebrow }: PreviewHeaderProps) {
  const reading = readPreview(preview, driftMax);
  return (
    <PageHeader
      eyebrow={eyebrow}
      answer={answerOf(reading, preview)}
      lead={leadOf(reading, preview, driftMax)}
      figures={
        <FigureRow>
          <StatFigure
            label={<Term id="drift">Drift</Term>}
            value={
              <>
                {formatPercent(preview.driftBefore)}{' '}
                <span className="font-regular text-muted">to {formatPercent(preview.driftAfter)}</span>
              </>
            }
            note={driftMax === null ? undefined : `limit ${formatPercent(driftMax)}`}
          />
          <StatFigure
            label="Cash"
            value={<MoneyText amount={preview.cashAfter.amount} />}
            note={
              <>
                before <MoneyText amount={preview.cashBefore.amount} />
              </>
            }
          />
          <StatFigure
            label="Estimated cost"
            value={<MoneyText amount={preview.estimatedCost.amount} />}
            note={costShare(preview)}
          />
          <StatFigure
            label={<Term definition="Half of all that is bought and sold, as a share of the portfolio.">Traded</Term>}
            value={formatPercent(preview.turnover)}
            note={formatCount(preview.orders.length, 'order')}
          />
        </FigureRow>
      }
      source={<SourceNote source={preview.source.label} asOf={preview.asOfDate} />}
    />
  );
}

function costShare({ estimatedCost, valueBefore }: RebalancePreview): string | undefined {
  const value = Number(valueBefore.amount);
  return value > 0
    ? `${formatPercent(Number(estimatedCost.amount) / value, { decimals: 3 })} of the portfolio`
    : undefined;
}

function answerOf(reading: PreviewReading, { driftBefore, driftAfter }: RebalancePreview): string {
  switch (reading.kind) {
    case 'nothing-to-do':
      return 'There is nothing to trade: the account is as close to your plan as these choices allow.';
    case 'first-orders':
      return `${formatCount(reading.orderCount, 'order')} would put your cash to work as your plan says.`;
    case 'outside':
      return `${formatCount(reading.orderCount, 'order')} would bring the drift from ${formatPercent(driftBefore)} back to ${formatPercent(driftAfter)}.`;
    case 'place-cash':
      return `${formatCount(reading.orderCount, 'purchase')} would place your cash where it is most missing.`;
    case 'inside':
      return 'Nothing has to be done; trading back to the plan is possible all the same.';
  }
}

function leadOf(reading: PreviewReading, preview: RebalancePreview, driftMax: number | null): string | undefined {
  const limit = driftMax === null ? undefined : formatPercent(driftMax, { decimals: 0 });
  const drift = formatPercent(preview.driftBefore);
  switch (reading.kind) {
    case 'nothing-to-do':
      return undefined;
    case 'first-orders':
      return 'Why now: nothing of your plan is held yet.';
    case 'outside':
      return `Why now: ${drift} of your money is not where the plan wants it, above the limit of ${limit ?? 'the plan'}.`;
    case 'place-cash':
      return driftMax === null || preview.driftBefore > driftMax
        ? `Why now: idle cash is most of the ${drift} of your money that is not where the plan wants it. Nothing has to be sold.`
        : `Why now: there is idle cash. The drift of ${drift} is inside its limit of ${limit ?? ''}, so nothing has to be sold.`;
    case 'inside':
      return limit === undefined ? undefined : `The drift of ${drift} is inside its limit of ${limit}.`;
  }
}
