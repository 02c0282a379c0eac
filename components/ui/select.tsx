import { ChevronDown } from 'lucide-react';
import { classNames } from './class-names';
import { controlStyles, Field, type FieldTexts } from './field';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly isDisabled?: boolean | undefined;
}

export interface SelectProps extends FieldTexts {
  readonly options: readonly SelectOption[];
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly onValueChange?: ((value: string) => void) | undefined;
  /** Shown until the reader has chosen; it cannot be chosen itself. */
  readonly placeholder?: string | undefined;
  readonly isRequired?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly className?: string | undefined;
}

/** The system's own list: phones show their wheel, it works before scripts arrive, and it hides nothing from screen readers. */
export function Select(props: SelectProps) {
  const { options, name, value, onValueChange, placeholder, isRequired, isDisabled } = props;
  const chosen =
    value === undefined
      ? { defaultValue: props.defaultValue ?? (placeholder === undefined ? undefined : '') }
      : { value };
  return (
    <Field
      label={props.label}
      hint={props.hint}
      error={props.error}
      isLabelHidden={props.isLabelHidden}
      className={props.className}
    >
      {(control) => (
        <span className="relative block">
          <select
            {...control}
            {...chosen}
            {...(onValueChange === undefined ? {} : { onChange: (event) => onValueChange(event.target.value) })}
            name={name}
            required={isRequired}
            disabled={isDisabled}
            className={classNames(controlStyles, 'h-11 appearance-none truncate ps-3 pe-10')}
          >
            {placeholder !== undefined && (
              <option value="" disabled hidden>
                {placeholder}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.isDisabled === true}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="pointer-events-none absolute end-3 top-3.5 size-4 text-muted" />
        </span>
      )}
    </Field>
  );
}
