import { Notice } from '@/components/ui/states';

export interface PlanNoticesProps {
  readonly failure: string | null;
  /** Of a plan that can be followed; a refused one needs no further warning. */
  readonly isCashBetter: boolean;
}

/** What the reader must know before reading a plan. */
export function PlanNotices({ failure, isCashBetter }: PlanNoticesProps) {
  return (
    <>
      {failure !== null && (
        <Notice tone="danger" title="The newer plan could not be made">
          {failure} The plan below is the one before, unchanged.
        </Notice>
      )}
      {isCashBetter && (
        <Notice tone="warning" title="For this money, cash is the better place">
          Your answers say that it is needed soon, or that a debt at a high rate comes first. The plan below is the most
          careful one there is; a savings account or paying back the debt serves you better.
        </Notice>
      )}
    </>
  );
}
