import { invariant } from '../../../base/invariant';
import type { RandomStream } from '../../math/rng';

const TWO_POW_32 = 2 ** 32;

/** Layers of equal area under the half bell; 98.8 % of the draws end in the first comparison. */
const LAYERS = 256;
/** Where the tail begins, and the area of a layer, for 256 layers. */
const TAIL_START = 3.6541528853610088;
const LAYER_AREA = 0.00492867323399141;

/** A signed 24-bit number, in the middle of its cell, over 2^23 is in (-1, 1) and never 0. */
const CELL = 2 ** -23;

const bell = (x: number): number => Math.exp(-0.5 * x * x);

/** Right edges of the layers; the first is as wide as a rectangle of the bottom layer's area would be. */
const EDGES = layerEdges();
/** Left of this fraction of its layer a point lies under the curve whatever its height. */
const SAFE_FRACTIONS = EDGES.subarray(0, LAYERS).map((edge, layer) => EDGES[layer + 1]! / edge);

function layerEdges(): Float64Array {
  const edges = new Float64Array(LAYERS + 1);
  edges[0] = LAYER_AREA / bell(TAIL_START);
  edges[1] = TAIL_START;
  for (let layer = 2; layer < LAYERS; layer++) {
    const before = edges[layer - 1]!;
    edges[layer] = Math.sqrt(-2 * Math.log(LAYER_AREA / before + bell(before)));
  }
  return edges;
}

/**
 * Random numbers by the million: the same xoshiro128** as `randomStream`, started from a stream, with normals by the
 * ziggurat. Fills arrays, so that the state stays in registers.
 *
 * @see Marsaglia & Tsang (2000), "The Ziggurat Method for Generating Random Variables", J. Statistical Software 5(8)
 * @see Doornik (2005), "An Improved Ziggurat Method to Generate Normal Random Samples": layer and value from own bits
 */
export class Draws {
  private readonly state = new Int32Array(4);

  constructor(stream: RandomStream) {
    for (let word = 0; word < 4; word++) this.state[word] = stream.nextInteger(TWO_POW_32) | 0;
    // All zeros is the one state that never moves; a seed meets it once in 2^128.
    if (this.state.every((word) => word === 0)) this.state[0] = 1;
  }

  /** 32 random bits, signed. */
  private nextBits(): number {
    const { state } = this;
    const s1 = state[1]!;
    const fives = Math.imul(s1, 5);
    const s2 = state[2]! ^ state[0]!;
    const s3 = state[3]! ^ s1;
    state[1] = s1 ^ s2;
    state[0] = state[0]! ^ s3;
    state[2] = s2 ^ (s1 << 9);
    state[3] = (s3 << 11) | (s3 >>> 21);
    return Math.imul((fives << 7) | (fives >>> 25), 9);
  }

  /** In (0, 1), with 32 bits. */
  nextUniform(): number {
    return ((this.nextBits() >>> 0) + 0.5) / TWO_POW_32;
  }

  /** In [0, bound), each with chance 1 / bound up to bound / 2^32. */
  nextIndex(bound: number): number {
    return Math.floor(((this.nextBits() >>> 0) * bound) / TWO_POW_32);
  }

  nextNormal(): number {
    for (;;) {
      const value = this.layered(this.nextBits());
      if (value !== 0) return value;
    }
  }

  /** The normal that 32 bits stand for; 0 where they are to be thrown away. */
  private layered(bits: number): number {
    const layer = bits & (LAYERS - 1);
    const fraction = ((bits >> 8) + 0.5) * CELL;
    if (Math.abs(fraction) < SAFE_FRACTIONS[layer]!) return fraction * EDGES[layer]!;
    if (layer === 0) return fraction < 0 ? -this.tail() : this.tail();
    const x = fraction * EDGES[layer]!;
    const low = bell(EDGES[layer]!);
    const high = bell(EDGES[layer + 1]!);
    return low + this.nextUniform() * (high - low) < bell(x) ? x : 0;
  }

  /** Beyond the last layer. @see Marsaglia (1964), "Generating a Variable from the Tail of the Normal Distribution" */
  private tail(): number {
    for (;;) {
      const beyond = -Math.log(this.nextUniform()) / TAIL_START;
      if (-2 * Math.log(this.nextUniform()) > beyond * beyond) return TAIL_START + beyond;
    }
  }

  /**
   * The step of the generator is written out once more: called, with the state in memory, draws take a quarter longer.
   *
   * @param count of the first entries of `out` that become standard normals
   */
  fillNormals(out: Float64Array, count: number): void {
    const { state } = this;
    let s0 = state[0]!;
    let s1 = state[1]!;
    let s2 = state[2]!;
    let s3 = state[3]!;
    for (let at = 0; at < count; at++) {
      const fives = Math.imul(s1, 5);
      const bits = Math.imul((fives << 7) | (fives >>> 25), 9);
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
      const layer = bits & (LAYERS - 1);
      const fraction = ((bits >> 8) + 0.5) * CELL;
      if (Math.abs(fraction) < SAFE_FRACTIONS[layer]!) {
        out[at] = fraction * EDGES[layer]!;
        continue;
      }
      state[0] = s0;
      state[1] = s1;
      state[2] = s2;
      state[3] = s3;
      const value = this.layered(bits);
      out[at] = value === 0 ? this.nextNormal() : value;
      s0 = state[0];
      s1 = state[1];
      s2 = state[2];
      s3 = state[3];
    }
    state[0] = s0;
    state[1] = s1;
    state[2] = s2;
    state[3] = s3;
  }

  /**
   * @param degreesOfFreedom at least 2, not necessarily whole
   * @see Marsaglia & Tsang (2000), "A Simple Method for Generating Gamma Variables", ACM TOMS 26(3)
   */
  fillChiSquares(out: Float64Array, count: number, degreesOfFreedom: number): void {
    invariant(degreesOfFreedom >= 2, `chi-square with ${degreesOfFreedom} degrees of freedom`);
    const d = degreesOfFreedom / 2 - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    this.fillNormals(out, count);
    for (let at = 0; at < count; at++) {
      let x = out[at]!;
      // At least 95 % of the tries are accepted, so this ends.
      for (;;) {
        const root = 1 + c * x;
        const v = root * root * root;
        if (v > 0) {
          const u = this.nextUniform();
          const square = x * x;
          if (u < 1 - 0.0331 * square * square || Math.log(u) < 0.5 * square + d - d * v + d * Math.log(v)) {
            out[at] = 2 * d * v;
            break;
          }
        }
        x = this.nextNormal();
      }
    }
  }
}
