'use client';

import { type ReactNode, useEffect, useReducer, useRef, useState } from 'react';
import { FrontierExplorer } from '@/components/charts/frontier-explorer';
import { Section } from '@/components/layout/page';
import { EmptyState, ErrorState, Notice, Skeleton } from '@/components/ui/states';
import type { LabInputs, LabLimits } from '@/lib/shared/contracts/frontier-lab';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { ChosenStrip } from './chosen-strip';
import { ClashNotice } from './clash-notice';
import { FrontierExport } from './frontier-export';
import { firstPlace, marksOf } from './frontier-reading';
import { FrontierReport } from './frontier-report';
import { changeLimits, limitsQuery, startHistory } from './limit-state';
import { LimitEditor } from './limit-editor';
import { type SolvedStudy, useFrontierStudy } from './use-frontier-study';

export interface FrontierLabProps {
  readonly inputs: LabInputs;
  /** What the address asked for; the plan's own limits where it asked for nothing. */
  readonly firstLimits: LabLimits;
  /** The place on the frontier that the address asked for, 0 to 1. */
  readonly firstPlace: number | undefined;
  readonly source: ReactNode;
  /** The five points, beside the charts. */
  readonly disclosure: ReactNode;
}

/** Long enough that typing and dragging do not fill the browser's history of changes. */
const ADDRESS_DELAY_MS = 300;

/** The address follows what is on the page, so that it can be kept and sent. */
function useAddress(inputs: LabInputs, limits: LabLimits, place: number | undefined): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const query = limitsQuery(limits, inputs.limits);
      if (place !== undefined) query.set('at', String(Math.round(place * 100)));
      const text = query.toString();
      window.history.replaceState(null, '', text === '' ? window.location.pathname : `?${text}`);
    }, ADDRESS_DELAY_MS);
    return () => clearTimeout(timer);
  }, [inputs, limits, place]);
}

/** @param place 0 to 1 along the line; undefined where the reader has chosen none yet */
const indexAt = ({ frontier, yardsticks }: SolvedStudy, place: number | undefined): number =>
  Math.round((place ?? firstPlace(frontier, yardsticks)) * (frontier.points.length - 1));

const placeOf = ({ frontier: { points } }: SolvedStudy, index: number): number =>
  points.length < 2 ? 0 : index / (points.length - 1);

/** Limits on one side, the best mixes they allow on the other: both live, both in the reader's own browser. */
export function FrontierLab(props: FrontierLabProps) {
  const { inputs, source, disclosure } = props;
  const [history, change] = useReducer(changeLimits, props.firstLimits, startHistory);
  const [place, setPlace] = useState(props.firstPlace);
  const editor = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const { study, solved, milliseconds, hasFailed } = useFrontierStudy(inputs, history.limits);
  useAddress(inputs, history.limits, place);
  if (hasFailed) {
    return (
      <ErrorState
        sentence="The calculation in this browser broke off."
        nextStep="Load the page again. If it happens again, these limits are too much for it: go back to the plan’s own."
      />
    );
  }
  const now = study?.frontier;
  const isStale = now?.status !== 'solved';
  const chosen = solved === undefined ? 0 : indexAt(solved, place);
  const point = solved?.frontier.points[chosen];
  return (
    <>
      {disclosure}
      <Section
        title="The best mixes your limits allow"
        lead="Drag the handle along the line, or use the arrow keys. Change a limit and the line moves at once."
        actions={solved !== undefined && <FrontierExport inputs={inputs} solved={solved} drawing={drawing} />}
        isDense
      >
        <div className="grid gap-x-10 gap-y-10 xl:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-6">
            {solved === undefined || point === undefined ? (
              now === undefined ? (
                <FrontierSkeleton />
              ) : (
                <EmptyState title="There is no line to draw for these limits.">
                  It will stand here as soon as a mix keeps all of them.
                </EmptyState>
              )
            ) : (
              <>
                <FrontierExplorer
                  takeaway={`The chosen mix expects ${formatPercent(point.expectedReturn)} a year at ${formatPercent(point.volatility)} volatility.`}
                  title="Expected return and volatility of the best mixes, percent a year"
                  source={source}
                  points={solved.frontier.points}
                  corners={solved.frontier.corners}
                  marks={marksOf(inputs, solved.frontier.strategies, solved.yardsticks)}
                  chosen={chosen}
                  onChoose={(index) => setPlace(placeOf(solved, index))}
                  cashReturn={inputs.moments.cashReturn}
                  isStale={isStale}
                  drawing={drawing}
                />
                <ChosenStrip inputs={inputs} point={point} />
                <p className="text-small text-muted">
                  {isStale
                    ? 'These limits cannot be met; drawn here are the last ones that could.'
                    : `${formatCount(solved.frontier.points.length, 'certified mix', 'certified mixes')}, solved in ${Math.max(1, Math.round(milliseconds))} ms by this browser; no server was asked.`}
                </p>
              </>
            )}
          </div>
          <LimitEditor
            inputs={inputs}
            history={history}
            onChange={change}
            place={editor}
            notice={
              now?.status === 'infeasible' ? (
                <ClashNotice
                  clash={now}
                  onRelax={(limits) => {
                    change({ kind: 'set', limits });
                    editor.current?.focus({ preventScroll: true });
                  }}
                />
              ) : now?.status === 'failed' ? (
                <Notice tone="danger" isLive title={now.reason}>
                  Undo the last change to go on.
                </Notice>
              ) : undefined
            }
          />
        </div>
      </Section>
      {solved !== undefined && point !== undefined && (
        <FrontierReport
          inputs={inputs}
          solved={solved}
          chosen={chosen}
          point={point}
          isStale={isStale}
          source={source}
        />
      )}
    </>
  );
}

function FrontierSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">Solving for the best mixes</span>
      <Skeleton className="w-64" />
      <Skeleton className="h-[27.5rem]" />
    </div>
  );
}
