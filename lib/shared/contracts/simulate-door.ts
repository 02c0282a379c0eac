import { z } from 'zod';
import { ENGINE_CATALOGUE, WITHDRAWAL_RULE_CATALOGUE } from '../catalogue.generated';
import { Decimal, SymbolText } from './common';
import { EstimateInfo, PORTFOLIO_INPUTS } from './portfolio-inputs';

/** The `simulate` door: what becomes of money in a mix over months to come, on many simulated paths. */

export const SIMULATION_MONTHS_MAX = 960;
export const SIMULATION_PATHS_MAX = 200_000;
export const SIMULATION_PATHS_DEFAULT = 10_000;

/** Paths times months of one request: a hundred thousand paths of forty years and more. */
export const SIMULATED_MONTHS_MAX = 60_000_000;
/** Months drawn and followed of one asset, where each asset has a path of its own. */
export const SIMULATED_ASSET_MONTHS_MAX = 400_000_000;

const AMOUNT_MAX = 1e12;

const atMost = (max: number) => Decimal.refine((value) => value >= 0 && value <= max, `must be from 0 to ${max}`);
const Amount = atMost(AMOUNT_MAX);
const Share = Decimal.refine((value) => value >= 0 && value < 1, 'must be from 0 to below 1');
const Rate = Decimal.refine((value) => value > -0.5 && value < 0.5, 'must be between -0.5 and 0.5');
const Month = z.int().min(0).max(SIMULATION_MONTHS_MAX);

const Weights = z.record(SymbolText, Share.or(z.literal(1)));

const StateMoments = z.strictObject({
  expectedReturns: z.array(Decimal).describe('Decimal a year, in asset order.'),
  covariance: z.array(z.array(Decimal)).describe('(Decimal return)^2 a year, rows in asset order.'),
  meanMonths: Decimal.refine((value) => value >= 1 && value <= 1_000, 'must be from 1 to 1,000').describe(
    'How long the state lasts on average, in months.',
  ),
});

const EngineChoice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('block-bootstrap'),
    meanBlockMonths: z
      .exactOptional(Decimal.refine((value) => value >= 1 && value <= 120, 'must be from 1 to 120'))
      .describe('Mean length of the blocks in which past months are redrawn. Default 12.'),
  }),
  z.strictObject({
    kind: z.literal('student-t'),
    degreesOfFreedom: z
      .exactOptional(Decimal.refine((value) => value > 2 && value <= 1_000, 'must be above 2 and at most 1,000'))
      .describe('Fewer = fatter tails. Default 5.'),
  }),
  z.strictObject({
    kind: z.literal('regime-switching'),
    regimes: z
      .exactOptional(z.strictObject({ calm: StateMoments, storm: StateMoments }))
      .describe(
        'Default: two states that together have the moments of the request. How often, how long, how much wilder and how much worse the storm is comes from a hidden Markov model of the past months (fittedToRecord is 1 then); without a record, or where it shows no two states, a quarter of the months are stormy, in spells of six, with twice the volatility and the same means.',
      ),
  }),
  z.strictObject({ kind: z.literal('lognormal') }),
]);

const Regular = z.strictObject({
  monthly: Amount,
  growth: z.exactOptional(Rate).describe('Decimal a year by which it grows, once a year. Default 0.'),
  inTodaysMoney: z.exactOptional(z.boolean()).describe('Rises with inflation as well. Default false.'),
  fromMonth: z.exactOptional(Month).describe('Months from now until the first. Default 0.'),
  months: z.exactOptional(Month).describe('How many. Default: to the end.'),
});

export const SimulateRequest = z.strictObject({
  ...PORTFOLIO_INPUTS,
  weights: Weights.describe('The mix, fractions that sum to 1; an asset that is not named has none.'),
  glidePath: z
    .exactOptional(
      z.array(z.strictObject({ fromMonth: z.int().min(1).max(SIMULATION_MONTHS_MAX), weights: Weights })).max(960),
    )
    .describe('Later mixes, each from its month on, in rising order.'),
  rebalanceEveryMonths: z
    .exactOptional(z.int().min(0).max(SIMULATION_MONTHS_MAX))
    .describe('1 = back to the mix each month (default), 12 = each year, 0 = only where the glide path changes it.'),
  months: z.int().min(1).max(SIMULATION_MONTHS_MAX).describe('How far to look.'),
  startAmount: Amount.describe('Money at the start.'),
  startBasis: z.exactOptional(Amount).describe('What it cost, for taxes. Default: the start amount.'),
  contributions: z.exactOptional(Regular).describe('Put in at the end of each month.'),
  withdrawals: z.exactOptional(Regular).describe('Taken out at the start of each month, after taxes.'),
  income: z
    .exactOptional(
      z.strictObject({
        rule: z
          .enum(WITHDRAWAL_RULE_CATALOGUE.ids)
          .describe(
            'How the spending of a year follows from the year before: fixed-real (the same buying power), fixed-percent (the same share of the money), guardrails (Guyton and Klinger 2006), floor-ceiling (a share, held within +5 % and -2.5 % of last year).',
          ),
        firstRate: Share.describe('Spending of the first year as a share of the money then.'),
        fromMonth: z.exactOptional(Month).describe('Default 0.'),
        floor: z
          .exactOptional(Share.or(z.literal(1)))
          .describe(
            'A path fails where a year brings less than this share of the first year, in the money of the target (without one: in the money of its time). Default 0.',
          ),
      }),
    )
    .describe('An income whose size is set anew each year, paid in twelve parts at the start of each month.'),
  target: z
    .exactOptional(z.strictObject({ amount: Amount, inTodaysMoney: z.exactOptional(z.boolean()) }))
    .describe(
      'Wanted at the end, after taxes: in the money of that time, or with inTodaysMoney in that of today. A path succeeds that reaches it and has paid every withdrawal in full.',
    ),
  inTodaysMoney: z
    .exactOptional(z.boolean())
    .describe(
      'Whether amounts of the answer are shown in the money of today; the odds do not depend on it. Default: as the target says, else false.',
    ),
  annualFee: z.exactOptional(Share).describe('Of advice and funds together, decimal a year. Default 0.'),
  taxes: z
    .exactOptional(z.strictObject({ gainsRate: Share, incomeRate: Share, incomeYield: Share }))
    .describe(
      'Simple rates: on the gain in each withdrawal and in the end value, at average cost; and once a year on the income, which is incomeYield times the value. Lots and holding periods are not looked at. Default: none.',
    ),
  inflation: z
    .exactOptional(
      z.strictObject({
        mean: Rate,
        volatility: z.exactOptional(atMost(0.2)),
        persistence: z.exactOptional(Share),
      }),
    )
    .describe(
      'Decimal a year; volatility is the standard deviation of a year in the long run (default 0 = fixed), persistence the share of a month’s surprise that is left a month later (default 0). Default: none.',
    ),
  meanYears: z
    .exactOptional(Decimal.refine((value) => value >= 1 && value <= 1_000, 'must be from 1 to 1,000'))
    .describe(
      'Years of record behind the expected returns: each path then has expected returns of its own, drawn around them with the error of such a record. Default: they are taken as known.',
    ),
  engine: z
    .exactOptional(EngineChoice)
    .describe(
      'How months to come are made up. Default block-bootstrap where there are returns, else student-t. Every engine has the expected returns of the request, a twelfth of the annual ones a month.',
    ),
  paths: z.exactOptional(z.int().min(100).max(SIMULATION_PATHS_MAX)).describe('Default 10,000.'),
  seed: z.exactOptional(z.string().min(1).max(64)).describe('The same seed gives the same answer, to the bit.'),
  bandsEveryMonths: z.exactOptional(z.int().min(1).max(SIMULATION_MONTHS_MAX)).describe('Default 12.'),
});
export type SimulateRequest = z.infer<typeof SimulateRequest>;

const Percentiles = { p5: Decimal, p25: Decimal, p50: Decimal, p75: Decimal, p95: Decimal } as const;

export const SimulateAnswer = z.strictObject({
  success: z
    .strictObject({
      probability: Decimal.describe('Share of the paths that succeed.'),
      standardError: Decimal.describe('Of that share, as only so many paths were drawn.'),
    })
    .describe('Reaches the target, pays every withdrawal in full, and keeps the income above its floor.'),
  terminal: z
    .strictObject({ mean: Decimal, standardDeviation: Decimal, ...Percentiles })
    .describe('Money at the end, after taxes on its gain.'),
  wealth: z
    .array(z.strictObject({ month: z.int(), ...Percentiles }))
    .describe('Money after so many months, before taxes on its gain, from the first `bandPaths` paths.'),
  income: z
    .array(z.strictObject({ year: z.int(), ...Percentiles }))
    .describe('Paid in each year from the start of the income on; empty without one.'),
  shortfall: z
    .strictObject({ probability: Decimal, mean: Decimal, median: Decimal })
    .describe('What the paths below the target lack.'),
  ruin: z
    .strictObject({ probability: Decimal, medianMonth: Decimal.nullable(), earlyMonth: Decimal.nullable() })
    .describe('Paths on which a withdrawal could not be paid; when, and the month before which one in twenty did.'),
  inTodaysMoney: z.boolean(),
  paths: z.int(),
  bandPaths: z.int(),
  months: z.int(),
  engine: z.strictObject({
    kind: z.enum(ENGINE_CATALOGUE.ids),
    name: z.string(),
    assumptions: z.record(z.string(), Decimal),
  }),
  warnings: z.array(z.string()),
  estimates: EstimateInfo,
});
export type SimulateAnswer = z.infer<typeof SimulateAnswer>;
