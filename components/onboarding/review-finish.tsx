'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import { TextLink } from '@/components/ui/text-link';
import { Checkbox } from '@/components/ui/toggles';
import type { Outcome } from '@/lib/base/outcome';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';

export interface ContradictionTexts {
  readonly key: string;
  readonly sentence: string;
  readonly answers: readonly {
    readonly questionId: string;
    readonly title: string;
    readonly answer: string;
    readonly changeHref: string;
  }[];
}

export interface ReviewFinishProps {
  readonly contradictions: readonly ContradictionTexts[];
  readonly complete: (input: unknown) => Promise<Outcome<unknown>>;
  readonly label: string;
  /** Where cash serves better, making a plan is not the thing to do first. */
  readonly isSecondary: boolean;
}

const NO_ANSWER = 'The server does not answer. Your answers are kept; please try again.';

/** Answers that contradict each other, to change or to stand by; then the plan. */
export function ReviewFinish({ contradictions, complete, label, isSecondary }: ReviewFinishProps) {
  const router = useRouter();
  const [meant, setMeant] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string>();
  const [isFinishing, start] = useTransition();
  const open = contradictions.filter(({ key }) => !meant.has(key)).length;

  const stand = (key: string, isMeant: boolean): void => {
    const next = new Set(meant);
    if (isMeant) next.add(key);
    else next.delete(key);
    setMeant(next);
  };
  const finish = (): void =>
    start(async () => {
      const acknowledged = contradictions.filter(({ key }) => meant.has(key)).map(({ key }) => key);
      const outcome = await complete({ acknowledged }).catch(() => undefined);
      setProblem(outcome?.status === 'done' ? undefined : (outcome?.message ?? NO_ANSWER));
      if (outcome?.status === 'done') router.push(ROUTES.plan);
    });

  return (
    <div className="flex flex-col gap-10">
      {contradictions.length > 0 && (
        <section aria-labelledby="contradictions" className="flex flex-col gap-5">
          <h2 id="contradictions" className="font-serif text-lead font-strong">
            {contradictions.length === 1
              ? 'Two answers do not fit together'
              : `${contradictions.length} pairs of answers do not fit together`}
          </h2>
          {contradictions.map((each) => (
            <Contradiction key={each.key} texts={each} isMeant={meant.has(each.key)} onMeant={stand} />
          ))}
        </section>
      )}
      <div className="flex flex-col items-start gap-4">
        {problem !== undefined && (
          <Notice tone="danger" isLive>
            {problem}
          </Notice>
        )}
        <Button
          variant={isSecondary ? 'secondary' : 'primary'}
          isLoading={isFinishing}
          disabled={open > 0}
          onClick={finish}
        >
          {label}
        </Button>
        {open > 0 && (
          <p className="text-small text-muted">
            Change one answer or say that both are meant: {formatCount(open, 'pair')} left.
          </p>
        )}
      </div>
    </div>
  );
}

interface ContradictionProps {
  readonly texts: ContradictionTexts;
  readonly isMeant: boolean;
  readonly onMeant: (key: string, isMeant: boolean) => void;
}

function Contradiction({ texts, isMeant, onMeant }: ContradictionProps) {
  return (
    <Notice tone={isMeant ? 'info' : 'warning'}>
      <div className="flex flex-col gap-4 py-1">
        <p className="text-body">{texts.sentence}</p>
        <dl className="flex flex-col gap-3">
          {texts.answers.map(({ questionId, title, answer, changeHref }) => (
            <div key={questionId} className="flex flex-col">
              <dt className="text-muted">{title}</dt>
              <dd className="flex flex-wrap items-baseline gap-x-4">
                <span className="font-strong">{answer}</span>
                <TextLink href={changeHref}>
                  Change<span className="sr-only">: {title}</span>
                </TextLink>
              </dd>
            </div>
          ))}
        </dl>
        <Checkbox label="I mean both" isChecked={isMeant} onCheckedChange={(next) => onMeant(texts.key, next)} />
      </div>
    </Notice>
  );
}
