'use client';

import { ASSET_CLASSES, byAssetClass } from '@/components/charts/asset-classes';
import { DataTable, type TableColumn } from '@/components/ui/data-table';
import { Term } from '@/components/ui/tooltip';
import { Checkbox } from '@/components/ui/toggles';
import { NO_FIGURE } from '@/lib/shared/format/number';
import { formatPercent, formatPoints } from '@/lib/shared/format/percent';
import { type Choice, type MarketInstrument } from './universe-choice';
import type { PricedExclusions } from './use-exclusion-prices';

export interface InstrumentTableProps {
  readonly instruments: readonly MarketInstrument[];
  readonly choice: Choice;
  readonly prices: PricedExclusions;
  readonly onChange: (symbol: string, isUsed: boolean) => void;
}

/** Two decimals of a percentage point; a smaller change shows as zero. */
const POINT_DECIMALS = 2;

const FEE_COLUMN: TableColumn = {
  id: 'fee',
  header: <Term definition="Taken by the fund each year, already inside its prices.">Fee</Term>,
  kind: 'number',
  className: 'align-middle',
};

export function InstrumentTable({ instruments, choice, prices, onChange }: InstrumentTableProps) {
  const ordered = instruments.toSorted((left, right) => byAssetClass(left.assetClass, right.assetClass));
  const hasFees = instruments.some(({ annualFee }) => annualFee > 0);
  const cost = (symbol: string, which: 'returnCost' | 'volatilityCost'): string => {
    const known = prices.bySymbol.get(symbol);
    if (known === undefined) return prices.status === 'asking' ? '…' : NO_FIGURE;
    return formatPoints(which === 'returnCost' ? -known.returnCost : known.volatilityCost, POINT_DECIMALS);
  };
  return (
    <DataTable
      caption="Instruments, and what leaving each out would change"
      isCaptionHidden
      emptyText="No instrument of this price set has that name or symbol."
      columns={[
        { id: 'use', header: 'Use', className: 'align-middle' },
        { id: 'class', header: 'Class', className: 'hidden align-middle sm:table-cell' },
        ...(hasFees ? [FEE_COLUMN] : []),
        {
          id: 'return',
          header: (
            <Term definition="Change of the plan’s expected return, in percentage points a year, if this one alone were left out.">
              Return if left out
            </Term>
          ),
          kind: 'number',
          className: 'align-middle',
        },
        {
          id: 'risk',
          header: (
            <Term definition="Change of the plan’s volatility, in percentage points a year, if this one alone were left out.">
              Risk if left out
            </Term>
          ),
          kind: 'number',
          className: 'align-middle',
        },
      ]}
      rows={ordered.map(({ symbol, name, assetClass, annualFee }) => ({
        id: symbol,
        isMuted: !choice.used.has(symbol),
        cells: {
          use: (
            <Checkbox
              label={
                <>
                  <span className="font-strong">{symbol}</span> {name}
                </>
              }
              isChecked={choice.used.has(symbol)}
              onCheckedChange={(isUsed) => onChange(symbol, isUsed)}
              className="min-w-44"
            />
          ),
          class: ASSET_CLASSES[assetClass].label,
          fee: formatPercent(annualFee, { decimals: 2 }),
          return: cost(symbol, 'returnCost'),
          risk: cost(symbol, 'volatilityCost'),
        },
      }))}
    />
  );
}
