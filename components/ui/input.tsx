import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import { controlStyles, Field, type FieldTexts } from './field';

export type InputProps = Omit<ComponentProps<'input'>, 'id'> & FieldTexts;

export function Input({ label, hint, error, isLabelHidden, className, ...rest }: InputProps) {
  return (
    <Field label={label} hint={hint} error={error} isLabelHidden={isLabelHidden} className={className}>
      {(control) => <input {...control} {...rest} className={classNames(controlStyles, 'h-11 px-3')} />}
    </Field>
  );
}
