'use client';

import { useEffect, useEffectEvent } from 'react';
import type { QuestionView } from '@/lib/shared/contracts/profile';
import { type Answer, answerByKey } from './answering';

export interface QuestionKeys {
  readonly question: QuestionView;
  readonly answer: Answer | undefined;
  readonly onAnswer: (answer: Answer) => void;
  readonly onNext: () => void;
}

const roleOf = (target: EventTarget | null): string | null =>
  target instanceof HTMLElement ? target.getAttribute('role') : null;

/** Controls that give the key a meaning of their own. */
const hasOwnMeaning = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role=dialog],[role=menu]') !== null || roleOf(target) === 'slider') return true;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return key !== 'Enter';
  // Answers are chosen by Space; Enter on any other button or link is that button's.
  const isAnswer = roleOf(target) === 'radio' || roleOf(target) === 'checkbox';
  if (key === 'Enter') return !isAnswer && target.closest('a,button,summary') !== null;
  return key.startsWith('Arrow') && isAnswer;
};

/** Number keys and arrows choose, Enter goes on; nothing is taken from a control that uses the key itself. */
export function useQuestionKeys({ question, answer, onAnswer, onNext }: QuestionKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented && event.key !== 'Enter') return;
    if (event.ctrlKey || event.metaKey || event.altKey || hasOwnMeaning(event.target, event.key)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onNext();
      return;
    }
    const next = answerByKey(question, answer, event.key);
    if (next === undefined) return;
    event.preventDefault();
    onAnswer(next);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
