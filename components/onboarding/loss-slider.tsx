'use client';

import { useState } from 'react';
import { MoneyText } from '@/components/ui/figures';
import { Slider } from '@/components/ui/slider';
import { formatPercent } from '@/lib/shared/format/percent';

export interface LossSliderProps {
  /** The reader's own amount where it is known, else the example of the questions. */
  readonly amount: number;
}

const FALL_AT_FIRST = 0.2;

/** A bad year in the reader's own money, and what it takes to come back from it. Arithmetic, no forecast. */
export function LossSlider({ amount }: LossSliderProps) {
  const [fall, setFall] = useState(FALL_AT_FIRST);
  return (
    <div className="flex flex-col gap-5 border-y border-hairline py-6">
      <p className="font-strong">What a bad year feels like</p>
      <Slider
        label="The year ends down by"
        kind="percent"
        min={0.05}
        max={0.5}
        step={0.05}
        value={fall}
        onValueChange={setFall}
      />
      <p className="text-small">
        <MoneyText amount={amount} decimals={0} /> becomes{' '}
        <MoneyText amount={amount * (1 - fall)} decimals={0} className="font-strong" />. To be back where you were, it
        must then rise by{' '}
        <span className="figures font-strong">{formatPercent(1 / (1 - fall) - 1, { decimals: 0 })}</span>.
      </p>
    </div>
  );
}
