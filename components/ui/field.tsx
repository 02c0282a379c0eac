import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names';

export interface FieldTexts {
  readonly label: ReactNode;
  /** Why we ask, or what form the answer takes. */
  readonly hint?: ReactNode | undefined;
  /** One sentence that says what to change. */
  readonly error?: string | undefined;
  /** Keeps the label for screen readers only. */
  readonly isLabelHidden?: boolean | undefined;
}

export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export const controlStyles =
  'w-full rounded-control border border-outline bg-raised text-body text-ink placeholder:text-muted transition-colors hover:border-ink disabled:cursor-not-allowed disabled:opacity-55 aria-invalid:border-danger';

interface FieldProps extends FieldTexts {
  readonly className?: string | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

/** Label, control, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, isLabelHidden = false, className, children }: FieldProps) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [hintId, errorId].filter((part) => part !== undefined).join(' ');
  return (
    <div className={classNames('flex flex-col gap-2', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-small font-strong'}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <p id={hintId} className="text-small text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && <FieldError id={errorId} message={error} />}
    </div>
  );
}

export function FieldError({ id, message }: { readonly id: string | undefined; readonly message: string }) {
  return (
    <p id={id} className="flex items-start gap-2 text-small text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {message}
    </p>
  );
}
