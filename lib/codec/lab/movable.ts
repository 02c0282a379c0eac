import { optimize } from '@/lib/quant/optimize/optimize';
import type { LabInputs, LabLimitRef, LabLimits } from '@/lib/shared/contracts/frontier-lab';
import { labProblem, turnoverRoom } from './lab-problem';

/** A limit that the reader can move: its name, its place on a scale from 0 to 1, and the limits with another value of it. */
export interface Movable {
  readonly ref: LabLimitRef;
  /** Where the limit is when it limits nothing. */
  readonly loosest: 0 | 1;
  readonly value: number;
  readonly moved: (limits: LabLimits, value: number) => LabLimits;
}

/** Undefined for what no reader can move: that all money is spent, and that nothing is sold short. */
export function movableOf(ref: LabLimitRef): Movable | undefined {
  switch (ref.kind) {
    case 'class': {
      const { assetClass, side, value } = ref;
      const moved = (limits: LabLimits, next: number): LabLimits => ({
        ...limits,
        classLimits: limits.classLimits.map((limit) =>
          limit.assetClass === assetClass ? { ...limit, [side]: next } : limit,
        ),
      });
      return { ref, value, loosest: side === 'min' ? 0 : 1, moved };
    }
    case 'instrument': {
      const { symbol, side, value } = ref;
      const moved = (limits: LabLimits, next: number): LabLimits => ({
        ...limits,
        instrumentLimits: limits.instrumentLimits.map((limit) =>
          limit.symbol === symbol ? { ...limit, [side]: next } : limit,
        ),
      });
      return { ref, value, loosest: side === 'min' ? 0 : 1, moved };
    }
    case 'weight':
      return { ref, value: ref.value, loosest: 1, moved: (limits, weightMax) => ({ ...limits, weightMax }) };
    case 'turnover':
      return { ref, value: ref.value, loosest: 1, moved: (limits, turnoverMax) => ({ ...limits, turnoverMax }) };
    default:
      return undefined;
  }
}

/** Whether any mix keeps all of these limits. */
export const isMet = (inputs: LabInputs, limits: LabLimits): boolean =>
  turnoverRoom(inputs, limits) >= 0 &&
  optimize(labProblem(inputs, limits, { kind: 'min-risk', measure: 'variance' })).status === 'solved';

/** One a number the reader can edit. */
export function keyOf(ref: LabLimitRef): string {
  switch (ref.kind) {
    case 'class':
      return `${ref.assetClass} ${ref.side}`;
    case 'instrument':
      return `${ref.symbol} ${ref.side}`;
    case 'no-short':
      return `${ref.symbol} no-short`;
    case 'other':
      return ref.name;
    default:
      return ref.kind;
  }
}

/** No limit but the policy's cash, and nothing sold short. */
const lifted = ({ instrumentLimits, classLimits }: LabLimits): LabLimits => ({
  weightMax: 1,
  instrumentLimits: instrumentLimits.map(({ symbol, max }) => ({ symbol, min: 0, max: max === null ? null : 1 })),
  classLimits: classLimits.map(({ assetClass }) => ({ assetClass, min: 0, max: 1 })),
  turnoverMax: null,
});

/**
 * A conflict counted in the reader's limits. The optimiser knows one limit on every instrument, so what it needed of
 * them all may be less than the one number that stands for them: whatever that makes superfluous is left out. So is
 * that nothing is sold short, which is no choice here.
 */
export function readersConflict(
  inputs: LabInputs,
  limits: LabLimits,
  refs: readonly LabLimitRef[],
): readonly LabLimitRef[] {
  let kept = [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()].filter(({ kind }) => kind !== 'no-short');
  if (kept.length === refs.length) return kept;
  const areMet = (some: readonly LabLimitRef[]): boolean =>
    isMet(
      inputs,
      some.reduce((only, ref) => {
        const movable = movableOf(ref);
        return movable === undefined ? only : movable.moved(only, movable.value);
      }, lifted(limits)),
    );
  for (const ref of kept.filter(({ kind }) => kind === 'class' || kind === 'instrument')) {
    const rest = kept.filter((other) => other !== ref);
    if (!areMet(rest)) kept = rest;
  }
  return kept;
}
