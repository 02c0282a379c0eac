import { z } from 'zod';
import { FACTOR_CATALOGUE } from '../catalogue.generated';
import { AssetClassName, Decimal, SymbolText } from './common';

/** A bad time of the reader's own making: what is fixed; everything else follows as it usually does. */

const SHOCK_MOVES_MAX = 12;

/** Nothing loses more than all; a tenfold rise in a month is beyond anything a covariance can speak of. */
const RETURN_MIN = -1;
const RETURN_MAX = 10;

/** Twenty points of yield in a month has not been seen in a market that stayed open. */
const YIELD_CHANGE_MAX = 0.2;

const Return = Decimal.refine((v) => v >= RETURN_MIN && v <= RETURN_MAX, 'must lie between -1 and 10').describe(
  'Decimal return: -0.2 is a fall of 20 %.',
);

const FactorShock = z
  .strictObject({
    factor: z
      .enum(FACTOR_CATALOGUE.ids)
      .describe(
        `What is not held itself: ${FACTOR_CATALOGUE.ids.map((id) => `${id} (${FACTOR_CATALOGUE.entries[id].unit})`).join(', ')}.`,
      ),
    move: Decimal.describe('A return for prices; for yields a change of yield, 0.01 being one percentage point.'),
  })
  .superRefine(({ factor, move }, context) => {
    const isYield = FACTOR_CATALOGUE.entries[factor].unit === 'yield';
    const [low, high] = isYield ? [-YIELD_CHANGE_MAX, YIELD_CHANGE_MAX] : [RETURN_MIN, RETURN_MAX];
    if (move >= low && move <= high) return;
    context.addIssue({ code: 'custom', path: ['move'], message: `must lie between ${low} and ${high}` });
  });

export const ShockMoveInput = z.union(
  [
    z.strictObject({ instrument: SymbolText, move: Return }),
    z.strictObject({ class: AssetClassName.describe('The class’s instruments in equal parts.'), move: Return }),
    FactorShock,
  ],
  { error: 'give one of { instrument, move }, { class, move } and { factor, move }' },
);
export type ShockMoveInput = z.infer<typeof ShockMoveInput>;

export const OwnScenario = z.strictObject({
  name: z.string().trim().min(1).max(80),
  moves: z.array(ShockMoveInput).min(1).max(SHOCK_MOVES_MAX),
});
export type OwnScenario = z.infer<typeof OwnScenario>;
