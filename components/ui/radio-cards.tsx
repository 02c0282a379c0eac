'use client';

import { RadioGroup } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { FieldError } from './field';

export interface RadioCardOption {
  readonly value: string;
  readonly label: ReactNode;
  readonly description?: ReactNode | undefined;
  /** A figure or badge at the end of the first line. */
  readonly detail?: ReactNode | undefined;
  readonly isDisabled?: boolean | undefined;
}

export interface RadioCardsProps {
  readonly legend: ReactNode;
  readonly options: readonly RadioCardOption[];
  readonly isLegendHidden?: boolean | undefined;
  readonly hint?: ReactNode | undefined;
  readonly error?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly onValueChange?: ((value: string) => void) | undefined;
  readonly columns?: 1 | 2 | 3 | undefined;
  readonly isRequired?: boolean | undefined;
  readonly className?: string | undefined;
}

const COLUMN_STYLES = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3' } as const;

/** One choice of a few, each with room for a sentence; arrow keys move between them. */
export function RadioCards(props: RadioCardsProps) {
  const { legend, options, isLegendHidden = false, hint, error, columns = 1, className } = props;
  const id = useId();
  const rootProps = {
    ...(props.name === undefined ? {} : { name: props.name }),
    ...(props.value === undefined ? {} : { value: props.value }),
    ...(props.defaultValue === undefined ? {} : { defaultValue: props.defaultValue }),
    ...(props.onValueChange === undefined ? {} : { onValueChange: props.onValueChange }),
    ...(props.isRequired === undefined ? {} : { required: props.isRequired }),
  };
  return (
    <div className={classNames('flex flex-col gap-3', className)}>
      <p id={`${id}-legend`} className={isLegendHidden ? 'sr-only' : 'text-small font-strong'}>
        {legend}
      </p>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-small text-muted">
          {hint}
        </p>
      )}
      <RadioGroup.Root
        {...rootProps}
        aria-labelledby={`${id}-legend`}
        aria-describedby={
          [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ') ||
          undefined
        }
        className={classNames('grid gap-3', COLUMN_STYLES[columns])}
      >
        {options.map((option) => (
          <RadioCard key={option.value} option={option} id={`${id}-${option.value}`} />
        ))}
      </RadioGroup.Root>
      {error !== undefined && <FieldError id={`${id}-error`} message={error} />}
    </div>
  );
}

function RadioCard({ option, id }: { readonly option: RadioCardOption; readonly id: string }) {
  return (
    <RadioGroup.Item
      value={option.value}
      disabled={option.isDisabled === true}
      aria-labelledby={`${id}-label`}
      aria-describedby={option.description === undefined ? undefined : `${id}-text`}
      className="group flex items-start gap-3 rounded-card border border-hairline bg-raised p-4 text-start transition-colors hover:border-outline disabled:cursor-not-allowed disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent-wash"
    >
      <span
        aria-hidden
        className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full border border-outline group-data-[state=checked]:border-accent"
      >
        <RadioGroup.Indicator className="size-2.5 rounded-full bg-accent" />
      </span>
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span id={`${id}-label`} className="font-strong">
            {option.label}
          </span>
          {option.detail !== undefined && <span className="figures text-small text-muted">{option.detail}</span>}
        </span>
        {option.description !== undefined && (
          <span id={`${id}-text`} className="text-small text-muted group-data-[state=checked]:text-ink">
            {option.description}
          </span>
        )}
      </span>
    </RadioGroup.Item>
  );
}
