'use client';

import { Check, Minus } from 'lucide-react';
import { Checkbox as CheckboxPrimitive, Switch as SwitchPrimitive } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { FieldError } from './field';

export interface ToggleProps {
  readonly label: ReactNode;
  readonly description?: ReactNode | undefined;
  readonly error?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly isChecked?: boolean | undefined;
  readonly isCheckedAtFirst?: boolean | undefined;
  readonly onCheckedChange?: ((isChecked: boolean) => void) | undefined;
  readonly isRequired?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly className?: string | undefined;
}

const optionalProps = (props: ToggleProps) => ({
  ...(props.name === undefined ? {} : { name: props.name }),
  ...(props.value === undefined ? {} : { value: props.value }),
  ...(props.isCheckedAtFirst === undefined ? {} : { defaultChecked: props.isCheckedAtFirst }),
  ...(props.isRequired === undefined ? {} : { required: props.isRequired }),
  ...(props.isDisabled === undefined ? {} : { disabled: props.isDisabled }),
});

export interface CheckboxProps extends ToggleProps {
  /** Some, but not all, of what this box stands for is chosen. */
  readonly isPartlyChecked?: boolean | undefined;
}

export function Checkbox(props: CheckboxProps) {
  const id = useId();
  const checked = props.isPartlyChecked === true ? 'indeterminate' : props.isChecked;
  return (
    <div className={classNames('flex items-start gap-3', props.className)}>
      <CheckboxPrimitive.Root
        {...optionalProps(props)}
        {...(checked === undefined ? {} : { checked })}
        id={id}
        aria-describedby={`${id}-text`}
        aria-invalid={props.error === undefined ? undefined : true}
        onCheckedChange={(state) => props.onCheckedChange?.(state === true)}
        className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-[4px] border border-outline bg-raised transition-colors hover:border-ink disabled:cursor-not-allowed disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
      >
        <CheckboxPrimitive.Indicator className="text-on-accent">
          {props.isPartlyChecked === true ? (
            <Minus aria-hidden className="size-4" />
          ) : (
            <Check aria-hidden className="size-4" strokeWidth={3} />
          )}
        </CheckboxPrimitive.Indicator>
      </CheckboxPrimitive.Root>
      <ToggleText id={id} {...props} />
    </div>
  );
}

export function Switch(props: ToggleProps) {
  const id = useId();
  return (
    <div className={classNames('flex items-start justify-between gap-6', props.className)}>
      <ToggleText id={id} {...props} />
      <SwitchPrimitive.Root
        {...optionalProps(props)}
        {...(props.isChecked === undefined ? {} : { checked: props.isChecked })}
        id={id}
        aria-describedby={`${id}-text`}
        onCheckedChange={(isChecked) => props.onCheckedChange?.(isChecked)}
        className="relative h-6 w-11 shrink-0 rounded-full border border-outline bg-well transition-colors disabled:cursor-not-allowed disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <SwitchPrimitive.Thumb className="block size-4 translate-x-[3px] rounded-full bg-outline transition-transform data-[state=checked]:translate-x-[23px] data-[state=checked]:bg-on-accent" />
      </SwitchPrimitive.Root>
    </div>
  );
}

function ToggleText({ id, label, description, error }: ToggleProps & { readonly id: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id}>{label}</label>
      <div id={`${id}-text`} className="flex flex-col gap-1">
        {description !== undefined && <span className="text-small text-muted">{description}</span>}
        {error !== undefined && <FieldError id={undefined} message={error} />}
      </div>
    </div>
  );
}
