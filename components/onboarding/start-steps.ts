import type { StepItem } from '@/components/ui/steps';
import type { OnboardingView } from '@/lib/shared/contracts/profile';
import { ONBOARDING_MESSAGES } from '@/lib/shared/messages/en/onboarding';
import { ROUTES } from '@/lib/shared/routes';

export type StepId = keyof typeof ONBOARDING_MESSAGES.steps;

const STEPS: readonly { readonly id: StepId; readonly href: string }[] = [
  { id: 'aim', href: ROUTES.startAim },
  { id: 'universe', href: ROUTES.startUniverse },
  { id: 'questions', href: ROUTES.startQuestions },
  { id: 'review', href: ROUTES.startReview },
];

export type Progress = Pick<OnboardingView, 'aim' | 'universe' | 'missing' | 'score'>;

const isDone = (id: StepId, { aim, universe, score }: Progress): boolean => {
  switch (id) {
    case 'aim':
      return aim !== null;
    case 'universe':
      return universe !== null;
    case 'questions':
      return score !== null;
    case 'review':
      return false;
  }
};

/** The steps as the path above each page shows them; every step that is done can be gone back to. */
export const stepItems = (progress: Progress, current: StepId | undefined): StepItem[] =>
  STEPS.map(({ id, href }) => {
    const done = isDone(id, progress);
    return {
      id,
      label: ONBOARDING_MESSAGES.steps[id],
      status: id === current ? 'current' : done ? 'done' : 'todo',
      ...(id !== current && done ? { href } : {}),
    };
  });

/** Where to go on. */
export const nextStep = (progress: Progress): { readonly id: StepId; readonly href: string } =>
  STEPS.find(({ id }) => !isDone(id, progress)) ?? { id: 'review', href: ROUTES.startReview };

/** A question on its own page; back to the review when one came from there. */
export const questionPath = (questionId: string, isFromReview = false): string =>
  `${ROUTES.startQuestions}?q=${encodeURIComponent(questionId)}${isFromReview ? '&from=review' : ''}`;
