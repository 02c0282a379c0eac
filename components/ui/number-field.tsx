'use client';

import { useState } from 'react';
import { currencyPrefix } from '@/lib/shared/format/money';
import { classNames } from './class-names';
import { controlStyles, Field, type FieldTexts } from './field';
import { type NumberFieldKind, parseTypedNumber, typedNumberText } from './number-text';

export interface NumberFieldProps extends FieldTexts {
  readonly kind: NumberFieldKind;
  /** Form field name; the form gets a plain decimal (0.12 for 12 %, 1250.5 for money). */
  readonly name?: string | undefined;
  readonly currency?: string | undefined;
  readonly unit?: string | undefined;
  /** A decimal: 0.12 means 12 %. */
  readonly defaultValue?: number | undefined;
  readonly onValueChange?: ((value: number | undefined) => void) | undefined;
  readonly isRequired?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly className?: string | undefined;
}

export function NumberField(props: NumberFieldProps) {
  const {
    kind,
    name,
    currency = 'USD',
    unit,
    defaultValue,
    onValueChange,
    isRequired,
    isDisabled,
    placeholder,
  } = props;
  const [text, setText] = useState(defaultValue === undefined ? '' : typedNumberText(defaultValue, kind));
  const value = parseTypedNumber(text, kind);
  const prefix = kind === 'money' ? currencyPrefix(currency).trim() : undefined;
  const suffix = kind === 'percent' ? '%' : unit;

  const change = (nextText: string): void => {
    setText(nextText);
    onValueChange?.(parseTypedNumber(nextText, kind));
  };

  return (
    <Field
      label={props.label}
      hint={props.hint}
      error={props.error}
      isLabelHidden={props.isLabelHidden}
      className={props.className}
    >
      {(control) => (
        <div
          className={classNames(
            controlStyles,
            'flex h-11 items-center gap-2 px-3 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent',
            props.error !== undefined && 'border-danger',
          )}
        >
          {prefix !== undefined && (
            <span aria-hidden className="text-muted">
              {prefix}
            </span>
          )}
          <input
            {...control}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={text}
            required={isRequired}
            disabled={isDisabled}
            placeholder={placeholder}
            onChange={(event) => change(event.target.value)}
            onBlur={() => value !== undefined && setText(typedNumberText(value, kind))}
            className="figures w-full min-w-0 bg-transparent text-end outline-none"
          />
          {suffix !== undefined && <span className="shrink-0 text-muted">{suffix}</span>}
          {/* What cannot be read is sent as typed, so that the server can name the field and say what is wrong. */}
          {name !== undefined && <input type="hidden" name={name} value={value === undefined ? text : String(value)} />}
        </div>
      )}
    </Field>
  );
}
