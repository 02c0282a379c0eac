import { dot } from '../../../math/matrix';
import type { Draws } from '../draws';
import type { Engine } from '../types';

/** A year, so that calm and stormy spells of the usual length stay whole. */
const MEAN_BLOCK_MONTHS_DEFAULT = 12;

/** Fewer months than two years say nothing about decades. */
const ROWS_MIN = 24;

/**
 * Past months drawn in blocks of random length (stationary bootstrap): what happened together stays together, and what
 * followed what mostly does. The rows are moved so that their means are the market's; spread and shape are the record's.
 *
 * @see Politis & Romano (1994), "The Stationary Bootstrap", Journal of the American Statistical Association 89(428)
 */
export const blockBootstrap: Engine = {
  id: 'block-bootstrap',
  name: 'Past months redrawn (block bootstrap)',
  prepare: ({ means, rows }, plan, { meanBlockMonths = MEAN_BLOCK_MONTHS_DEFAULT }) => {
    const n = means.length;
    const rowCount = rows === undefined ? 0 : rows.length / n;
    if (rows === undefined || rowCount < ROWS_MIN) {
      const message = `The bootstrap needs at least ${ROWS_MIN} months of past returns; there are ${rowCount}.`;
      return { status: 'not-possible', message };
    }
    if (!(meanBlockMonths >= 1)) return { status: 'not-possible', message: 'A block lasts at least one month.' };
    const months = plan.mixOfMonth.length;
    const moved = recentred(rows, means);
    const mixReturns = returnsOfMixes(moved, plan.weights, n);
    const { mixOfMonth } = plan;
    const picked = new Int32Array(months);
    const walk = (draws: Draws): void => {
      drawRows(draws, rowCount, meanBlockMonths, picked);
    };
    return {
      status: 'ready',
      assumptions: { months: rowCount, meanBlockMonths },
      source: {
        fillMix: (draws, out) => {
          walk(draws);
          for (let month = 0; month < months; month++) {
            out[month] = mixReturns[mixOfMonth[month]! * rowCount + picked[month]!]!;
          }
        },
        fillInstruments: (draws, out) => {
          walk(draws);
          for (let month = 0, at = 0; month < months; month++) {
            const from = picked[month]! * n;
            for (let i = 0; i < n; i++, at++) out[at] = moved[from + i]!;
          }
        },
      },
    };
  },
};

function recentred(rows: Float64Array, means: Float64Array): Float64Array {
  const n = means.length;
  const past = new Float64Array(n);
  for (let at = 0; at < rows.length; at++) past[at % n]! += rows[at]! / (rows.length / n);
  return rows.map((value, at) => value - past[at % n]! + means[at % n]!);
}

/** Row-major mixes x rows. */
function returnsOfMixes(rows: Float64Array, weights: Float64Array, n: number): Float64Array {
  const rowCount = rows.length / n;
  const returns = new Float64Array((weights.length / n) * rowCount);
  for (let mix = 0, at = 0; mix < weights.length / n; mix++) {
    const share = weights.subarray(mix * n, (mix + 1) * n);
    for (let row = 0; row < rowCount; row++, at++) returns[at] = dot(share, rows.subarray(row * n, (row + 1) * n));
  }
  return returns;
}

/** The inner loop of `stationaryBootstrapIndices` on fast random numbers. */
function drawRows(draws: Draws, rowCount: number, meanBlockMonths: number, picked: Int32Array): void {
  const logOfGoingOn = Math.log1p(-1 / meanBlockMonths);
  for (let at = 0; at < picked.length;) {
    let row = draws.nextIndex(rowCount);
    const length = 1 + Math.floor(Math.log(draws.nextUniform()) / logOfGoingOn);
    for (const end = Math.min(at + length, picked.length); at < end; at++) {
      picked[at] = row;
      row = row + 1 === rowCount ? 0 : row + 1;
    }
  }
}
