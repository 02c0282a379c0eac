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

type MarkShapeProps = PlotPixel & Pick<ExplorerMark, 'kind' | 'isOwn' | 'color'>;

function MarkShape({ kind, isOwn, color, x, y }: MarkShapeProps) {
  if (kind === 'strategy') {
    return (
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
    );
  }
  const isHollow = kind === 'yardstick' && !isOwn;
  return (
    <circle
      cx={x}
      cy={y}
      r={isOwn ? 6 : 5}
      fill={isHollow ? 'var(--paper)' : color}
      stroke={isHollow ? 'var(--ink)' : 'var(--paper)'}
      strokeWidth={1.5}
    />
  );
}

export function CornerShape({ x, y }: PlotPixel) {
  return <circle cx={x} cy={y} r={3} fill="var(--paper)" stroke="var(--ink)" strokeWidth={1.5} />;
}

const KEY_MIDDLE = 8;

/** What the shapes of the drawing stand for. */
export function FrontierKey({ hasCorners }: { readonly hasCorners: boolean }) {
  const at = { x: KEY_MIDDLE, y: KEY_MIDDLE };
  const entries = [
    { name: 'Yours', shape: <MarkShape kind="yardstick" isOwn color="var(--accent)" {...at} /> },
    {
      name: 'Instrument, by class',
      shape: <MarkShape kind="instrument" isOwn={false} color="var(--class-equity)" {...at} />,
    },
    { name: 'Strategy', shape: <MarkShape kind="strategy" isOwn={false} color="var(--ink)" {...at} /> },
    { name: 'Well-known mix', shape: <MarkShape kind="yardstick" isOwn={false} color="var(--ink)" {...at} /> },
    ...(hasCorners ? [{ name: 'Corner portfolio', shape: <CornerShape {...at} /> }] : []),
  ];
  return (
    <ul aria-label="Shapes" className="flex flex-wrap gap-x-5 gap-y-1 text-small text-muted">
      {entries.map(({ name, shape }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg aria-hidden width={2 * KEY_MIDDLE} height={2 * KEY_MIDDLE}>
            {shape}
          </svg>
          {name}
        </li>
      ))}
      <li>Point at a mark, or touch it, for its figures.</li>
    </ul>
  );
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
    <g
      aria-hidden
      onPointerEnter={() => onActive(mark)}
      onPointerDown={() => onActive(mark)}
      // A finger leaves as soon as it is lifted: what it touched stays in sight until it touches something else.
      onPointerLeave={({ pointerType }) => {
        if (pointerType !== 'touch') onActive(undefined);
      }}
    >
      <circle cx={x} cy={y} r={11} fill="transparent" />
      <MarkShape kind={kind} isOwn={isOwn} color={color} x={x} y={y} />
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
