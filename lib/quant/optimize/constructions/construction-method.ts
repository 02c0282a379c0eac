import type { Refusal } from '../../../base/outcome';
import type { Infeasible, NotConverged, Unbounded } from '../types';
import type { ConstructionFinding, ConstructionProblem, ConstructionRequest, ConstructionWarning } from './types';

/** What a method comes back with, before anybody asks whether the limits allow it. */
export interface Built {
  readonly status: 'built';
  /** Length n; fractions of the budget (they sum to 1) or, where `isOfBudget` is false, weights as they are. */
  readonly weights: Float64Array;
  readonly isOfBudget: boolean;
  readonly warnings: readonly ConstructionWarning[];
  readonly findings: readonly ConstructionFinding[];
}

export type BuildOutcome = Built | Refusal | Infeasible | Unbounded | NotConverged;

/**
 * What must not change the weights, or must change them in a known way:
 * - scaling: all returns times a positive constant
 * - permutation: the instruments listed in another order
 * - duplicate-split: an instrument listed twice; the two then share its weight and nobody else's changes
 * - zero-weight: an instrument added whose maximum is zero
 * - limits: the weights keep every limit
 */
export const CONSTRUCTION_RELATIONS = ['scaling', 'permutation', 'duplicate-split', 'zero-weight', 'limits'] as const;
export type ConstructionRelation = (typeof CONSTRUCTION_RELATIONS)[number];

/**
 * One way to weights that claims no optimum. To add one: a file here and a line in constructions.ts.
 * `build` sees only instruments that may be held (maximum not zero), in the order of the list.
 */
export interface ConstructionMethod<R extends ConstructionRequest> {
  readonly kind: R['kind'];
  /** 'risk': every variance must be above zero. 'scenarios': past returns must be given. */
  readonly needs: readonly ('risk' | 'scenarios')[];
  readonly relations: readonly ConstructionRelation[];
  /** The request about some of the instruments; absent where the request holds nothing per instrument. */
  readonly pick?: (request: R, columns: readonly number[]) => R;
  /** What is wrong with the request itself, in one sentence; lengths of vectors included. */
  readonly check?: (problem: ConstructionProblem<R>) => Refusal | undefined;
  readonly build: (problem: ConstructionProblem<R>) => BuildOutcome;
}
