import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** Keeps the place of something that is still loading, so that nothing jumps. Size it with classes. */
export function Skeleton({ className }: { readonly className?: string | undefined }) {
  return (
    <div
      aria-hidden
      className={classNames(
        'h-4 animate-[skeleton-breathe_1.6s_ease-in-out_infinite] rounded-control bg-hairline',
        className,
      )}
    />
  );
}

export interface EmptyStateProps {
  /** What will stand here, and what to do to see it. */
  readonly title: string;
  readonly children?: ReactNode | undefined;
  readonly action?: ReactNode | undefined;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-4 border-y border-hairline py-12">
      <p className="max-w-prose font-serif text-lead">{title}</p>
      {children !== undefined && <div className="max-w-prose text-muted">{children}</div>}
      {action}
    </div>
  );
}

export interface ErrorStateProps {
  /** What went wrong, in one sentence. */
  readonly sentence: string;
  /** What the reader can do now. */
  readonly nextStep: string;
  readonly action?: ReactNode | undefined;
  /** A request id to quote when asking for help. */
  readonly reference?: string | undefined;
}

export function ErrorState({ sentence, nextStep, action, reference }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-start gap-4 border-y border-danger py-12">
      <p className="max-w-prose font-serif text-lead">{sentence}</p>
      <p className="max-w-prose text-muted">{nextStep}</p>
      {action}
      {reference !== undefined && <p className="figures text-small text-muted">Reference {reference}</p>}
    </div>
  );
}

const NOTICE_TONES = {
  info: { mark: 'border-outline', icon: Info, iconStyle: 'text-muted' },
  success: { mark: 'border-accent', icon: CircleCheck, iconStyle: 'text-accent' },
  warning: { mark: 'border-warning', icon: TriangleAlert, iconStyle: 'text-warning' },
  danger: { mark: 'border-danger', icon: CircleAlert, iconStyle: 'text-danger' },
} as const;

export interface NoticeProps {
  readonly tone?: keyof typeof NOTICE_TONES | undefined;
  readonly title?: ReactNode | undefined;
  readonly children?: ReactNode | undefined;
  readonly action?: ReactNode | undefined;
  /** Read out at once by screen readers: for notices that appear after an action. */
  readonly isLive?: boolean | undefined;
  readonly className?: string | undefined;
}

export function Notice({ tone = 'info', title, children, action, isLive = false, className }: NoticeProps) {
  const { mark, icon: Icon, iconStyle } = NOTICE_TONES[tone];
  return (
    <div
      {...(isLive ? { role: tone === 'danger' ? 'alert' : 'status' } : {})}
      className={classNames('flex items-start gap-3 border-s-2 bg-well px-4 py-3', mark, className)}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-5 shrink-0', iconStyle)} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {title !== undefined && <p className="font-strong">{title}</p>}
        {children !== undefined && <div className="max-w-prose text-small">{children}</div>}
        {action !== undefined && <div className="pt-2">{action}</div>}
      </div>
    </div>
  );
}
