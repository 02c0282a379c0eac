import loadHighs from 'highs';
import { invariant } from '@/lib/base/invariant';
import { asReturns } from '../problems';
import type { Contender } from '../../shared/task';

/** The npm package highs (WASM) on Rockafellar and Uryasev's linear program; the text it reads is made outside the clock. */
export const highsTail = (confidence: number): Contender => ({
  name: 'highs (npm)',
  prepare: async (given) => {
    const { returns, observations, instruments } = asReturns(given);
    const highs = await loadHighs();
    const range = Array.from({ length: instruments }, (_, at) => at);
    const rows = Array.from({ length: observations }, (_, row) => {
      const terms = range.map((at) => {
        const entry = returns[row * instruments + at]!;
        return `${entry < 0 ? '-' : '+'} ${Math.abs(entry)} w${at}`;
      });
      return ` s${row}: ${terms.join(' ')} + level + u${row} >= 0`;
    });
    const share = 1 / ((1 - confidence) * observations);
    const text = [
      'Minimize',
      ` obj: level ${rows.map((_, row) => `+ ${share} u${row}`).join(' ')}`,
      'Subject To',
      ` budget: ${range.map((at) => `+ w${at}`).join(' ')} = 1`,
      ...rows,
      'Bounds',
      ' level free',
      'End',
    ].join('\n');
    return () => {
      const answer = highs.solve(text);
      invariant(answer.Status === 'Optimal', `highs: ${answer.Status}`);
      return Float64Array.from(range, (at) => answer.Columns[`w${at}`]!.Primal);
    };
  },
});
