import { invariant, InvariantError } from '../../base/invariant';
import { murmurHash32 } from './hash';
import { normalQuantile } from './normal-quantile';

const TWO_POW_26 = 2 ** 26;
const TWO_POW_32 = 2 ** 32;
const TWO_POW_53 = 2 ** 53;

/**
 * A stream of pseudo-random numbers that is a pure function of its seed, the same on every machine.
 * The stream is stateful; what it will give is fixed.
 */
export interface RandomStream {
  /** A double in [0, 1) with 53 random bits. */
  nextUniform(): number;
  /** An integer in [0, bound), without bias; 1 <= bound <= 2^32. */
  nextInteger(bound: number): number;
  /** Mean 0, standard deviation 1. One uniform per value, so streams stay aligned under a change of mean or volatility. */
  nextNormal(): number;
  /** Chi-square; `sqrt(degreesOfFreedom / nextChiSquare(...))` scales a whole normal vector into a multivariate t. */
  nextChiSquare(degreesOfFreedom: number): number;
  /** Student's t, with variance df / (df - 2) where df > 2: not scaled to one. */
  nextStudentT(degreesOfFreedom: number): number;
  /** An independent stream named by its label; it depends on this stream's seed, not on how much of it was used. */
  split(label: string | number): RandomStream;
}

/** Four 32-bit words, at least one not zero. */
export type XoshiroState = readonly [number, number, number, number];

/**
 * xoshiro128** 1.1: 32 random bits a call, period 2^128 - 1.
 *
 * @returns a function that gives the next signed 32-bit integer
 * @see Blackman & Vigna (2021), "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4); prng.di.unimi.it
 */
export function xoshiro128StarStar(seed: XoshiroState): () => number {
  let [s0, s1, s2, s3] = seed;
  invariant((s0 | s1 | s2 | s3) !== 0, 'xoshiro128** cannot start from an all-zero state');
  return () => {
    const fives = Math.imul(s1, 5);
    const result = Math.imul((fives << 7) | (fives >>> 25), 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };
}

/** The four words a seed text stands for: one hash under four seeds. */
const stateOf = (key: string): XoshiroState => [
  murmurHash32(key, 1),
  murmurHash32(key, 2),
  murmurHash32(key, 3),
  murmurHash32(key, 4),
];

/**
 * A stream for a seed; 7 and '7' name the same stream.
 *
 * @param seed any text, or a safe integer
 */
export function randomStream(seed: string | number): RandomStream {
  invariant(typeof seed === 'string' || Number.isSafeInteger(seed), `seed ${seed} is not a whole number`);
  return streamOfKey(String(seed));
}

function streamOfKey(key: string): RandomStream {
  const nextBits = xoshiro128StarStar(stateOf(key));

  const nextUniform = (): number => ((nextBits() >>> 5) * TWO_POW_26 + (nextBits() >>> 6)) / TWO_POW_53;

  // 52 bits and a half step: symmetric about one half and never 0 or 1, so the quantile is finite.
  const nextNormal = (): number =>
    normalQuantile(((nextBits() >>> 6) * TWO_POW_26 + (nextBits() >>> 6) + 0.5) / (TWO_POW_53 / 2));

  const nextInteger = (bound: number): number => {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= TWO_POW_32)) {
      throw new InvariantError(`nextInteger bound ${bound}`);
    }
    // Throwing away the last incomplete block of size `bound` keeps every value equally likely.
    const accepted = TWO_POW_32 - (TWO_POW_32 % bound);
    for (;;) {
      const bits = nextBits() >>> 0;
      if (bits < accepted) return bits % bound;
    }
  };

  const nextChiSquare = (degreesOfFreedom: number): number =>
    2 * gammaVariate(degreesOfFreedom / 2, nextUniform, nextNormal);

  return {
    nextUniform,
    nextInteger,
    nextNormal,
    nextChiSquare,
    nextStudentT: (degreesOfFreedom) => nextNormal() * Math.sqrt(degreesOfFreedom / nextChiSquare(degreesOfFreedom)),
    // The length keeps ('a', 'b/c') and ('a/b', 'c') apart.
    split: (label) => streamOfKey(`${key}/${String(label).length}:${label}`),
  };
}

/**
 * Gamma with scale one.
 * @see Marsaglia & Tsang (2000), "A Simple Method for Generating Gamma Variables", ACM TOMS 26(3)
 */
function gammaVariate(shape: number, nextUniform: () => number, nextNormal: () => number): number {
  if (!(shape > 0 && Number.isFinite(shape))) throw new InvariantError(`gamma shape ${shape} must be positive`);
  // Below one the method needs one more degree, taken back by a power of a uniform.
  const boost = shape < 1 ? Math.pow(1 - nextUniform(), 1 / shape) : 1;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  // At least 95 % of the tries are accepted, so this ends.
  for (;;) {
    const x = nextNormal();
    const root = 1 + c * x;
    const v = root * root * root;
    if (v > 0 && Math.log(1 - nextUniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return boost * d * v;
  }
}
