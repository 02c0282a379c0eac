import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Notice } from '@/components/ui/states';
import type { RunFormState } from './use-run-form';

export interface RunFormProps {
  readonly form: RunFormState;
  readonly submitLabel: string;
  readonly children: ReactNode;
  readonly isDense?: boolean | undefined;
}

/** The frame of a form that starts a run: its fields, what was refused, and the button. */
export function RunForm({ form, submitLabel, children, isDense = false }: RunFormProps) {
  return (
    <form
      onSubmit={form.submit}
      onChange={form.renewKey}
      noValidate
      className={classNames('flex flex-col', isDense ? 'gap-6' : 'gap-8')}
    >
      {children}
      {form.looseRefusal !== undefined && (
        <Notice tone="danger" isLive>
          {form.looseRefusal}
        </Notice>
      )}
      <Button type="submit" isLoading={form.isPending} className="self-start">
        {submitLabel}
      </Button>
    </form>
  );
}
