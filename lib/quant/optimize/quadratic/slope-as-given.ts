import type { FactorHessian, Hessian } from './contract';

/** H x from the Hessian in the form it was given, skipping the zeros that a portfolio is full of. */
export function slopeAsGiven(form: Hessian, point: Float64Array): Float64Array {
  const slope = new Float64Array(point.length);
  if (form === undefined) return slope;
  if (form instanceof Float64Array) {
    addProduct(form, point, slope);
    return slope;
  }
  if (form.kind === 'factor') return factorSlope(form, point, slope);
  const { base, index, sign } = form;
  const weights = new Float64Array(Math.round(Math.sqrt(base.length)));
  const slopes = new Float64Array(weights.length);
  for (let at = 0; at < point.length; at++) weights[index[at]!]! += sign[at]! * point[at]!;
  addProduct(base, weights, slopes);
  for (let at = 0; at < point.length; at++) slope[at] = sign[at]! * slopes[index[at]!]!;
  return slope;
}

function factorSlope(
  { loadings, factorCovariance, specificVariances }: FactorHessian,
  point: Float64Array,
  slope: Float64Array,
) {
  const size = point.length;
  const factors = Math.round(Math.sqrt(factorCovariance.length));
  const exposures = new Float64Array(factors);
  const pulls = new Float64Array(factors);
  for (let factor = 0; factor < factors; factor++) {
    let sum = 0;
    for (let at = 0; at < size; at++) sum += loadings[factor * size + at]! * point[at]!;
    exposures[factor] = sum;
  }
  addProduct(factorCovariance, exposures, pulls);
  for (let factor = 0; factor < factors; factor++) {
    const pull = pulls[factor]!;
    for (let at = 0; at < size; at++) slope[at]! += pull * loadings[factor * size + at]!;
  }
  for (let at = 0; at < size; at++) slope[at]! += specificVariances[at]! * point[at]!;
  return slope;
}

/** target += M vector for a symmetric M. */
function addProduct(matrix: Float64Array, vector: Float64Array, target: Float64Array): void {
  const size = vector.length;
  for (let row = 0; row < size; row++) {
    const weight = vector[row]!;
    if (weight === 0) continue;
    for (let at = 0, base = row * size; at < size; at++) target[at]! += weight * matrix[base + at]!;
  }
}
