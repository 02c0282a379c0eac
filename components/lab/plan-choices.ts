import type { PlanView } from '@/lib/shared/contracts/plan';
import { formatInstant } from '@/lib/shared/format/date';

export interface PlanChoice {
  readonly id: string;
  readonly label: string;
}

/** The investor's plans, newest first, as a list to choose from. */
export const planChoices = ({ history }: Pick<PlanView, 'history'>): PlanChoice[] =>
  history.map(({ id, createdAt, acceptedAt, level }, index) => ({
    id,
    label: `${index === 0 ? 'Your newest plan' : `Plan of ${formatInstant(createdAt)}`}, ${level}${acceptedAt === null ? '' : ', accepted'}`,
  }));
