'use client';

import { type ReactNode, useEffect, useReducer, useRef, useState } from 'react';
import { FrontierExplorer } from '@/components/charts/frontier-explorer';
import { WeightMap } from '@/components/charts/weight-map';
import { MixBars } from '@/components/charts/mix-bars';
import { Section } from '@/components/layout/page';
import { ErrorState, Notice, Skeleton } from '@/components/ui/states';
import type { LabInputs, LabLimits } from '@/lib/shared/contracts/frontier-lab';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { ChosenMix } from './chosen-mix';
import { ClashNotice } from './clash-notice';
import { CornerTable } from './corner-table';
import { FrontierExport } from './frontier-export';
import { firstPlace, marksOf, mixesOf } from './frontier-reading';
import { changeLimits, limitsQuery, startHistory } from './limit-state';
import { LimitEditor } from './limit-editor';
import { useFrontierStudy } from './use-frontier-study';

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

/** Limits on one side, the best mixes they allow on the other: both live, both in the reader's own browser. */
export function FrontierLab(props: FrontierLabProps) {
  const { inputs, source, disclosure } = props;
  const [history, change] = useReducer(changeLimits, props.firstLimits, startHistory);
  const [place, setPlace] = useState(props.firstPlace);
  const editor = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const { study, frontier, milliseconds, hasFailed } = useFrontierStudy(inputs, history.limits);
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
  const yardsticks = study?.yardsticks ?? [];
  const chosen =
    frontier === undefined ? 0 : Math.round((place ?? firstPlace(frontier, yardsticks)) * (frontier.points.length - 1));
  const point = frontier?.points[chosen];
  const title = 'Expected return and volatility of the best mixes, percent a year';
  return (
    <>
      {disclosure}
      <Section
        title="The best mixes your limits allow"
        lead="Drag the handle along the line, or use the arrow keys. Change a limit and the line moves at once."
        actions={
          frontier !== undefined && (
            <FrontierExport
              inputs={inputs}
              limits={history.limits}
              frontier={frontier}
              yardsticks={yardsticks}
              drawing={drawing}
            />
          )
        }
        isDense
      >
        <div className="grid gap-x-10 gap-y-10 xl:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-6">
            {frontier === undefined || point === undefined ? (
              now === undefined && <FrontierSkeleton />
            ) : (
              <FrontierExplorer
                takeaway={`The chosen mix expects ${formatPercent(point.expectedReturn)} a year at ${formatPercent(point.volatility)} volatility.`}
                title={title}
                source={source}
                points={frontier.points}
                corners={frontier.corners}
                marks={marksOf(inputs, frontier.strategies, yardsticks)}
                chosen={chosen}
                onChoose={(index) => setPlace(frontier.points.length < 2 ? 0 : index / (frontier.points.length - 1))}
                cashReturn={inputs.moments.cashReturn}
                isStale={now?.status !== 'solved'}
                drawing={drawing}
              />
            )}
            {frontier !== undefined && (
              <p className="text-small text-muted">
                {now?.status === 'solved'
                  ? `${formatCount(frontier.points.length, 'certified mix', 'certified mixes')}, solved in ${Math.max(1, Math.round(milliseconds))} ms by this browser. Dots are instruments, diamonds are strategies; point at one to see its figures.`
                  : 'These limits cannot be met; drawn here are the last ones that could.'}
              </p>
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
      {frontier !== undefined && point !== undefined && (
        <>
          <Section title="The chosen mix">
            <ChosenMix inputs={inputs} point={point} source={source} />
          </Section>
          {frontier.points.length > 1 && (
            <Section title="Along the frontier">
              <WeightMap
                takeaway="The calmest mix stands on the left, the boldest on the right; the line marks the chosen one."
                title="Weights of the best mixes by expected return, percent of the portfolio"
                instruments={inputs.instruments}
                points={frontier.points}
                chosen={chosen}
                source={source}
              />
              {frontier.corners.length > 1 && <CornerTable inputs={inputs} corners={frontier.corners} />}
            </Section>
          )}
          <Section title="Strategies side by side">
            <MixBars
              takeaway="All of them on the same estimates; strategies are brought inside your limits where they are outside."
              title="Weights, expected return, volatility and Sharpe of each mix, percent a year"
              instruments={inputs.instruments}
              mixes={mixesOf(inputs, point, frontier.strategies, yardsticks)}
              source={source}
            />
          </Section>
        </>
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
