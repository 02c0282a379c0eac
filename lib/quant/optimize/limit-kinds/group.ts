import { done, refused } from '../../../base/outcome';
import { rowOf } from './shared';
import type { LimitKind } from './types';

const WORDS = { assetClass: 'class', sector: 'sector', region: 'region' } as const;

export const group: LimitKind<'group'> = {
  id: 'group',
  summary: 'The instruments of one asset class, sector or region together are held between a minimum and a maximum.',
  apply: ({ by, of, min, max }, { instruments }) => {
    const coefficients = Float64Array.from(instruments, (instrument) => Number(instrument[by] === of));
    const word = WORDS[by];
    if (coefficients.every((entry) => entry === 0)) {
      return refused('bad-input', `None of the instruments belongs to the ${word} ${of}.`, of);
    }
    return done(rowOf(`${word} ${of}`, coefficients, min, max));
  },
};
