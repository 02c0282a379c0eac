import { invariant } from '../../../base/invariant';
import type { FactorHessian, Hessian, MappedHessian } from './contract';

/** Any form of H written out, row-major n x n; a plain array comes back as it is. */
export function denseHessian(form: Hessian): Float64Array | undefined {
  if (form === undefined || form instanceof Float64Array) return form;
  return form.kind === 'factor' ? denseFactors(form) : denseMapped(form);
}

function denseFactors({ loadings, factorCovariance, specificVariances }: FactorHessian): Float64Array {
  const size = specificVariances.length;
  const count = Math.round(Math.sqrt(factorCovariance.length));
  invariant(count * size === loadings.length, `${loadings.length} loadings for ${count} factors and ${size} weights`);
  const result = new Float64Array(size * size);
  const exposure = new Float64Array(size);
  for (let factor = 0; factor < count; factor++) {
    exposure.fill(0);
    for (let other = 0; other < count; other++) {
      const share = factorCovariance[factor * count + other]!;
      for (let at = 0; at < size; at++) exposure[at]! += share * loadings[other * size + at]!;
    }
    for (let row = 0; row < size; row++) {
      const loading = loadings[factor * size + row]!;
      if (loading === 0) continue;
      for (let column = 0; column < size; column++) result[row * size + column]! += loading * exposure[column]!;
    }
  }
  for (let at = 0; at < size; at++) result[at * size + at]! += specificVariances[at]!;
  return result;
}

function denseMapped({ base, index, sign }: MappedHessian): Float64Array {
  const size = index.length;
  const baseSize = Math.round(Math.sqrt(base.length));
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      result[row * size + column] = sign[row]! * sign[column]! * base[index[row]! * baseSize + index[column]!]!;
    }
  }
  return result;
}
