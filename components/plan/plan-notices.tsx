import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import { formatDay } from '@/lib/shared/format/date';
import { ROUTES } from '@/lib/shared/routes';

export interface PlanNoticesProps {
  readonly failure: string | null;
  /** Of a plan that can be followed; a refused one needs no further warning. */
  readonly isCashBetter: boolean;
  /** The day until which the answers count, once it is past. */
  readonly expiredOn: string | null;
}

/** What the reader must know before reading a plan. */
export function PlanNotices({ failure, isCashBetter, expiredOn }: PlanNoticesProps) {
  return (
    <>
      {failure !== null && (
        <Notice tone="danger" title="The newer plan could not be made">
          {failure} The plan below is the one before, unchanged.
        </Notice>
      )}
      {expiredOn !== null && (
        <Notice
          tone="warning"
          title="Your answers are more than a year old"
          action={
            <ButtonLink href={ROUTES.startReview} variant="secondary" size="small">
              Look them over
            </ButtonLink>
          }
        >
          They counted until {formatDay(expiredOn)}. Circumstances change; look them over before you follow this plan.
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
