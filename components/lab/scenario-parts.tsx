'use client';

import type { ReactNode } from 'react';
import { ASSET_CLASSES, type AssetClassId } from '@/components/charts/asset-classes';
import { ChartFrame } from '@/components/charts/chart-frame';
import { MoneyText } from '@/components/ui/figures';
import { formatPercent } from '@/lib/shared/format/percent';
import type { StressStudy } from '@/lib/shared/contracts/stress-lab';
import { stressParts } from './stress-reading';

export interface ScenarioPartsProps {
  readonly scenario: Pick<StressStudy, 'name' | 'change' | 'byInstrument'>;
  readonly money: number;
  readonly instruments: readonly {
    readonly symbol: string;
    readonly name: string;
    readonly assetClass: AssetClassId;
  }[];
  readonly source: ReactNode;
}

interface Step {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly begin: number;
  readonly end: number;
  readonly change: number;
  readonly color: string;
}

/** Holding by holding from zero to the whole: losses lead down, what softened them leads back up. */
export function ScenarioParts({ scenario, money, instruments, source }: ScenarioPartsProps) {
  const parts = stressParts(scenario.byInstrument);
  const bySymbol = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
  const steps: Step[] = parts.map(({ symbol, begin, change }) => ({
    id: symbol,
    label: symbol,
    name: bySymbol.get(symbol)?.name ?? '',
    begin,
    end: begin + change,
    change,
    color: ASSET_CLASSES[bySymbol.get(symbol)?.assetClass ?? 'index'].color,
  }));
  const whole: Step = {
    id: 'whole',
    label: 'Your plan',
    name: '',
    begin: 0,
    end: scenario.change,
    change: scenario.change,
    color: 'var(--accent)',
  };
  const ends = [...steps, whole].flatMap(({ begin, end }) => [begin, end]);
  const scale = { low: Math.min(-0.001, ...ends), high: Math.max(0.001, ...ends) };
  const [worst] = parts;
  const worstName = worst === undefined ? undefined : (bySymbol.get(worst.symbol)?.name ?? worst.symbol);
  return (
    <ChartFrame
      takeaway={
        worst === undefined || worst.change >= 0
          ? 'No holding loses here.'
          : `${worstName ?? ''} costs most: ${formatPercent(worst.change)} of the whole portfolio.`
      }
      title={`${scenario.name}: part of each holding, US dollars`}
      summary={`${parts.length} holdings move the whole by ${formatPercent(scenario.change)}.`}
      source={source}
      table={{
        columns: [
          { header: 'Holding', kind: 'text' },
          { header: 'Name', kind: 'text' },
          { header: 'Change', kind: 'percent' },
          { header: 'Amount', kind: 'money' },
        ],
        rows: [...steps, whole].map(({ label, name, change }) => [label, name, change, change * money]),
      }}
    >
      <ul className="flex flex-col text-small">
        {[...steps, whole].map((step) => (
          <WaterfallRow key={step.id} step={step} scale={scale} money={money} isWhole={step === whole} />
        ))}
      </ul>
    </ChartFrame>
  );
}

interface WaterfallRowProps {
  readonly step: Step;
  readonly scale: { readonly low: number; readonly high: number };
  readonly money: number;
  readonly isWhole: boolean;
}

function WaterfallRow({ step, scale, money, isWhole }: WaterfallRowProps) {
  const place = (value: number): number => ((value - scale.low) / (scale.high - scale.low)) * 100;
  const [left, right] = [Math.min(step.begin, step.end), Math.max(step.begin, step.end)];
  return (
    <li
      className={`grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2 border-t py-2.5 sm:grid-cols-[minmax(9rem,16rem)_1fr_9rem] ${isWhole ? 'border-outline font-strong' : 'border-hairline'}`}
    >
      <span className="min-w-0 truncate">
        <span className="font-strong">{step.label}</span> <span className="text-muted">{step.name}</span>
      </span>
      <span
        aria-hidden
        className="relative col-span-2 row-start-2 block h-3 sm:col-span-1 sm:col-start-2 sm:row-start-1"
      >
        <span
          className="absolute inset-y-0 min-w-px"
          style={{ left: `${place(left)}%`, width: `${place(right) - place(left)}%`, background: step.color }}
        />
        <span className="absolute -inset-y-2.5 w-px bg-outline" style={{ left: `${place(0)}%` }} />
      </span>
      <span className="figures flex flex-col text-end sm:col-start-3">
        <MoneyText amount={step.change * money} decimals={0} tone="change" />
        <span className="font-regular text-muted">{formatPercent(step.change, { decimals: 2, sign: 'always' })}</span>
      </span>
    </li>
  );
}
