'use client';

import { DataTable } from '@/components/ui/data-table';
import type { LabInputs, LabMix } from '@/lib/shared/contracts/frontier-lab';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { cornerEvents, sharpeOf } from './frontier-reading';

export interface CornerTableProps {
  readonly inputs: LabInputs;
  /** From the calmest mix to the boldest. */
  readonly corners: readonly LabMix[];
}

/** The mixes at which the frontier changes its make-up; all others lie on straight lines between two of these. */
export function CornerTable({ inputs, corners }: CornerTableProps) {
  const events = cornerEvents(inputs, corners);
  return (
    <DataTable
      caption="Corner portfolios, from the calmest to the boldest"
      maxHeightClass="max-h-96"
      columns={[
        { id: 'corner', header: 'Corner' },
        { id: 'expected', header: 'Expected return', kind: 'number' },
        { id: 'volatility', header: 'Volatility', kind: 'number' },
        { id: 'sharpe', header: 'Sharpe', kind: 'number' },
        { id: 'event', header: 'What happens on the way up', kind: 'sentence' },
      ]}
      rows={corners.map((corner, at) => ({
        id: String(at),
        cells: {
          corner: String(at + 1),
          expected: formatPercent(corner.expectedReturn, { decimals: 2 }),
          volatility: formatPercent(corner.volatility, { decimals: 2 }),
          sharpe: formatNumber(sharpeOf(corner, inputs.moments.cashReturn)),
          event: events[at],
        },
      }))}
    />
  );
}
