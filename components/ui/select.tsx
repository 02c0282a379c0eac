'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import { classNames } from './class-names';
import { controlStyles, Field, type FieldTexts } from './field';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly description?: string | undefined;
}

export interface SelectProps extends FieldTexts {
  readonly options: readonly SelectOption[];
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly onValueChange?: ((value: string) => void) | undefined;
  readonly placeholder?: string | undefined;
  readonly isRequired?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly className?: string | undefined;
}

export function Select(props: SelectProps) {
  const { options, name, value, defaultValue, onValueChange, placeholder = 'Choose', isRequired, isDisabled } = props;
  const rootProps = {
    ...(name === undefined ? {} : { name }),
    ...(value === undefined ? {} : { value }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    ...(onValueChange === undefined ? {} : { onValueChange }),
    ...(isRequired === undefined ? {} : { required: isRequired }),
    ...(isDisabled === undefined ? {} : { disabled: isDisabled }),
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
        <Primitive.Root {...rootProps}>
          <Primitive.Trigger
            {...control}
            className={classNames(
              controlStyles,
              'flex h-11 items-center justify-between gap-2 px-3 text-start data-placeholder:text-muted',
            )}
          >
            <span className="truncate">
              <Primitive.Value placeholder={placeholder} />
            </span>
            <Primitive.Icon>
              <ChevronDown aria-hidden className="size-4 text-muted" />
            </Primitive.Icon>
          </Primitive.Trigger>
          <Primitive.Portal>
            <Primitive.Content
              position="popper"
              sideOffset={4}
              className="overlay-fade z-50 max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden rounded-control border border-hairline bg-raised shadow-lifted"
            >
              <Primitive.Viewport className="p-1">
                {options.map((option) => (
                  <SelectItem key={option.value} option={option} />
                ))}
              </Primitive.Viewport>
            </Primitive.Content>
          </Primitive.Portal>
        </Primitive.Root>
      )}
    </Field>
  );
}

function SelectItem({ option }: { readonly option: SelectOption }) {
  return (
    <Primitive.Item
      value={option.value}
      className="relative flex cursor-pointer flex-col rounded-control py-2 ps-8 pe-3 outline-none select-none data-highlighted:bg-well"
    >
      <Primitive.ItemIndicator className="absolute start-2 top-3">
        <Check aria-hidden className="size-4 text-accent" />
      </Primitive.ItemIndicator>
      <Primitive.ItemText>{option.label}</Primitive.ItemText>
      {option.description !== undefined && <span className="text-small text-muted">{option.description}</span>}
    </Primitive.Item>
  );
}
