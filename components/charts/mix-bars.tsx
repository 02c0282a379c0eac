'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import type { AssetClassId } from './asset-classes';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { ClassKey, StackedBar } from './stacked-bar';

export interface Mix {
  readonly id: string;
  readonly name: string;
  /** One plain sentence on how it comes about. */
  readonly rule: string;
  readonly isOwn: boolean;
  /** In the order of the instruments. */
  readonly weights: readonly number[];
  readonly expectedReturn: number;
  readonly volatility: number;
  readonly sharpe: number | null;
  /** Whether it keeps the limits, or what it took. */
  readonly note: string;
}

export interface MixBarsProps extends ChartTexts {
  readonly instruments: readonly { readonly symbol: string; readonly assetClass: AssetClassId }[];
  readonly mixes: readonly Mix[];
  /** Of return and volatility, for mixes that hardly differ. */
  readonly decimals?: number | undefined;
  /** More wait behind a button. */
  readonly shownMax?: number | undefined;
}

/** Mixes side by side: what each is made of, and what it is expected to bring. */
export function MixBars(props: MixBarsProps) {
  const { instruments, mixes, decimals = 1, shownMax = Infinity } = props;
  const [isWhole, setIsWhole] = useState(false);
  const best = mixes.toSorted((left, right) => (right.sharpe ?? -Infinity) - (left.sharpe ?? -Infinity))[0];
  const classes = [...new Set(instruments.map(({ assetClass }) => assetClass))];
  return (
    <ChartFrame
      {...props}
      summary={
        best === undefined
          ? 'No mixes.'
          : `${mixes.length} mixes. Most expected return above cash for its volatility: ${best.name}, Sharpe ${formatNumber(best.sharpe)}.`
      }
      table={{
        columns: [
          { header: 'Mix', kind: 'text' },
          { header: 'Expected return', kind: 'percent' },
          { header: 'Volatility', kind: 'percent' },
          { header: 'Sharpe', kind: 'number' },
          ...instruments.map(({ symbol }) => ({ header: symbol, kind: 'percent' as const })),
        ],
        rows: mixes.map(({ name, expectedReturn, volatility, sharpe, weights }) => [
          name,
          expectedReturn,
          volatility,
          sharpe,
          ...weights,
        ]),
      }}
    >
      <div className="flex flex-col gap-4 text-small">
        <ClassKey classes={classes.map((assetClass) => ({ assetClass }))} />
        <div>
          <div aria-hidden className={`${GRID} hidden pb-2 text-muted lg:grid`}>
            <span />
            <span>What it is made of</span>
            <span className="text-end">Expected</span>
            <span className="text-end">Volatility</span>
            <span className="text-end">Sharpe</span>
          </div>
          <ul>
            {(isWhole ? mixes : mixes.slice(0, shownMax)).map((mix) => (
              <MixRow key={mix.id} mix={mix} instruments={instruments} decimals={decimals} />
            ))}
          </ul>
        </div>
        {mixes.length > shownMax && (
          <Button variant="secondary" size="small" className="self-start" onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? `Show the first ${shownMax}` : `Show all ${mixes.length}`}
          </Button>
        )}
      </div>
    </ChartFrame>
  );
}

const GRID = 'grid grid-cols-3 gap-x-6 gap-y-2 lg:grid-cols-[minmax(11rem,1.2fr)_minmax(8rem,1fr)_5rem_5rem_4rem]';

interface MixRowProps {
  readonly mix: Mix;
  readonly instruments: MixBarsProps['instruments'];
  readonly decimals: number;
}

function MixRow({ mix, instruments, decimals }: MixRowProps) {
  return (
    <li className={`${GRID} items-center border-t border-hairline py-3`}>
      <span className="col-span-3 flex min-w-0 flex-col lg:col-span-1">
        <span className={mix.isOwn ? 'font-strong text-accent' : 'font-strong'}>{mix.name}</span>
        <span className="text-pretty text-muted">{mix.rule}</span>
        {mix.note !== '' && <span className="text-muted">{mix.note}</span>}
      </span>
      <span className="col-span-3 lg:col-span-1">
        <StackedBar parts={instruments.map((instrument, at) => ({ ...instrument, weight: mix.weights[at] ?? 0 }))} />
      </span>
      <MixFigure label="Expected" text={formatPercent(mix.expectedReturn, { decimals })} />
      <MixFigure label="Volatility" text={formatPercent(mix.volatility, { decimals })} />
      <MixFigure label="Sharpe" text={formatNumber(mix.sharpe)} />
    </li>
  );
}

function MixFigure({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <span className="flex flex-col lg:text-end">
      <span className="text-muted lg:sr-only">{label} </span>
      <span className="figures">{text}</span>
    </span>
  );
}
