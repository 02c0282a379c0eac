'use client';

import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { ASSET_CLASSES, type AssetClassId } from './asset-classes';
import { ChartFrame, type ChartTexts } from './chart-frame';

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
}

/** Mixes side by side: what each is made of, and what it is expected to bring. */
export function MixBars(props: MixBarsProps) {
  const { instruments, mixes } = props;
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
        <ul aria-label="Colours" className="flex flex-wrap gap-x-5 gap-y-1 text-muted">
          {classes.map((assetClass) => (
            <li key={assetClass} className="flex items-center gap-2">
              <span aria-hidden className="size-2.5" style={{ background: ASSET_CLASSES[assetClass].color }} />
              {ASSET_CLASSES[assetClass].label}
            </li>
          ))}
        </ul>
        <div>
          <div aria-hidden className={`${GRID} hidden pb-2 text-muted lg:grid`}>
            <span />
            <span>What it is made of</span>
            <span className="text-end">Expected</span>
            <span className="text-end">Volatility</span>
            <span className="text-end">Sharpe</span>
          </div>
          <ul>
            {mixes.map((mix) => (
              <MixRow key={mix.id} mix={mix} instruments={instruments} />
            ))}
          </ul>
        </div>
      </div>
    </ChartFrame>
  );
}

const GRID = 'grid grid-cols-3 gap-x-6 gap-y-2 lg:grid-cols-[minmax(11rem,1.2fr)_minmax(8rem,1fr)_5rem_5rem_4rem]';

interface MixRowProps {
  readonly mix: Mix;
  readonly instruments: MixBarsProps['instruments'];
}

/** Less would be a line that nobody sees. */
const SHOWN_MIN = 0.001;

function MixRow({ mix, instruments }: MixRowProps) {
  const parts = mix.weights.flatMap((weight, at) => {
    const instrument = instruments[at];
    return instrument === undefined || weight < SHOWN_MIN ? [] : [{ ...instrument, weight }];
  });
  return (
    <li className={`${GRID} items-center border-t border-hairline py-3`}>
      <span className="col-span-3 flex min-w-0 flex-col lg:col-span-1">
        <span className={mix.isOwn ? 'font-strong text-accent' : 'font-strong'}>{mix.name}</span>
        <span className="text-pretty text-muted">{mix.rule}</span>
        {mix.note !== '' && <span className="text-muted">{mix.note}</span>}
      </span>
      <span
        role="img"
        aria-label={parts.map(({ symbol, weight }) => `${symbol} ${formatPercent(weight)}`).join(', ')}
        className="col-span-3 flex h-5 gap-px lg:col-span-1"
      >
        {parts.map(({ symbol, assetClass, weight }) => (
          <span
            key={symbol}
            title={`${symbol} ${formatPercent(weight)}`}
            className="block h-full"
            style={{ width: `${weight * 100}%`, background: ASSET_CLASSES[assetClass].color }}
          />
        ))}
      </span>
      <MixFigure label="Expected" text={formatPercent(mix.expectedReturn)} />
      <MixFigure label="Volatility" text={formatPercent(mix.volatility)} />
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
