import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

const badgeStyles = cva(
  'inline-flex h-6 items-center gap-1.5 rounded-full border px-2.5 text-small whitespace-nowrap',
  {
    variants: {
      tone: {
        neutral: 'border-hairline text-muted',
        accent: 'border-accent text-accent',
        attention: 'border-warning bg-warning-wash text-warning',
        danger: 'border-danger bg-danger-wash text-danger',
        solid: 'border-ink bg-ink text-paper',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export interface BadgeProps extends VariantProps<typeof badgeStyles> {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

export function Badge({ tone, children, className }: BadgeProps) {
  return <span className={classNames(badgeStyles({ tone }), className)}>{children}</span>;
}

/** Prices come from the simulated market. */
export function SimulatedBadge() {
  return <Badge tone="attention">Simulated</Badge>;
}

/** Orders go to the paper exchange; no real money moves. */
export function PaperBadge() {
  return <Badge tone="accent">Paper</Badge>;
}

const STATUS_TONES = {
  done: 'accent',
  filled: 'accent',
  accepted: 'accent',
  running: 'neutral',
  queued: 'neutral',
  proposed: 'neutral',
  working: 'neutral',
  'partly-filled': 'attention',
  late: 'attention',
  stale: 'attention',
  cancelled: 'neutral',
  declined: 'neutral',
  rejected: 'danger',
  failed: 'danger',
} as const;

const STATUS_WORDS: Readonly<Record<keyof typeof STATUS_TONES, string>> = {
  done: 'Done',
  filled: 'Filled',
  accepted: 'Accepted',
  running: 'Running',
  queued: 'Queued',
  proposed: 'Proposed',
  working: 'Working',
  'partly-filled': 'Partly filled',
  late: 'Late',
  stale: 'Stale',
  cancelled: 'Cancelled',
  declined: 'Declined',
  rejected: 'Rejected',
  failed: 'Failed',
};

export type StatusBadgeStatus = keyof typeof STATUS_TONES;

/** What became of an order, a job or a recommendation: always in words, the hue only helps. */
export function StatusBadge({ status }: { readonly status: StatusBadgeStatus }) {
  return <Badge tone={STATUS_TONES[status]}>{STATUS_WORDS[status]}</Badge>;
}
