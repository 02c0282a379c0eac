'use client';

import { useState } from 'react';
import { NumberField, type NumberFieldProps } from '@/components/ui/number-field';

export interface BoundedNumberProps extends Omit<NumberFieldProps, 'error' | 'onValueChange'> {
  readonly min: number;
  readonly max: number;
  /** Said while what is written lies outside them. */
  readonly boundsText: string;
  readonly onValue: (value: number) => void;
}

/** A number that the page is worked out from at once: while it cannot be one, the last good one stays. */
export function BoundedNumber({ min, max, boundsText, onValue, ...field }: BoundedNumberProps) {
  const [isGood, setIsGood] = useState(true);
  return (
    <NumberField
      {...field}
      error={isGood ? undefined : boundsText}
      onValueChange={(value) => {
        const isInside = value !== undefined && value >= min && value <= max;
        setIsGood(isInside);
        if (isInside) onValue(value);
      }}
    />
  );
}
