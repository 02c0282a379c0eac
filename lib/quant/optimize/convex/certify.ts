import { dot, maxAbs } from '../../math/matrix';
import { measureOptimality, type OptimalityMeasure, type Tangent } from '../certificate';
import type { Minorant, RiskModel } from '../../risk/measures/measure';
import { steepest } from '../splitting/absolute';
import type { ConvexPoint, ConvexProgram } from './program';

/** Slopes that cancel leave an objective flat; it is then measured against this share of its parts. */
const FLAT_SHARE = 1e-6;

/** By how much a plane below a measure misses it at a point. */
interface Touch {
  readonly value: number;
  readonly plane: Minorant;
  readonly miss: number;
}

function touchAt(model: RiskModel, weights: Float64Array, plane = model.minorant()): Touch {
  const value = model.exact(model.imageOf(weights));
  return { value, plane, miss: Math.max(value - dot(plane.slope, weights) - plane.intercept, 0) };
}

/**
 * The slope of the objective and of the caps times their multipliers, from planes that lie below each measure everywhere.
 * What a plane misses at the point itself is part of the gap: f(z) >= f(x) + slope'(z - x) - miss.
 *
 * @param known planes below the risk and each cap, in this order; those of the last evaluation when absent
 */
export function measureConvex(
  program: ConvexProgram,
  { weights, rowMultipliers, capMultipliers }: ConvexPoint,
  known?: readonly Minorant[],
): OptimalityMeasure & { readonly tangent: Tangent; readonly planes: readonly Minorant[] } {
  const { limits, linear, risk, caps, ridge, tradeCost } = program;
  const gradient = weights.map((weight, at) => ridge * weight - linear[at]!);
  let size = Math.abs(dot(linear, weights)) + (ridge / 2) * dot(weights, weights);
  let slopeSize = Math.max(maxAbs(gradient), maxAbs(linear));
  let gap = 0;
  let excess = 0;
  const planes: Minorant[] = [];
  const add = (factor: number, { slope, slopeSize: termSize = 0 }: Minorant): void => {
    for (let at = 0; at < gradient.length; at++) gradient[at]! += factor * slope[at]!;
    slopeSize = Math.max(slopeSize, factor * Math.max(maxAbs(slope), termSize));
  };
  if (risk !== undefined) {
    const { value, plane, miss } = touchAt(risk.model, weights, known?.[0]);
    add(risk.factor, plane);
    planes.push(plane);
    gap += risk.factor * miss;
    size += risk.factor * Math.abs(value);
  }
  caps.forEach((cap, index) => {
    const multiplier = capMultipliers[index]!;
    const { value, plane, miss } = touchAt(cap.model, weights, known?.[index + (risk === undefined ? 0 : 1)]);
    const unit = Math.max(Math.abs(cap.max), maxAbs(plane.slope) * limits.weightScale) || 1;
    excess = Math.max(excess, (value - cap.max) / unit);
    planes.push(plane);
    if (multiplier === 0) return;
    add(multiplier, plane);
    gap += multiplier * (Math.max(cap.max - value, 0) + miss);
  });
  const flat = FLAT_SHARE * slopeSize;
  const tangent: Tangent = {
    gradient,
    objectiveSize: Math.max(size, flat * limits.weightScale),
    gradientSize: Math.max(slopeSize, tradeCost === undefined ? 0 : steepest(tradeCost)),
    ...(tradeCost === undefined ? {} : { tradeCost }),
  };
  const measure = measureOptimality(limits, weights, tangent, rowMultipliers, gap);
  return { ...measure, primalResidual: Math.max(measure.primalResidual, excess), tangent, planes };
}
