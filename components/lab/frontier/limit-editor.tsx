'use client';

import { Undo2, X } from 'lucide-react';
import { ASSET_CLASSES } from '@/components/charts/asset-classes';
import { Button } from '@/components/ui/button';
import { NumberField } from '@/components/ui/number-field';
import { Select } from '@/components/ui/select';
import type { LabInputs, LabLimits } from '@/lib/shared/contracts/frontier-lab';
import { formatPercent } from '@/lib/shared/format/percent';
import {
  classField,
  type LimitChange,
  type LimitField,
  type LimitHistory,
  ownField,
  sameLimits,
  TURNOVER_FIELD,
  WEIGHT_FIELD,
  withField,
  withoutOwn,
} from './limit-state';

export interface LimitEditorProps {
  readonly inputs: LabInputs;
  readonly history: LimitHistory;
  readonly onChange: (change: LimitChange) => void;
}

/** Every limit as a number to type over; each keystroke is answered by the worker. */
export function LimitEditor({ inputs, history, onChange }: LimitEditorProps) {
  const { limits, before, version } = history;
  const { holdings, cashWeight } = inputs;
  const field = (name: LimitField, label: string, value: number | null, placeholder?: string) => (
    <LimitNumber
      key={`${name} ${version}`}
      label={label}
      value={value}
      placeholder={placeholder}
      onValue={(next) => onChange({ kind: 'type', field: name, value: next })}
    />
  );
  return (
    <div className="flex flex-col gap-6">
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-2 font-strong">Share of the whole portfolio</legend>
        <div aria-hidden className={`${ROW} text-small text-muted`}>
          <span />
          <span className="text-end">at least</span>
          <span className="text-end">at most</span>
        </div>
        {limits.classLimits.map(({ assetClass, min, max }) => {
          const { label } = ASSET_CLASSES[assetClass];
          return (
            <div key={assetClass} className={ROW}>
              <span className="text-small">{label}</span>
              {field(classField(assetClass, 'min'), `${label}, at least`, min)}
              {field(classField(assetClass, 'max'), `${label}, at most`, max)}
            </div>
          );
        })}
        <div className={ROW}>
          <span className="col-span-2 text-small">Any one holding</span>
          {field(WEIGHT_FIELD, 'Any one holding, at most', limits.weightMax)}
        </div>
        {holdings !== null && (
          <div className={ROW}>
            <span className="col-span-2 text-small">Traded, from what you hold</span>
            {field(TURNOVER_FIELD, 'Traded, at most', limits.turnoverMax, 'free')}
          </div>
        )}
      </fieldset>
      <OwnLimits inputs={inputs} limits={limits} field={field} onChange={onChange} />
      <p className="text-small text-muted">
        Cash stays at {formatPercent(cashWeight, { decimals: 0 })}, as your policy says, and nothing is sold short.
      </p>
      <div className="flex flex-wrap gap-3">
        <Button
          variant="secondary"
          size="small"
          disabled={before.length === 0}
          onClick={() => onChange({ kind: 'undo' })}
        >
          <Undo2 aria-hidden className="size-4" />
          Undo
        </Button>
        <Button
          variant="secondary"
          size="small"
          disabled={sameLimits(limits, inputs.limits)}
          onClick={() => onChange({ kind: 'set', limits: inputs.limits })}
        >
          {inputs.planId === null ? 'Back to the first limits' : 'Back to your plan’s limits'}
        </Button>
      </div>
    </div>
  );
}

const ROW = 'grid grid-cols-[1fr_5.25rem_5.25rem] items-center gap-x-2';

interface OwnLimitsProps extends Pick<LimitEditorProps, 'inputs' | 'onChange'> {
  readonly limits: LabLimits;
  readonly field: (name: LimitField, label: string, value: number | null, placeholder?: string) => React.ReactNode;
}

function OwnLimits({ inputs, limits, field, onChange }: OwnLimitsProps) {
  const { instrumentLimits } = limits;
  const others = inputs.instruments.filter(
    ({ symbol, assetClass }) => assetClass !== 'cash' && instrumentLimits.every((limit) => limit.symbol !== symbol),
  );
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-2 font-strong">Single instruments</legend>
      {instrumentLimits.map(({ symbol, min, max }) => (
        <div key={symbol} className={ROW}>
          <span className="flex min-w-0 items-center gap-1 text-small">
            <button
              type="button"
              aria-label={`Drop the limits of ${symbol}`}
              className="flex size-8 shrink-0 items-center justify-center rounded-control text-muted hover:bg-well hover:text-ink"
              onClick={() => onChange({ kind: 'set', limits: withoutOwn(limits, symbol) })}
            >
              <X aria-hidden className="size-4" />
            </button>
            <span className="truncate">{symbol}</span>
          </span>
          {field(ownField(symbol, 'min'), `${symbol}, at least`, min)}
          {field(ownField(symbol, 'max'), `${symbol}, at most`, max, 'as all')}
        </div>
      ))}
      {others.length > 0 && (
        <Select
          key={instrumentLimits.length}
          label="Give one instrument its own limits"
          isLabelHidden
          placeholder="Give one its own limits"
          options={others.map(({ symbol, name }) => ({ value: symbol, label: `${symbol} · ${name}` }))}
          onValueChange={(symbol) => onChange({ kind: 'set', limits: withField(limits, ownField(symbol, 'min'), 0) })}
        />
      )}
    </fieldset>
  );
}

interface LimitNumberProps {
  readonly label: string;
  readonly value: number | null;
  readonly placeholder: string | undefined;
  readonly onValue: (value: number | undefined) => void;
}

/** What is no share of a portfolio is not taken: the limit stays as it was until the number can be one. */
function LimitNumber({ label, value, placeholder, onValue }: LimitNumberProps) {
  return (
    <NumberField
      kind="percent"
      label={label}
      isLabelHidden
      defaultValue={value ?? undefined}
      placeholder={placeholder}
      onValueChange={(next) => {
        if (next === undefined || (next >= 0 && next <= 1)) onValue(next);
      }}
    />
  );
}
