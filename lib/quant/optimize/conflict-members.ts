import { nameOfBound, type NamedLimits, rowLimitName, type Side, sideOf } from './limits';
import { boundsLeanedOn } from './splitting/limit-solver';
import type { InfeasibilityCertificate } from './types';

/** Bound multipliers of weights farther from the bound than this (in portfolio sizes) are rounding of zero. */
const AT_BOUND_TOLERANCE = 1e-9;

/** One side of one limit. Absolute rows follow the plain rows, and have a maximum side only. */
export interface Member<Kind extends string = 'row' | 'bound'> {
  readonly kind: Kind;
  readonly index: number;
  readonly side: Side;
}

/** The rows and bounds that a proof adds up. */
export function membersOf({ rows, bounds }: Pick<InfeasibilityCertificate, 'rows' | 'bounds'>): readonly Member[] {
  const members: Member[] = [];
  rows.forEach((multiplier, index) => {
    if (multiplier !== 0) members.push({ kind: 'row', index, side: sideOf(multiplier) });
  });
  bounds.forEach((multiplier, index) => {
    if (multiplier !== 0) members.push({ kind: 'bound', index, side: sideOf(multiplier) });
  });
  return members;
}

export const isSame = (left: Member<string>, right: Member<string>): boolean =>
  left.kind === right.kind && left.index === right.index && left.side === right.side;

export function nameOfMember(limits: NamedLimits, { kind, index, side }: Member): string {
  if (kind === 'bound') return nameOfBound(limits, index, side);
  const row = limits.rows[index];
  return row === undefined ? limits.absoluteRows[index - limits.rows.length]!.name : rowLimitName(row, side);
}

/** What the rows' multipliers leave of a slope that they are to add up to. */
export function slopesLeft(limits: NamedLimits, rowMultipliers: Float64Array, slope: Float64Array): Float64Array {
  const left = slope.map((entry) => -entry);
  limits.rows.forEach((row, index) => {
    for (let at = 0; at < left.length; at++) left[at]! += rowMultipliers[index]! * row.coefficients[at]!;
  });
  return left;
}

/** Multipliers of the bounds that the slopes lean on, of weights without room up to them. */
export function boundsWithoutRoom(
  limits: NamedLimits,
  weights: Float64Array,
  rowMultipliers: Float64Array,
  slopes: Float64Array,
): Float64Array {
  return boundsLeanedOn(limits, rowMultipliers, slopes).map((multiplier, at) => {
    const room = multiplier > 0 ? weights[at]! - limits.lower[at]! : limits.upper[at]! - weights[at]!;
    return room > AT_BOUND_TOLERANCE * limits.weightScale ? 0 : multiplier;
  });
}
