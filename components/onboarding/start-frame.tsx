import type { ReactNode } from 'react';
import { Steps } from '@/components/ui/steps';
import { type Progress, type StepId, stepItems } from './start-steps';

export interface StartFrameProps {
  readonly progress: Progress;
  readonly current: StepId;
  readonly title: ReactNode;
  readonly lead?: ReactNode | undefined;
  readonly children: ReactNode;
}

/** The path above, one heading, one thing to do. */
export function StartFrame({ progress, current, title, lead, children }: StartFrameProps) {
  return (
    <div className="flex flex-col gap-10">
      <Steps label="Steps to your plan" items={stepItems(progress, current)} />
      <div className="flex flex-col gap-3">
        <h1 className="max-w-prose font-serif text-title">{title}</h1>
        {lead !== undefined && <div className="max-w-prose text-muted">{lead}</div>}
      </div>
      {children}
    </div>
  );
}
