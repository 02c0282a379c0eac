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

export const StressAnswer = z.strictObject({
  money: Decimal,
  volatility: Decimal.describe('Of the mix, decimal a year.'),
  scenarios: z.array(ScenarioAnswer),
  warnings: z.array(z.string()),
  estimates: EstimateInfo,
});
export type StressAnswer = z.infer<typeof StressAnswer>;
