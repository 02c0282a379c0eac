'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { ChartFrame } from '@/components/charts/chart-frame';
import { StressRows } from '@/components/charts/stress-bars';
import { Section } from '@/components/layout/page';
import { Notice } from '@/components/ui/states';
import type { ReverseAnswer } from '@/lib/shared/contracts/stress-door';
import type { StressLab } from '@/lib/shared/contracts/stress-lab';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { oddsRange } from '../stress-reading';
import { BoundedNumber } from './bounded-number';
import type { StressQuestion } from './stress-message';
import { useStressReply } from './use-stress-reply';

export interface ReverseStressLabProps {
  readonly lab: StressLab;
  /** The amount the reader looks at. */
  readonly money: number;
  readonly source: ReactNode;
}

const LOSS_FIRST = 0.2;
const LOSS_MIN = 0.01;
const LOSS_MAX = 1;

/** The question turned round: what would have to happen for the plan to lose so much? */
export function ReverseStressLab({ lab, money, source }: ReverseStressLabProps) {
  const [loss, setLoss] = useState(LOSS_FIRST);
  const question = useMemo<StressQuestion>(() => ({ kind: 'reverse', loss }), [loss]);
  const { reply, hasFailed } = useStressReply(lab.market, lab.tails, question);
  const outcome = reply?.kind === 'reverse' ? reply.outcome : undefined;
  return (
    <Section
      title={`What would have to happen to lose ${formatPercent(loss, { decimals: 0 })}?`}
      lead="Of all the ways to lose that much within a year, the one that is least out of the ordinary."
    >
      <BoundedNumber
        kind="percent"
        label="To be lost"
        defaultValue={LOSS_FIRST}
        min={LOSS_MIN}
        max={LOSS_MAX}
        boundsText="Write a share between 1% and 100%."
        onValue={setLoss}
        className="w-full sm:w-48"
      />
      {hasFailed && (
        <Notice tone="danger" isLive title="Your browser could not work this out.">
          Reload the page to try again.
        </Notice>
      )}
      {outcome?.status === 'riskless' && <p>Your plan does not move enough to lose anything.</p>}
      {outcome?.status === 'out-of-reach' && <p>{outcome.reason}</p>}
      {outcome?.status === 'found' && <ReverseFound outcome={outcome} money={money} source={source} />}
    </Section>
  );
}

interface ReverseFoundProps extends Pick<ReverseStressLabProps, 'money' | 'source'> {
  readonly outcome: ReverseAnswer;
}

function ReverseFound({ outcome, money, source }: ReverseFoundProps) {
  const { loss, distance, probability, probabilityFatTails, classes, holdings } = outcome;
  const [worst] = classes.toSorted((left, right) => left.return - right.return);
  return (
    <ChartFrame
      takeaway={
        worst === undefined
          ? 'Nothing is held.'
          : `The likeliest way there: ${worst.class.toLowerCase()} change by ${formatPercent(worst.return, { sign: 'always', decimals: 0 })}, and the rest with them.`
      }
      title={`The most likely way to lose ${formatPercent(loss, { decimals: 0 })} within a year`}
      summary={`${formatCount(holdings.length, 'holding')} change so that together they lose ${formatPercent(loss, { decimals: 0 })}.`}
      source={source}
      table={{
        columns: [
          { header: 'Holding', kind: 'text' },
          { header: 'Its own change', kind: 'percent' },
          { header: 'Part of the loss', kind: 'percent' },
          { header: 'Amount', kind: 'money' },
        ],
        rows: holdings.map(({ symbol, return: own, contribution }) => [
          symbol,
          own,
          contribution,
          contribution * money,
        ]),
      }}
    >
      <div className="flex flex-col gap-4">
        <StressRows
          rows={holdings
            .toSorted((left, right) => left.contribution - right.contribution)
            .map(({ symbol, return: own, contribution }) => ({
              id: symbol,
              label: symbol,
              description: `Its own price ${formatPercent(own, { sign: 'always' })}`,
              change: contribution,
              amount: contribution * money,
            }))}
        />
        {probability !== null && distance !== null && (
          <p className="max-w-prose text-small text-muted">
            That is {formatNumber(distance, { decimals: 1 })} times what your plan usually moves in a year; the odds of
            it, or worse, in a given year are {oddsRange(probability, probabilityFatTails)}. No expected return is
            counted in.
          </p>
        )}
      </div>
    </ChartFrame>
  );
}
