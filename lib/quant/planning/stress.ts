import { invariant } from '../../base/invariant';
import { sumOf } from '../math/matrix';
import { view } from '../market/panel';
import type { Scenario, StressInput, StressResult } from './types';

function checkInput({ panel, weights, covariance, money, asOfIndex }: StressInput): void {
  const n = panel.instruments.length;
  invariant(weights.length === n, `${weights.length} weights for ${n} instruments`);
  invariant(covariance.length === n * n, `${covariance.length} covariances for ${n} instruments`);
  invariant(weights.every(Number.isFinite) && covariance.every(Number.isFinite), 'weights and covariance are finite');
  invariant(Number.isFinite(money) && money >= 0, `money of ${money}`);
  // Without any day, as with moments alone, there is still a market to shock.
  invariant(
    asOfIndex >= Math.min(0, panel.dayCount - 1) && asOfIndex < panel.dayCount,
    `row ${asOfIndex} of ${panel.dayCount}`,
  );
}

/**
 * What each scenario does to a portfolio, in the order given. Nothing after `asOfIndex` is read.
 *
 * @returns decimal returns and money; contributions sum to the portfolio's return
 * @throws InvariantError on shapes that disagree or numbers that are not finite
 */
export function runStress(input: StressInput, scenarios: readonly Scenario[]): readonly StressResult[] {
  checkInput(input);
  const { asOfIndex, ...rest } = input;
  const panel = view(input.panel, asOfIndex + 1);
  return scenarios.map(({ id, name, kind, run }) => {
    const outcome = run({ ...rest, panel });
    if (outcome.status === 'unavailable') return { id, name, kind, ...outcome };
    const portfolioReturn = sumOf(outcome.contributions);
    return { id, name, kind, ...outcome, portfolioReturn, moneyChange: portfolioReturn * input.money };
  });
}
