import { spreadSensitivityOf } from '../durations';
import type { Factor } from './factor';
import { columnsWith, durationOf, levelDirection, noFactor } from './shared';

const name = 'credit spreads';

/**
 * The spread of investment-grade corporate bonds over government bonds: what bonds that can default lose beyond what
 * government yields make them lose, over their spread durations, weighted by these: s = -sum k_i (r_i + D_i y) / sum k_i^2.
 * Without government bonds the whole move of those bonds counts, and the facts say so.
 */
export const creditSpread: Factor = {
  id: 'credit-spread',
  name,
  unit: 'yield',
  read: (market) => {
    const { instruments } = market;
    const columns = columnsWith(market, (instrument) => spreadSensitivityOf(instrument) > 0);
    if (columns.length === 0) return noFactor(name);
    const sensitivity = (column: number): number => spreadSensitivityOf(instruments[column]!);
    const squares = columns.reduce((sum, column) => sum + sensitivity(column) ** 2, 0);
    const level = levelDirection(market);
    const isHedged = level?.some((share, column) => share !== 0 && !columns.includes(column)) === true;
    const direction = new Float64Array(instruments.length);
    for (const column of columns) {
      const share = -sensitivity(column) / squares;
      direction[column]! += share;
      if (!isHedged) continue;
      const duration = durationOf(instruments[column]!);
      level.forEach((part, bond) => (direction[bond]! += share * duration * part));
    }
    const facts = isHedged ? [] : [{ key: 'stress.spread-unhedged', values: {} }];
    return { status: 'read', direction, facts };
  },
};
