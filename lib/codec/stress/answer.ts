import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { PricePanel } from '@/lib/quant/market/panel';
import { selectUniverse } from '@/lib/quant/market/universe';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { covarianceVerdict } from '@/lib/quant/optimize/validate';
import { scenariosFor } from '@/lib/quant/planning/scenarios';
import { runStress } from '@/lib/quant/planning/stress';
import type { Scenario } from '@/lib/quant/planning/types';
import { STRESS_MONEY_DEFAULT, type StressAnswer, type StressRequest } from '@/lib/shared/contracts/stress-door';
import { vectorOf } from '../optimize/constraints';
import { estimateInputs } from '../optimize/estimate-inputs';
import { doorRefusal } from '../optimize/outcome';
import { emptyPanel } from './empty-panel';
import { ownScenario } from './own-scenario';
import { reverseAnswer } from './reverse';
import { scenarioAnswer } from './scenario-answer';
import type { StressedMix } from './stressed-mix';
import { stressedRiskAnswer } from './stressed-risk';
import { tailsAnswer } from './tails';

/** The registry's scenarios that are asked for, in its order. */
function askedScenarios({ scenarios }: StressRequest, panel: PricePanel): Outcome<readonly Scenario[]> {
  const all = scenariosFor(panel);
  if (scenarios === undefined) return done(all);
  const unknown = scenarios.findIndex((id) => all.every((scenario) => scenario.id !== id));
  if (unknown === -1) return done(all.filter(({ id }) => scenarios.includes(id)));
  const message = `There is no scenario ${scenarios[unknown] ?? ''} for these prices. There are ${all.map(({ id }) => id).join(', ')}.`;
  return refused('bad-input', message, `scenarios.${unknown}`);
}

const ownScenarios = ({ own = [] }: StressRequest): readonly Scenario[] =>
  own.map((scenario, at) => ownScenario(`own-${at + 1}`, scenario));

/** A move of an instrument that is not among the assets is a slip of the pen, not a market without it. */
function strangeMove({ own = [], assets }: StressRequest): Outcome<undefined> {
  for (const [at, { moves }] of own.entries()) {
    const index = moves.findIndex((move) => 'instrument' in move && !assets.includes(move.instrument));
    const move = moves[index];
    if (move === undefined || !('instrument' in move)) continue;
    return refused('bad-input', `${move.instrument} is not among the assets.`, `own.${at}.moves.${index}.instrument`);
  }
  return done(undefined);
}

/** The `stress` door. @param panel the prices that the request names, loaded by the caller */
export function stressAnswer(request: StressRequest, panel?: PricePanel): Outcome<StressAnswer> {
  const { assets, money = STRESS_MONEY_DEFAULT } = request;
  const weights = vectorOf(request.weights, assets, 'weights');
  if (weights.status === 'refused') return weights;
  const strange = strangeMove(request);
  if (strange.status === 'refused') return strange;
  const estimate = estimateInputs(request, panel);
  if (estimate.status === 'refused') return estimate;
  const { symbols, covariance, sample, info, warnings } = estimate.value;
  const verdict = covarianceVerdict({ covariance, symbols });
  if (verdict.status === 'refused') return doorRefusal(verdict, info);
  const variance = quadraticForm(covariance, weights.value);
  if (!Number.isFinite(variance * money)) {
    return refused('bad-input', 'These weights are too large to be computed with.', 'weights');
  }
  const universe = panel === undefined ? emptyPanel(assets) : selectUniverse(panel, assets).panel;
  const asked = askedScenarios(request, universe);
  if (asked.status === 'refused') return asked;
  const input = { panel: universe, weights: weights.value, covariance, money, asOfIndex: universe.dayCount - 1 };
  const own = ownScenarios(request);
  const held: StressedMix = {
    instruments: universe.instruments,
    weights: weights.value,
    covariance,
    money,
    ...(sample === undefined ? {} : { sample }),
  };
  const tails = request.tails === true ? tailsAnswer(held) : done(null);
  if (tails.status === 'refused') return tails;
  return done({
    money,
    volatility: Math.sqrt(Math.max(variance, 0)),
    scenarios: runStress(input, [...asked.value, ...own]).map((result, at) =>
      scenarioAnswer(result, held, at >= asked.value.length),
    ),
    reverse: request.reverse === undefined ? null : reverseAnswer(held, request.reverse, tails.value),
    tails: tails.value,
    stressedRisk: request.stressedRisk === true ? stressedRiskAnswer(held, request, panel) : null,
    warnings: [...warnings],
    estimates: info,
  });
}
