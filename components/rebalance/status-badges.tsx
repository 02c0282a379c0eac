import { Badge, type BadgeProps } from '@/components/ui/badge';
import type { OrderView, RebalanceView } from '@/lib/shared/contracts/rebalance';

interface Look {
  readonly word: string;
  readonly tone: BadgeProps['tone'];
}

const REBALANCE_LOOKS: Readonly<Record<RebalanceView['status'], Look>> = {
  confirmed: { word: 'Placed', tone: 'neutral' },
  selling: { word: 'Selling', tone: 'neutral' },
  buying: { word: 'Buying', tone: 'neutral' },
  done: { word: 'Done', tone: 'accent' },
  failed: { word: 'Failed', tone: 'danger' },
  cancelled: { word: 'Stopped', tone: 'attention' },
};

export function RebalanceStatusBadge({ status }: { readonly status: RebalanceView['status'] }) {
  const { word, tone } = REBALANCE_LOOKS[status];
  return <Badge tone={tone}>{word}</Badge>;
}

const ORDER_LOOKS: Readonly<Record<OrderView['status'], Look>> = {
  intended: { word: 'Not sent yet', tone: 'neutral' },
  submitted: { word: 'Sent', tone: 'neutral' },
  'partially-filled': { word: 'Partly filled', tone: 'attention' },
  filled: { word: 'Filled', tone: 'accent' },
  cancelled: { word: 'Cancelled', tone: 'attention' },
  rejected: { word: 'Rejected', tone: 'danger' },
};

export function OrderStatusBadge({ status }: { readonly status: OrderView['status'] }) {
  const { word, tone } = ORDER_LOOKS[status];
  return <Badge tone={tone}>{word}</Badge>;
}
