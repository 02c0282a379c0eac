import { z } from 'zod';
import { SCENARIO_CATALOGUE } from '../catalogue.generated';
import { Decimal, IsoDayText, NarratedFact, SymbolText } from './common';
import { EstimateInfo, PORTFOLIO_INPUTS } from './portfolio-inputs';
import { OwnScenario } from './stress-scenario';

/** The `stress` door: what bad times, those that were and those that might be, would do to a mix. */

export const STRESS_MONEY_DEFAULT = 10_000;
const OWN_SCENARIOS_MAX = 50;

export const StressRequest = z.strictObject({
  ...PORTFOLIO_INPUTS,
  weights: z
    .record(SymbolText, Decimal)
    .describe('Fractions of the portfolio by symbol, of any sign and sum; an asset that is not named has none.'),
  money: z
    .exactOptional(z.number().positive().max(1e15))
    .describe(`Value of the portfolio before. Default ${STRESS_MONEY_DEFAULT}.`),
  scenarios: z
    .exactOptional(z.array(z.string().min(1).max(60)).max(100))
    .describe(
      `Which to run, by id; default: all. ${SCENARIO_CATALOGUE.ids.join(', ')}. The simulated market has dated crises of its own in place of the history.`,
    ),
  own: z
    .exactOptional(z.array(OwnScenario).max(OWN_SCENARIOS_MAX))
    .describe('Scenarios of your own: what is fixed; the rest follows by its conditional distribution.'),
  reverse: z
    .exactOptional(
      z.strictObject({
        loss: z.number().gt(0).max(1).describe('To be lost, decimal: 0.2 is a fifth.'),
        years: z.exactOptional(z.number().gt(0).max(50)).describe('The time it may take. Default 1.'),
      }),
    )
    .describe('Asks for the most likely way to lose this share.'),
  tails: z
    .exactOptional(z.boolean())
    .describe(
      'Asks how likely the holdings crash together: a t copula fitted to their returns. Needs prices or returns.',
    ),
  stressedRisk: z
    .exactOptional(z.boolean())
    .describe('Asks for tail losses in the worst year of the record and with correlations moved towards one.'),
});
export type StressRequest = z.infer<typeof StressRequest>;

const Holding = z.strictObject({
  symbol: z.string(),
  weight: Decimal,
  contribution: Decimal.describe('What it adds to the return of the portfolio, decimal; they sum to it.'),
  money: Decimal.describe('The same in money.'),
});

export const ScenarioAnswer = z.strictObject({
  id: z.string().describe('Of own scenarios: own-1, own-2, in the order of the request.'),
  name: z.string(),
  kind: z
    .enum(['history', 'shock', 'risk', 'own'])
    .describe(
      'A stretch of the price record, a shock, a change of risk (the loss of one year in twenty), or your own.',
    ),
  status: z.enum(['computed', 'unavailable']),
  from: IsoDayText.nullable(),
  to: IsoDayText.nullable(),
  portfolioReturn: Decimal.nullable().describe('Decimal; negative is a loss.'),
  moneyChange: Decimal.nullable(),
  range: z
    .strictObject({ low: Decimal, high: Decimal })
    .nullable()
    .describe(
      'Nine times in ten the return lies between, given what is fixed: over the window for estimated instruments, over a month for shocks. Null where all is known.',
    ),
  holdings: z.array(Holding).describe('Of what has a weight; empty where nothing could be computed.'),
  proxied: z.array(z.string()).describe('Held symbols whose own return was not at hand and was estimated.'),
  facts: z.array(NarratedFact).describe('What was assumed, or why nothing could be computed.'),
});
export type ScenarioAnswer = z.infer<typeof ScenarioAnswer>;

const Probability = Decimal.describe('Between 0 and 1.');

const ReverseAnswer = z.strictObject({
  status: z
    .enum(['found', 'riskless', 'out-of-reach'])
    .describe(
      'riskless: the mix does not move, so nothing makes it lose. out-of-reach: without short positions, the likeliest way would have to take more than everything from a holding.',
    ),
  loss: Decimal,
  years: Decimal,
  reason: z.string().nullable().describe('Why there is no scenario, in a sentence; null where there is one.'),
  distance: Decimal.nullable().describe('The loss in standard deviations of the mix (Mahalanobis distance).'),
  probability: Probability.nullable().describe(
    'Of losing as much or more in that time, were returns normal without drift.',
  ),
  probabilityFatTails: Probability.nullable().describe(
    'The same were the tails of that whole time as fat as those between rows of returns (degrees of freedom of `tails`), which longer times seldom are: with `probability` the ends of a range. Null without `tails`.',
  ),
  holdings: z.array(Holding.extend({ return: Decimal.describe('Of the asset itself in that scenario, decimal.') })),
  classes: z
    .array(z.strictObject({ class: z.string(), return: Decimal }))
    .describe('Held assets of a class in equal parts.'),
});
export type ReverseAnswer = z.infer<typeof ReverseAnswer>;

const TailsAnswer = z.strictObject({
  symbols: z.array(z.string()).describe('Held assets whose price moves.'),
  observations: z.number().int(),
  degreesOfFreedom: Decimal.describe('Few = they crash together; 100 is as good as normal.'),
  isNearNormal: z.boolean().describe('The fit ran to its upper end.'),
  dependence: z
    .array(z.array(Decimal))
    .describe(
      'How likely one is in the deepest part of its losses, given that the other is; rows in order of symbols.',
    ),
  correlation: z.array(z.array(Decimal)).describe('From ranks (Kendall).'),
});
export type TailsAnswer = z.infer<typeof TailsAnswer>;

const TailLoss = { valueAtRisk: Decimal, conditionalValueAtRisk: Decimal };

const StressedRiskAnswer = z.strictObject({
  confidence: z.number(),
  wholeRecord: z
    .strictObject({ observations: z.number().int(), ...TailLoss })
    .nullable()
    .describe('Losses of one row of the mix at its weights of today, decimal. Null with moments.'),
  worstYear: z
    .strictObject({
      observations: z.number().int(),
      from: IsoDayText.nullable(),
      to: IsoDayText.nullable(),
      ...TailLoss,
    })
    .nullable()
    .describe('The same in the year of rows whose tail was worst. Days are null without prices.'),
  correlations: z
    .array(z.strictObject({ towardsOne: Decimal, volatility: Decimal, ...TailLoss }))
    .describe('Losses of a year, were returns normal without drift, with correlations moved this far towards one.'),
});
export type StressedRiskAnswer = z.infer<typeof StressedRiskAnswer>;

export const StressAnswer = z.strictObject({
  money: Decimal,
  volatility: Decimal.describe('Of the mix, decimal a year.'),
  scenarios: z.array(ScenarioAnswer),
  reverse: ReverseAnswer.nullable(),
  tails: TailsAnswer.nullable(),
  stressedRisk: StressedRiskAnswer.nullable(),
  warnings: z.array(z.string()),
  estimates: EstimateInfo,
});
export type StressAnswer = z.infer<typeof StressAnswer>;
