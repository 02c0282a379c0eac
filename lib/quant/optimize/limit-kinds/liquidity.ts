import { done, refused } from '../../../base/outcome';
import { numbersOf } from './shared';
import type { LimitKind } from './types';

export const liquidity: LimitKind<'liquidity'> = {
  id: 'liquidity',
  summary: 'No trade takes more than a share of the value that usually changes hands, over a number of days.',
  relations: ['scaling', 'permutation', 'zero-weight'],
  apply: ({ participation, days = 1 }, context) => {
    const { portfolioValue } = context;
    if (portfolioValue === undefined || !(portfolioValue > 0)) {
      return refused('bad-input', 'A liquidity limit needs the value of the portfolio.', 'portfolioValue');
    }
    if (!(participation >= 0 && days > 0)) {
      return refused('bad-input', 'A share of volume must be zero or more, over more than zero days.', 'participation');
    }
    const traded = numbersOf(context, ({ dailyValueTraded }) => dailyValueTraded, 'value traded a day');
    if (traded.status === 'refused') return traded;
    return done({ tradeMax: traded.value.map((value) => (participation * days * value) / portfolioValue) });
  },
};
