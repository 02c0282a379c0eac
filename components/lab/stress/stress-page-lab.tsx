'use client';

import { type ReactNode, useMemo, useState } from 'react';
import type { SavedScenario, StressLab as StressLabData, StressStudy } from '@/lib/shared/contracts/stress-lab';
import { StressLab } from '../stress-lab';
import { OwnScenarioLab } from './own-scenario';
import { ReverseStressLab } from './reverse-stress';
import type { ScenarioActions } from './save-scenario';
import { TailSection } from './tail-section';

export interface StressPageLabProps {
  readonly lab: StressLabData;
  readonly saved: readonly SavedScenario[];
  readonly actions: ScenarioActions;
  readonly source: ReactNode;
  /** The five points, beside the charts. */
  readonly disclosure: ReactNode;
}

/**
 * All of the stress test. What is saved here stands in every chart at once, with the study the browser has made already:
 * asking the server again would work out everything anew.
 */
export function StressPageLab({ lab, saved: savedFirst, actions, source, disclosure }: StressPageLabProps) {
  const [saved, setSaved] = useState(savedFirst);
  const [studies, setStudies] = useState(lab.studies);
  const [money, setMoney] = useState(lab.market.money);
  const shown = useMemo(() => ({ ...lab, studies }), [lab, studies]);
  const studyId = (outcome: (typeof studies)[number]): string =>
    outcome.status === 'computed' ? outcome.study.id : outcome.id;
  const keep = (scenario: SavedScenario, study: StressStudy | undefined): void => {
    const { id, name } = scenario;
    const isKnown = saved.some((one) => one.id === id);
    setSaved(isKnown ? saved.map((one) => (one.id === id ? scenario : one)) : [...saved, scenario]);
    const others = studies.filter((outcome) => studyId(outcome) !== id);
    setStudies(study === undefined ? others : [...others, { status: 'computed', study: { ...study, id, name } }]);
  };
  const forget = (id: string): void => {
    setSaved(saved.filter((one) => one.id !== id));
    setStudies(studies.filter((outcome) => studyId(outcome) !== id));
  };
  return (
    <>
      <StressLab lab={shown} money={money} onMoney={setMoney} source={source} disclosure={disclosure} />
      <OwnScenarioLab
        lab={shown}
        money={money}
        saved={saved}
        actions={actions}
        source={source}
        onKept={keep}
        onForgotten={forget}
      />
      <ReverseStressLab lab={shown} money={money} source={source} />
      <TailSection lab={shown} money={money} source={source} />
    </>
  );
}
