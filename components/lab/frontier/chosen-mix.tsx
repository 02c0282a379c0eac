'use client';

import type { ReactNode } from 'react';
import { WeightBars } from '@/components/charts/weight-bars';
import { FigureRow, StatFigure } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { LabInputs, LabPoint } from '@/lib/shared/contracts/frontier-lab';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent, formatPercentRange } from '@/lib/shared/format/percent';
import { sharpeOf, weightRows } from './frontier-reading';
import { shadowPriceSentence } from './frontier-words';

export interface ChosenMixProps {
  readonly inputs: LabInputs;
  readonly point: LabPoint;
  readonly source: ReactNode;
}

/** What the mix under the handle is made of, what carries its risk, and which limits hold it back. */
export function ChosenMix({ inputs, point, source }: ChosenMixProps) {
  const rows = weightRows(inputs, point);
  return (
    <>
      <FigureRow>
        <StatFigure
          label={<Term id="expected-return">Expected return</Term>}
          value={formatPercent(point.expectedReturn)}
          range={formatPercentRange(point.low, point.high)}
          note="a year; the range of the estimate"
        />
        <StatFigure
          label={<Term id="volatility">Volatility</Term>}
          value={formatPercent(point.volatility)}
          note="a year"
        />
        <StatFigure
          label={<Term id="sharpe">Sharpe</Term>}
          value={formatNumber(sharpeOf(point, inputs.moments.cashReturn))}
          note={`above cash at ${formatPercent(inputs.moments.cashReturn)}`}
        />
        <StatFigure label="Holdings" value={String(rows.length)} note={`of ${inputs.instruments.length} instruments`} />
      </FigureRow>
      <WeightBars
        takeaway="What a holding weighs and what it does to the risk are seldom alike."
        title="Share of money and share of risk in the chosen mix, percent"
        rows={rows}
        source={source}
      />
      {point.shadowPrices.length > 0 && (
        <div className="flex flex-col gap-3">
          <h3 className="font-strong">What the limits cost here</h3>
          <ul className="flex max-w-prose flex-col gap-2">
            {point.shadowPrices.map((price) => (
              <li key={JSON.stringify(price.limit)}>{shadowPriceSentence(price)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
