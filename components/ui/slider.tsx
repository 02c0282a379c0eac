'use client';

import { Slider as Primitive } from 'radix-ui';
import { type ReactNode, useId, useState } from 'react';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { classNames } from './class-names';

export interface SliderProps {
  readonly label: ReactNode;
  /** How the value is written; a percent slider works in decimals. */
  readonly kind: 'percent' | 'money' | 'plain';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly currency?: string | undefined;
  readonly decimals?: 0 | 2 | undefined;
  readonly unit?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: number | undefined;
  readonly defaultValue?: number | undefined;
  readonly onValueChange?: ((value: number) => void) | undefined;
  readonly hint?: ReactNode | undefined;
  readonly minLabel?: string | undefined;
  readonly maxLabel?: string | undefined;
  readonly className?: string | undefined;
}

export function Slider(props: SliderProps) {
  const { label, min, max, step, name, onValueChange, hint, className } = props;
  const [ownValue, setOwnValue] = useState(props.defaultValue ?? min);
  const value = props.value ?? ownValue;
  const id = useId();
  const change = ([next]: number[]): void => {
    if (next === undefined) return;
    setOwnValue(next);
    onValueChange?.(next);
  };
  return (
    <div className={classNames('flex flex-col gap-3', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <span id={`${id}-label`} className="text-small font-strong">
          {label}
        </span>
        <output className="figures text-lead font-strong">{valueText(props, value)}</output>
      </div>
      <Primitive.Root
        {...(name === undefined ? {} : { name })}
        value={[value]}
        min={min}
        max={max}
        step={step}
        onValueChange={change}
        className="relative flex h-6 w-full touch-none items-center select-none"
      >
        <Primitive.Track className="relative h-1 grow rounded-full bg-outline/40">
          <Primitive.Range className="absolute h-full rounded-full bg-accent" />
        </Primitive.Track>
        <Primitive.Thumb
          aria-labelledby={`${id}-label`}
          aria-valuetext={valueText(props, value)}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          className="block size-5 cursor-grab rounded-full border-2 border-accent bg-raised"
        />
      </Primitive.Root>
      <div className="figures flex justify-between text-small text-muted">
        <span>{props.minLabel ?? valueText(props, min)}</span>
        <span>{props.maxLabel ?? valueText(props, max)}</span>
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-small text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

function valueText({ kind, currency = 'USD', decimals = 0, unit }: SliderProps, value: number): string {
  switch (kind) {
    case 'percent':
      return formatPercent(value, { decimals });
    case 'money':
      return formatMoney(value, currency, { decimals });
    case 'plain':
      return `${formatNumber(value, { decimals })}${unit === undefined ? '' : ` ${unit}`}`;
  }
}
