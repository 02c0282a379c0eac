'use client';

import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/states';
import type { StressMarket, StressStudy } from '@/lib/shared/contracts/stress-lab';
import { ScenarioParts } from '../scenario-parts';
import { proxyNote, rangeNote } from '../stress-reading';
import { NextOrders } from './next-orders';

export interface StudyDetailsProps {
  readonly study: StressStudy;
  readonly market: StressMarket;
  /** The amount the reader looks at. */
  readonly money: number;
  readonly source: ReactNode;
}

/** One bad time holding by holding, what it assumes, and what comes after it. */
export function StudyDetails({ study, market, money, source }: StudyDetailsProps) {
  const notes = [...study.notes, rangeNote(study.range), proxyNote(study.proxied)].filter((text) => text !== undefined);
  return (
    <>
      <ScenarioParts scenario={study} money={money} instruments={market.instruments} source={source} />
      {notes.length > 0 && (
        <Notice title="What this bad time assumes">
          <ul className="flex flex-col gap-1">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      )}
      {study.next !== null && <NextOrders next={study.next} money={market.money} />}
    </>
  );
}
