import { invariant } from '../../base/invariant';
import type { ReturnsSample } from './risk-model';

/** The one check of a sample, done at every exported door that takes one. */
export function checkReturnsSample({ returns, observations, instruments }: ReturnsSample): void {
  const shape = `${observations} x ${instruments} returns`;
  invariant(returns.length === observations * instruments, `${returns.length} values for ${shape}`);
  invariant(instruments >= 1, `${shape}: no instrument`);
  invariant(observations >= 2, `${shape}: at least two observations are needed`);
  for (let at = 0; at < returns.length; at++) {
    if (!Number.isFinite(returns[at]!)) {
      const row = Math.floor(at / instruments);
      invariant(false, `${shape}: row ${row}, column ${at - row * instruments} is ${returns[at]!}`);
    }
  }
}

/** Mean return a period of each instrument, length n. */
export function sampleMeans({ returns, observations, instruments }: ReturnsSample): Float64Array {
  const means = new Float64Array(instruments);
  for (let row = 0, at = 0; row < observations; row++) {
    for (let column = 0; column < instruments; column++, at++) means[column] = means[column]! + returns[at]!;
  }
  for (let column = 0; column < instruments; column++) means[column] = means[column]! / observations;
  // A second pass takes back the rounding of the first, so that a constant column has no spread at all.
  const rest = new Float64Array(instruments);
  for (let row = 0, at = 0; row < observations; row++) {
    for (let column = 0; column < instruments; column++, at++) {
      rest[column] = rest[column]! + (returns[at]! - means[column]!);
    }
  }
  return means.map((value, column) => value + rest[column]! / observations);
}

/** The sample less its means, row-major. */
export function centredReturns(sample: ReturnsSample): Float64Array {
  const means = sampleMeans(sample);
  const centred = new Float64Array(sample.returns.length);
  for (let row = 0, at = 0; row < sample.observations; row++) {
    for (let column = 0; column < sample.instruments; column++, at++) {
      centred[at] = sample.returns[at]! - means[column]!;
    }
  }
  return centred;
}

/**
 * Sum over the rows x of x x', divided by `divisor`; exactly symmetric. Four rows at a time, so that each sum is read and
 * written once for four products; they are added one by one in their order, so the bits are those of row after row.
 *
 * @param centred row-major observations x instruments
 */
export function crossProducts(centred: Float64Array, instruments: number, divisor: number): Float64Array {
  const products = new Float64Array(instruments * instruments);
  const whole = centred.length - (centred.length % (4 * instruments));
  for (let start = 0; start < whole; start += 4 * instruments) addFourRows(products, centred, instruments, start);
  for (let start = whole; start < centred.length; start += instruments) {
    for (let row = 0; row < instruments; row++) {
      const left = centred[start + row]!;
      for (let column = row, at = row * instruments + row; column < instruments; column++, at++) {
        products[at] = products[at]! + left * centred[start + column]!;
      }
    }
  }
  for (let row = 0; row < instruments; row++) {
    for (let column = row; column < instruments; column++) {
      const value = products[row * instruments + column]! / divisor;
      products[row * instruments + column] = value;
      products[column * instruments + row] = value;
    }
  }
  return products;
}

/** Adds x x' of four rows to the upper triangle. */
function addFourRows(products: Float64Array, centred: Float64Array, instruments: number, start: number): void {
  const first = centred.subarray(start, start + instruments);
  const second = centred.subarray(start + instruments, start + 2 * instruments);
  const third = centred.subarray(start + 2 * instruments, start + 3 * instruments);
  const fourth = centred.subarray(start + 3 * instruments, start + 4 * instruments);
  for (let row = 0; row < instruments; row++) {
    const [a, b, c, d] = [first[row]!, second[row]!, third[row]!, fourth[row]!];
    for (let column = row, at = row * instruments + row; column < instruments; column++, at++) {
      products[at] =
        products[at]! + a * first[column]! + b * second[column]! + c * third[column]! + d * fourth[column]!;
    }
  }
}
