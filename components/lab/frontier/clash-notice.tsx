'use client';

import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import type { LabFrontier, LabLimits } from '@/lib/shared/contracts/frontier-lab';
import { conflictSentence, relaxText } from './frontier-words';

export interface ClashNoticeProps {
  readonly clash: Extract<LabFrontier, { status: 'infeasible' }>;
  readonly onRelax: (limits: LabLimits) => void;
}

/** Which limits clash, and each smallest change after which they no longer do. */
export function ClashNotice({ clash: { conflict, relaxations }, onRelax }: ClashNoticeProps) {
  return (
    <Notice
      tone="warning"
      isLive
      title={conflictSentence(conflict)}
      action={
        relaxations.length > 0 && (
          <span className="flex flex-wrap gap-2">
            {relaxations.map((relaxation) => (
              <Button
                key={relaxText(relaxation)}
                variant="secondary"
                size="small"
                className="h-auto max-w-full shrink min-h-10 py-1.5 text-start whitespace-normal sm:min-h-8"
                onClick={() => onRelax(relaxation.limits)}
              >
                {relaxText(relaxation)}
              </Button>
            ))}
          </span>
        )
      }
    >
      {conflict.some(({ kind }) => kind === 'invested')
        ? 'Cash is set by your policy, so the others have to give way.'
        : conflict.length > 1 && 'Let go of any one of them and the others can be kept.'}
    </Notice>
  );
}
