'use client';

import { Undo2, X } from 'lucide-react';
import { Fragment, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
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
  /** What is wrong with the limits; it stands below the one that was typed in last. */
  readonly notice: ReactNode;
  /** Takes the focus when the button that had it is gone. */
  readonly place: RefObject<HTMLDivElement | null>;
}

interface RowField {
  readonly name: LimitField;
  /** For screen readers: `Stocks, at most`. */
  readonly label: string;
  readonly value: number | null;
  readonly placeholder?: string;
}

const ROW = 'grid grid-cols-[1fr_5.25rem_5.25rem] items-center gap-x-2';

/** Every limit as a number to type over; each keystroke is answered by the worker. */
export function LimitEditor({ inputs, history, onChange, notice, place }: LimitEditorProps) {
  const { limits, before, field: lastField, version } = history;
  const { holdings, cashWeight } = inputs;
  const row = (title: ReactNode, fields: readonly RowField[]) => (
    <Fragment key={fields[0]?.name}>
      <div className={ROW}>
        <span className={fields.length === 1 ? 'col-span-2 text-small' : 'min-w-0 text-small'}>{title}</span>
        {fields.map(({ name, label, value, placeholder }) => (
          <LimitNumber
            key={`${name} ${version}`}
            label={label}
            value={value}
            placeholder={placeholder}
            onValue={(next) => onChange({ kind: 'type', field: name, value: next })}
          />
        ))}
      </div>
      {notice !== undefined && fields.some(({ name }) => name === lastField) && <InSight>{notice}</InSight>}
    </Fragment>
  );
  return (
    <div
      ref={place}
      tabIndex={-1}
      role="group"
      aria-label="Limits"
      className="flex min-w-0 flex-col gap-6 outline-none"
    >
      {lastField === undefined && notice}
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="pb-2 font-strong">Share of the whole portfolio</legend>
        <div aria-hidden className={`${ROW} text-small text-muted`}>
          <span />
          <span className="text-end">at least</span>
          <span className="text-end">at most</span>
        </div>
        {limits.classLimits.map(({ assetClass, min, max }) => {
          const { label } = ASSET_CLASSES[assetClass];
          return row(label, [
            { name: classField(assetClass, 'min'), label: `${label}, at least`, value: min },
            { name: classField(assetClass, 'max'), label: `${label}, at most`, value: max },
          ]);
        })}
        {row('Any one holding', [{ name: WEIGHT_FIELD, label: 'Any one holding, at most', value: limits.weightMax }])}
        {holdings !== null &&
          row('Traded, from what you hold', [
            { name: TURNOVER_FIELD, label: 'Traded, at most', value: limits.turnoverMax, placeholder: 'free' },
          ])}
      </fieldset>
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="pb-2 font-strong">Single instruments</legend>
        {limits.instrumentLimits.map(({ symbol, min, max }) =>
          row(
            <OwnName symbol={symbol} onDrop={() => onChange({ kind: 'set', limits: withoutOwn(limits, symbol) })} />,
            [
              { name: ownField(symbol, 'min'), label: `${symbol}, at least`, value: min, placeholder: '0' },
              { name: ownField(symbol, 'max'), label: `${symbol}, at most`, value: max, placeholder: 'as all' },
            ],
          ),
        )}
        <OwnChoice inputs={inputs} limits={limits} onChange={onChange} />
      </fieldset>
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

/** Scrolls no further than it must, so that the field stays in sight as well; phones have a bar at the bottom. */
function InSight({ children }: { readonly children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={ref} className="scroll-mt-20 scroll-mb-24 lg:scroll-mb-6">
      {children}
    </div>
  );
}

function OwnName({ symbol, onDrop }: { readonly symbol: string; readonly onDrop: () => void }) {
  return (
    <span className="-ms-2 flex min-w-0 items-center gap-1">
      <button
        type="button"
        aria-label={`Drop the limits of ${symbol}`}
        className="flex size-8 shrink-0 items-center justify-center rounded-control text-muted hover:bg-well hover:text-ink"
        onClick={onDrop}
      >
        <X aria-hidden className="size-4" />
      </button>
      <span className="truncate">{symbol}</span>
    </span>
  );
}

interface OwnChoiceProps extends Pick<LimitEditorProps, 'inputs' | 'onChange'> {
  readonly limits: LabLimits;
}

function OwnChoice({ inputs, limits, onChange }: OwnChoiceProps) {
  const { instrumentLimits } = limits;
  const others = inputs.instruments.filter(
    ({ symbol, assetClass }) => assetClass !== 'cash' && instrumentLimits.every((limit) => limit.symbol !== symbol),
  );
  if (others.length === 0) return null;
  return (
    <Select
      value=""
      label="Give one instrument its own limits"
      isLabelHidden
      placeholder="Give one its own limits"
      options={others.map(({ symbol, name }) => ({ value: symbol, label: `${symbol} · ${name}` }))}
      onValueChange={(symbol) => onChange({ kind: 'set', limits: withField(limits, ownField(symbol, 'min'), 0) })}
    />
  );
}

interface LimitNumberProps {
  readonly label: string;
  readonly value: number | null;
  /** Where an empty field means that there is no limit, what it says then. */
  readonly placeholder: string | undefined;
  readonly onValue: (value: number | undefined) => void;
}

/** What is no share of a portfolio is not taken: the limit stays as it was until the number can be one. */
function LimitNumber({ label, value, placeholder, onValue }: LimitNumberProps) {
  const [isReadable, setIsReadable] = useState(true);
  return (
    <NumberField
      kind="percent"
      label={label}
      isLabelHidden
      defaultValue={value ?? undefined}
      placeholder={placeholder}
      error={isReadable ? undefined : '0 to 100'}
      onValueChange={(next) => {
        const isTaken = next === undefined ? placeholder !== undefined : next >= 0 && next <= 1;
        setIsReadable(isTaken);
        if (isTaken) onValue(next);
      }}
    />
  );
}
