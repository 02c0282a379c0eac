'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { Section } from '@/components/layout/page';
import { Button } from '@/components/ui/button';
import { MoneyText, PercentText } from '@/components/ui/figures';
import { Notice } from '@/components/ui/states';
import type { SavedScenario, StressLab, StressStudy } from '@/lib/shared/contracts/stress-lab';
import { MoveSliders } from './move-sliders';
import { moveChoices, movesOf, type SliderValues, slidersOf } from './move-choices';
import { SaveScenario, type ScenarioActions } from './save-scenario';
import { SavedScenarios } from './saved-scenarios';
import type { StressQuestion } from './stress-message';
import { StudyDetails } from './study-details';
import { useStressReply } from './use-stress-reply';

export interface OwnScenarioLabProps {
  readonly lab: StressLab;
  /** The amount the reader looks at. */
  readonly money: number;
  readonly saved: readonly SavedScenario[];
  readonly actions: ScenarioActions;
  readonly source: ReactNode;
  /** Saved or changed, with its study as far as there is one. */
  readonly onKept: (scenario: SavedScenario, study: StressStudy | undefined) => void;
  readonly onForgotten: (id: string) => void;
}

const UNNAMED = 'Your own bad time';

const FIRST: SliderValues = [{ id: 'class:equity', move: -0.2 }];

/** Sliders fix what the reader fears, and the rest follows at once; what is worth keeping is saved. */
export function OwnScenarioLab(props: OwnScenarioLabProps) {
  const { lab, money, saved, actions, source, onKept, onForgotten } = props;
  const { market, tails } = lab;
  const choices = useMemo(() => moveChoices(market), [market]);
  const [sliders, setSliders] = useState<SliderValues>(FIRST);
  const [opened, setOpened] = useState<SavedScenario>();
  const question = useMemo<StressQuestion | undefined>(() => {
    const moves = movesOf(sliders, choices);
    return moves.length === 0 ? undefined : { kind: 'own', own: { name: opened?.name ?? UNNAMED, moves: [...moves] } };
  }, [sliders, choices, opened]);
  const { reply, hasFailed } = useStressReply(market, tails, question);
  const outcome = question !== undefined && reply?.kind === 'own' ? reply.outcome : undefined;
  const open = (scenario: SavedScenario | undefined): void => {
    setOpened(scenario);
    setSliders(scenario === undefined ? FIRST : slidersOf(scenario));
  };
  return (
    <Section
      title="A bad time of your own"
      lead="Set what you fear. Everything else follows at once, as it usually does when that happens."
    >
      <MoveSliders choices={choices} sliders={sliders} onChange={setSliders} />
      {hasFailed && (
        <Notice tone="danger" isLive title="Your browser could not work this out.">
          Reload the page to try again; the tables above do not depend on it.
        </Notice>
      )}
      {question === undefined && <p className="text-muted">Add something that happens to see what it would cost.</p>}
      {outcome?.status === 'unavailable' && (
        <Notice tone="warning" isLive title="This cannot be worked out.">
          {outcome.reason}
        </Notice>
      )}
      {outcome?.status === 'computed' && (
        <>
          <p role="status" className="text-lead">
            Your plan would change by{' '}
            <MoneyText amount={outcome.study.change * money} decimals={0} tone="change" className="font-strong" /> (
            <PercentText value={outcome.study.change} tone="change" />
            ).
          </p>
          <StudyDetails study={outcome.study} market={market} money={money} source={source} />
        </>
      )}
      {question?.kind === 'own' && (
        <SaveScenario
          key={opened?.id ?? 'new'}
          moves={question.own.moves}
          opened={opened}
          actions={actions}
          onSaved={(scenario) => {
            setOpened(scenario);
            onKept(scenario, outcome?.status === 'computed' ? outcome.study : undefined);
          }}
        />
      )}
      {opened !== undefined && (
        <Button variant="quiet" size="small" className="self-start" onClick={() => open(undefined)}>
          Start a new one
        </Button>
      )}
      <SavedScenarios
        saved={saved}
        studies={lab.studies}
        money={money}
        deleteAction={actions.remove}
        onOpen={open}
        onDeleted={(id) => {
          if (opened?.id === id) open(undefined);
          onForgotten(id);
        }}
      />
    </Section>
  );
}
