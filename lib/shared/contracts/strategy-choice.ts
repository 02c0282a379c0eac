import { z } from 'zod';
import { STRATEGY_CATALOGUE } from '../catalogue.generated';
import { RiskLevelName } from './common';

/** A registered strategy decides on the last day of the prices, as it does in a plan and in a backtest. */
export const StrategyChoice = z
  .strictObject({
    kind: z.literal('strategy'),
    id: z.enum(STRATEGY_CATALOGUE.ids),
    level: z.exactOptional(RiskLevelName).describe('Whose limits it keeps. Default balanced.'),
  })
  .describe(
    "What a strategy of the product would hold now. It needs prices, makes its own estimates and keeps the policy's limits; what it would earn and risk is measured with the models of the request.",
  );
export type StrategyChoice = z.infer<typeof StrategyChoice>;
