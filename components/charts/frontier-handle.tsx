'use client';

import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { formatPercent } from '@/lib/shared/format/percent';
import type { RiskReturn } from './frontier-marks';
import type { PlotPixel } from './label-layout';

export interface FrontierHandleProps {
  readonly points: readonly RiskReturn[];
  /** Where the points are drawn. */
  readonly curve: readonly PlotPixel[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly drawing: RefObject<SVGSVGElement | null>;
}

const PAGE_STEPS = 10;

/** Where a key leads from a point; undefined for keys that are not the handle's. */
function indexAfter(key: string, index: number, last: number): number | undefined {
  const to = {
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    PageUp: index + PAGE_STEPS,
    PageDown: index - PAGE_STEPS,
    Home: 0,
    End: last,
  }[key];
  return to === undefined ? undefined : Math.min(Math.max(to, 0), last);
}

function nearest(curve: readonly PlotPixel[], to: PlotPixel): number {
  const distances = curve.map(({ x, y }) => (x - to.x) ** 2 + (y - to.y) ** 2);
  return distances.indexOf(Math.min(...distances));
}

/**
 * A finger that drags along the line must not scroll the page. `touch-action` on parts of a drawing is not heeded
 * everywhere, and React listens to touches passively.
 */
function holdStill(element: SVGElement | null): () => void {
  const keep = (event: TouchEvent): void => event.preventDefault();
  element?.addEventListener('touchstart', keep, { passive: false });
  return () => element?.removeEventListener('touchstart', keep);
}

const dragger =
  ({ curve, onChoose, drawing }: Pick<FrontierHandleProps, 'curve' | 'onChoose' | 'drawing'>) =>
  (event: PointerEvent): void => {
    const box = drawing.current?.getBoundingClientRect();
    if (box === undefined || event.buttons === 0) return;
    onChoose(nearest(curve, { x: event.clientX - box.left, y: event.clientY - box.top }));
  };

/** The line itself can be taken hold of anywhere, not only at the handle; what stands on it is drawn above this. */
export function FrontierGrip(props: Pick<FrontierHandleProps, 'curve' | 'onChoose' | 'drawing'>) {
  const drag = dragger(props);
  return (
    <polyline
      ref={holdStill}
      aria-hidden
      points={props.curve.map((place) => `${place.x},${place.y}`).join(' ')}
      fill="none"
      stroke="transparent"
      strokeWidth={24}
      strokeLinecap="round"
      className="cursor-pointer touch-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
    />
  );
}

/** The chosen mix, moved along the frontier by dragging or by the arrow keys. */
export function FrontierHandle({ points, curve, chosen, onChoose, drawing }: FrontierHandleProps) {
  const point = points[chosen];
  const at = curve[chosen];
  if (point === undefined || at === undefined) return null;
  const press = (event: KeyboardEvent): void => {
    const to = indexAfter(event.key, chosen, points.length - 1);
    if (to === undefined) return;
    event.preventDefault();
    onChoose(to);
  };
  const { x, y } = at;
  return (
    <g
      ref={holdStill}
      role="slider"
      tabIndex={0}
      aria-label="Mix on the frontier"
      aria-valuemin={1}
      aria-valuemax={points.length}
      aria-valuenow={chosen + 1}
      aria-valuetext={`${formatPercent(point.expectedReturn)} expected return at ${formatPercent(point.volatility)} volatility`}
      className="cursor-grab touch-none outline-none active:cursor-grabbing [&:focus-visible>circle:first-child]:stroke-(--accent)"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={dragger({ curve, onChoose, drawing })}
    >
      <circle cx={x} cy={y} r={20} fill="transparent" strokeWidth={2} />
      <circle cx={x} cy={y} r={9} fill="var(--paper)" stroke="var(--accent)" strokeWidth={3} />
      <circle cx={x} cy={y} r={3} fill="var(--accent)" />
    </g>
  );
}
