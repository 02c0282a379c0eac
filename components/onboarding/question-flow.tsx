'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { KeyHint } from '@/components/ui/key-hint';
import { Progress } from '@/components/ui/progress';
import { Notice } from '@/components/ui/states';
import { invariant } from '@/lib/base/invariant';
import type { AnswerMap, OnboardingView, SaveDraftInput, UniverseChoice } from '@/lib/shared/contracts/profile';
import { ROUTES } from '@/lib/shared/routes';
import { AnswerField } from './answer-field';
import { type Answer, answerProblem, answerToSave } from './answering';
import { LossSlider } from './loss-slider';
import { questionTexts } from './question-texts';
import { questionPath } from './start-steps';
import { universeAfterExclusions } from './universe-choice';
import { useQuestionKeys } from './use-question-keys';
import { type SaveDraft, useSave } from './use-save';

export interface QuestionFlowProps {
  readonly questions: OnboardingView['questions'];
  /** Saved answers, with amounts known from the aim filled in. */
  readonly answers: AnswerMap;
  readonly market: OnboardingView['market'];
  readonly universe: UniverseChoice | null;
  readonly firstId: string;
  readonly saveDraft: SaveDraft;
}

const EXAMPLE_AMOUNT = 10_000;
const EXCLUSIONS = 'exclusions';
/** Questions about losses: the slider beside them puts a bad year into money. */
const LOSS_QUESTIONS = new Set(['preference', 'loss-reaction']);

const listed = (answer: Answer | undefined): readonly string[] => (Array.isArray(answer) ? answer : []);

/** One question a screen; each is saved before the next one comes, and the address says which one it is. */
export function QuestionFlow(props: QuestionFlowProps) {
  const { questions, market, firstId, saveDraft } = props;
  const router = useRouter();
  const params = useSearchParams();
  const [answers, setAnswers] = useState<AnswerMap>(props.answers);
  const [savedAnswers, setSavedAnswers] = useState<AnswerMap>(props.answers);
  const [universe, setUniverse] = useState(props.universe);
  const [triedId, setTriedId] = useState<string>();
  const { isSaving, problem: refusal, save, forget } = useSave(saveDraft);

  const wanted = questions.findIndex(({ id }) => id === (params.get('q') ?? firstId));
  const index = Math.max(0, wanted);
  const question = questions[index];
  invariant(question !== undefined, 'there is a question to ask');
  const isFromReview = params.get('from') === 'review';
  const answer = answers[question.id];
  const problem = triedId === question.id ? answerProblem(question, answer) : undefined;
  const heading = useFocusOnChange(question.id);

  const show = (target: (typeof questions)[number]): void => {
    setTriedId(undefined);
    forget();
    window.history.pushState(null, '', questionPath(target.id));
  };
  const change = (next: Answer | undefined): void => {
    const { [question.id]: _before, ...others } = answers;
    setAnswers(next === undefined ? others : { ...others, [question.id]: next });
  };
  const goOn = (): void => {
    const following = questions[index + 1];
    if (isFromReview || following === undefined) router.push(ROUTES.startReview);
    else show(following);
  };
  const next = (): void => {
    if (isSaving) return;
    setTriedId(question.id);
    const value = answerToSave(question, answer);
    if (value === undefined || answerProblem(question, value) !== undefined) return;
    const draft: SaveDraftInput = { answers: { [question.id]: value } };
    const before = listed(savedAnswers[question.id]);
    const changed =
      question.id === EXCLUSIONS ? universeAfterExclusions(universe, market, before, listed(value)) : undefined;
    save(changed === undefined ? draft : { ...draft, universe: changed }, () => {
      setSavedAnswers({ ...savedAnswers, [question.id]: value });
      if (changed !== undefined) setUniverse(changed);
      goOn();
    });
  };
  const back = (): void => {
    const previous = questions[index - 1];
    if (isFromReview) router.push(ROUTES.startReview);
    else if (previous === undefined) router.push(ROUTES.startUniverse);
    else show(previous);
  };
  useQuestionKeys({ question, answer, onAnswer: change, onNext: next });

  const { title, why } = questionTexts(question.id);
  const amount = typeof answers['amount'] === 'number' ? answers['amount'] : EXAMPLE_AMOUNT;
  return (
    <div className="flex max-w-2xl flex-col gap-8">
      <Progress label={`Question ${index + 1} of ${questions.length}`} fractionDone={index / questions.length} />
      <div className="flex flex-col gap-3">
        <h1 ref={heading} tabIndex={-1} className="font-serif text-title outline-none">
          {title}
        </h1>
        <p className="text-muted">
          <span className="font-strong">Why we ask:</span> {why}
        </p>
      </div>
      <AnswerField key={question.id} question={question} answer={answer} problem={problem} onAnswer={change} />
      {LOSS_QUESTIONS.has(question.id) && <LossSlider amount={amount} />}
      {refusal !== undefined && (
        <Notice tone="danger" isLive>
          {refusal}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-4">
        <Button isLoading={isSaving} onClick={next}>
          {isFromReview || index === questions.length - 1 ? 'Save and review' : 'Next'}
        </Button>
        <Button variant="ghost" onClick={back}>
          Back
        </Button>
        <p className="ms-auto hidden items-center gap-2 text-small text-muted sm:flex">
          {question.kind !== 'amount' && (
            <>
              <KeyHint keys={['1']} /> to <KeyHint keys={[String(question.options.length)]} /> choose
            </>
          )}
          <KeyHint keys={['Enter']} /> next
        </p>
      </div>
      {!question.isRequired && <p className="text-small text-muted">You may leave this one empty.</p>}
    </div>
  );
}

/** Moves the focus to the heading when the question changes, so that it is read out and keys start from there. */
function useFocusOnChange(questionId: string) {
  const ref = useRef<HTMLHeadingElement>(null);
  const shownId = useRef(questionId);
  useEffect(() => {
    if (shownId.current === questionId) return;
    shownId.current = questionId;
    ref.current?.focus();
  }, [questionId]);
  return ref;
}
