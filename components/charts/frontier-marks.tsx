'use client';

import { type PlacedLabel, placePointLabels, type PlotPixel } from './label-layout';
import { AXIS_TEXT } from './line-styles';

/** Decimals a year. */
export interface RiskReturn {
  readonly volatility: number;
  readonly expectedReturn: number;
}

export interface ExplorerMark extends RiskReturn {
  readonly id: string;
  readonly label: string;
  readonly kind: 'instrument' | 'strategy' | 'yardstick';
  readonly isOwn: boolean;
  readonly color: string;
}

export interface FrontierMarksProps {
  readonly marks: readonly ExplorerMark[];
  readonly pixel: (point: RiskReturn) => PlotPixel;
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly curve: readonly PlotPixel[];
  readonly onActive: (mark: ExplorerMark | undefined) => void;
}

const CHARACTER_WIDTH = 8.4;
/** The handle often stands on what is the reader's own. */
const OWN_GAP = 7;

/** Dots are instruments, diamonds are strategies, and what belongs to the reader carries the accent. */
export function FrontierMarks({ marks, pixel, plot, curve, onActive }: FrontierMarksProps) {
  const labels = placePointLabels(
    marks.map((mark) => ({
      ...pixel(mark),
      width: mark.kind === 'strategy' ? 0 : mark.label.length * CHARACTER_WIDTH,
      isRequired: mark.isOwn,
    })),
    plot,
    curve,
  );
  return marks.map((mark, index) => (
    <Mark
      key={mark.id}
      mark={mark}
      at={pixel(mark)}
      label={mark.kind === 'strategy' ? undefined : labels[index]}
      onActive={onActive}
    />
  ));
}

interface MarkProps {
  readonly mark: ExplorerMark;
  readonly at: PlotPixel;
  readonly label: PlacedLabel | undefined;
  readonly onActive: FrontierMarksProps['onActive'];
}

function Mark({ mark, at: { x, y }, label, onActive }: MarkProps) {
  const { kind, isOwn, color } = mark;
  return (
    <g aria-hidden onPointerEnter={() => onActive(mark)} onPointerLeave={() => onActive(undefined)}>
      <circle cx={x} cy={y} r={11} fill="transparent" />
      {kind === 'strategy' ? (
        <rect
          x={x - 4}
          y={y - 4}
          width={8}
          height={8}
          transform={`rotate(45 ${x} ${y})`}
          fill="var(--paper)"
          stroke="var(--ink)"
          strokeWidth={1.5}
        />
      ) : (
        <circle
          cx={x}
          cy={y}
          r={isOwn ? 6 : 5}
          fill={kind === 'yardstick' && !isOwn ? 'var(--paper)' : color}
          stroke={kind === 'yardstick' && !isOwn ? 'var(--ink)' : 'var(--paper)'}
          strokeWidth={1.5}
        />
      )}
      {label !== undefined && (
        <text
          x={x + label.dx + (isOwn ? Math.sign(label.dx) * OWN_GAP : 0)}
          y={y + label.dy}
          textAnchor={label.anchor}
          dominantBaseline="central"
          paintOrder="stroke"
          stroke="var(--paper)"
          strokeWidth={4}
          {...AXIS_TEXT}
          fill={isOwn ? 'var(--accent)' : kind === 'yardstick' ? 'var(--ink)' : 'var(--muted)'}
          fontWeight={isOwn ? 600 : 400}
        >
          {mark.label}
        </text>
      )}
    </g>
  );
}
