'use client';

import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { downloadJson } from '@/components/charts/download';
import { StressBars } from '@/components/charts/stress-bars';
import { Section } from '@/components/layout/page';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import type { StressLab as StressLabData, StressStudy } from '@/lib/shared/contracts/stress-lab';
import { StressComparison } from './stress-comparison';
import { computedStress, KIND_WORDS, proxyNote, rangeNote, windowOf } from './stress-reading';
import { BoundedNumber } from './stress/bounded-number';
import { StudyDetails } from './stress/study-details';

export interface StressLabProps {
  readonly lab: StressLabData;
  /** The amount the reader looks at. */
  readonly money: number;
  readonly onMoney: (money: number) => void;
  readonly source: ReactNode;
  /** The five points, beside the charts. */
  readonly disclosure: ReactNode;
}

/** The contract of an amount of money; outside it the last good one stays. */
const AMOUNT_MIN = 100;
const AMOUNT_MAX = 1e9;

const KINDS = ['history', 'shock', 'risk', 'own'] as const satisfies readonly StressStudy['kind'][];

/** Losses are shares of the money, so another amount only rescales them: no need to ask the server. */
export function StressLab({ lab, money, onMoney, source, disclosure }: StressLabProps) {
  const { market } = lab;
  const [scenarioId, setScenarioId] = useState('');
  const studies = computedStress(lab.studies);
  // The worst that moves prices comes first: what the plan does next can be said of it.
  const first = studies.find(({ next }) => next !== null) ?? studies[0];
  const study = studies.find(({ id }) => id === scenarioId) ?? first;
  return (
    <>
      {disclosure}
      <Section title="What each bad time would cost you">
        <BoundedNumber
          kind="money"
          label="Your money"
          defaultValue={market.money}
          min={AMOUNT_MIN}
          max={AMOUNT_MAX}
          boundsText="Write an amount between $100 and $1,000,000,000."
          onValue={onMoney}
          hint="Change it to see every loss on this page in your own money."
          className="w-full sm:w-72"
        />
        {KINDS.map((kind) => (
          <KindBars key={kind} kind={kind} studies={studies} money={money} source={source} />
        ))}
      </Section>
      <Section
        title="Beside other mixes"
        lead="The same bad times for a safer and a riskier plan, for what you hold now, and for two mixes everybody knows."
        isDense
        actions={
          <Button
            variant="secondary"
            size="small"
            aria-label="JSON: every bad time, mix and holding"
            onClick={() => downloadJson('stress-test.json', { schemaVersion: 1, hypothetical: true, ...lab })}
          >
            <Download aria-hidden className="size-4" />
            JSON
          </Button>
        }
      >
        <StressComparison studies={studies} mixes={market.mixes.map(({ id }) => id)} money={money} />
        {source}
      </Section>
      {study !== undefined && (
        <Section title="Which holdings lose, which hold, and what comes next">
          <Select
            label="Bad time"
            options={studies.map(({ id, name }) => ({ value: id, label: name }))}
            value={study.id}
            onValueChange={setScenarioId}
            className="w-full sm:w-96"
          />
          <StudyDetails study={study} market={market} money={money} source={source} />
        </Section>
      )}
    </>
  );
}

interface KindBarsProps {
  readonly kind: StressStudy['kind'];
  readonly studies: readonly StressStudy[];
  readonly money: number;
  readonly source: ReactNode;
}

const TAKEAWAYS = {
  history: 'What happened then, done to your plan as it stands today. A bar to the left is a loss.',
  shock: 'One thing is moved by the size named, and the rest follows as it usually does.',
  risk: 'The loss that one year in twenty exceeds, when risk itself changes.',
  own: 'The bad times you made yourself.',
} as const satisfies Record<StressStudy['kind'], string>;

function KindBars({ kind, studies, money, source }: KindBarsProps) {
  const ofKind = studies.filter((study) => study.kind === kind);
  if (ofKind.length === 0) return null;
  return (
    <StressBars
      takeaway={TAKEAWAYS[kind]}
      title={`${KIND_WORDS[kind]}: change of the portfolio, US dollars`}
      rows={ofKind.map((study) => ({
        id: study.id,
        label: study.name,
        description: windowOf(study) ?? rangeNote(study.range),
        change: study.change,
        amount: study.change * money,
        note: proxyNote(study.proxied),
      }))}
      source={source}
    />
  );
}
