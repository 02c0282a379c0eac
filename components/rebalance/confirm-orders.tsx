'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { MoneyText } from '@/components/ui/figures';
import { newIntentKey } from '@/components/ui/intent-key';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { ConfirmedRebalance, RebalancePreview } from '@/lib/shared/contracts/rebalance';
import { formatCount } from '@/lib/shared/format/quantity';
import { rebalancePath } from '@/lib/shared/routes';

export interface ConfirmOrdersProps {
  readonly preview: Pick<RebalancePreview, 'accountId' | 'planHash' | 'options' | 'estimatedCost'>;
  readonly orderCount: number;
  readonly action: OutcomeAction<ConfirmedRebalance>;
}

/** One click. The key is made once for each preview, so that a second click finds the rebalance of the first. */
export function ConfirmOrders({ preview, orderCount, action }: ConfirmOrdersProps) {
  const router = useRouter();
  const { accountId, planHash, options, estimatedCost } = preview;
  const [intent, setIntent] = useState(() => ({ planHash, key: newIntentKey() }));
  const [hasMoved, setHasMoved] = useState(false);
  if (intent.planHash !== planHash) setIntent({ planHash, key: newIntentKey() });
  const { run, isPending, refusal } = useOutcomeAction(
    action,
    ({ rebalanceId }) => router.push(rebalancePath(rebalanceId)),
    ({ code, field }) => {
      if (code !== 'conflict' || field !== 'planHash') return;
      setHasMoved(true);
      router.refresh();
    },
  );
  const isOtherRefusal = refusal !== undefined && refusal.field !== 'planHash';
  return (
    <div
      data-print="hidden"
      className="sticky bottom-16 z-20 flex flex-col items-start gap-4 border-t border-outline bg-paper py-4 lg:bottom-0"
    >
      {hasMoved && (
        <Notice tone="warning" isLive title="Prices or holdings moved while you looked">
          Nothing was placed. The orders above are new: look at them once more, then place them.
        </Notice>
      )}
      {isOtherRefusal && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button isLoading={isPending} onClick={() => run({ accountId, planHash, options, key: intent.key })}>
          Place {formatCount(orderCount, 'paper order')}
        </Button>
        <span className="text-small text-muted">
          Estimated cost <MoneyText amount={estimatedCost.amount} />. No real money moves.
        </span>
      </div>
    </div>
  );
}
