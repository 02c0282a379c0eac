import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import type { PricePanel } from '@/lib/quant/market/panel';
import { selectUniverse } from '@/lib/quant/market/universe';
import { dot } from '@/lib/quant/math/matrix';
import { covarianceVerdict } from '@/lib/quant/optimize/validate';
import { policyFor } from '@/lib/quant/policy/policy';
import { riskContributions } from '@/lib/quant/risk/risk-contributions';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';
import type { Decided, Strategy, StrategyOutcome } from '@/lib/quant/strategy/types';
import type { OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';
import type { StrategyChoice } from '@/lib/shared/contracts/strategy-choice';
import { isNarrated, narrate } from '@/lib/shared/narrate/narrate';
import { symbolProblem } from '../recommend/read-request';
import type { DoorEstimate } from './estimate-inputs';
import { doorRefusal, noWeights, sharpeOf, weightMap } from './outcome';

const LEVEL_DEFAULT = 'balanced';

/** What a strategy would hold on the last day, seen through the estimates of the request. */
export function strategyAnswer(
  { id, level = LEVEL_DEFAULT }: StrategyChoice,
  request: OptimizeRequest,
  estimate: DoorEstimate,
  panel: PricePanel | undefined,
): Outcome<OptimizeAnswer> {
  const { assets, constraints } = request;
  if (panel === undefined) {
    return refused('bad-input', 'A strategy looks at prices; returns or moments do not tell it enough.', 'prices');
  }
  if (constraints !== undefined) {
    const message = 'A strategy keeps the limits of its level; leave constraints out.';
    return refused('bad-input', message, 'constraints');
  }
  const verdict = covarianceVerdict(estimate);
  if (verdict.status === 'refused') return doorRefusal(verdict, estimate.info);
  for (const [at, symbol] of assets.entries()) {
    const problem = symbolProblem(panel, symbol, `assets.${at}`);
    if (problem !== undefined) return problem;
  }
  const strategy: Strategy = STRATEGIES[id];
  const decision = strategy.decide({
    view: selectUniverse(panel, assets).panel,
    policy: policyFor(level),
    aim: { kind: 'most-return' },
    currentWeights: new Float64Array(assets.length),
  });
  return decision.status === 'decided' ? done(decidedAnswer(decision, request, estimate)) : undecided(decision, assets);
}

function decidedAnswer(decision: Decided, request: OptimizeRequest, estimate: DoorEstimate): OptimizeAnswer {
  const { weights, allocation, leftOut, facts } = decision;
  const expectedReturn = dot(estimate.expectedReturns, weights);
  const { volatility } = riskContributions(weights, estimate.covariance);
  const missing = leftOut.length === 0 ? [] : [`Left out, as their history is too short: ${leftOut.join(', ')}.`];
  return {
    status: 'solved',
    weights: weightMap(weights, request.assets),
    expectedReturn,
    volatility,
    sharpe: sharpeOf({ expectedReturn, volatility }, request.riskFreeRate),
    risk: volatility,
    basis: allocation === undefined ? 'construction' : 'optimum',
    certificate: allocation === undefined ? null : { ...allocation.solution.certificate },
    shadowPrices: allocation?.solution.shadowPrices.map((price) => ({ ...price })) ?? [],
    findings: [],
    warnings: [...estimate.warnings, ...missing, ...facts.filter(isNarrated).map(narrate)],
    estimates: estimate.info,
  };
}

function undecided(
  decision: Exclude<StrategyOutcome, Decided>,
  assets: readonly string[],
): Outcome<OptimizeAnswer> | Refusal {
  switch (decision.status) {
    case 'insufficient-history': {
      const short = decision.symbols.join(', ');
      const message = `The strategy needs ${decision.daysNeeded} days of prices; too short: ${short}.`;
      return refused('bad-input', message, 'prices');
    }
    case 'missing-class': {
      const classes = decision.assetClasses.join(', ');
      return refused('bad-input', `The strategy needs an asset of one of these classes: ${classes}.`, 'assets');
    }
    case 'out-of-reach':
      return refused('conflict', decision.facts.map(narrate).join(' '), 'objective');
    case 'refused':
      return decision;
    default:
      return done(noWeights(decision, assets));
  }
}
