import type { Draws } from '../draws';
import { regimesOfMarket } from '../regimes-of-market';
import type { Engine, MixPlan, RegimeMoments, Regimes } from '../types';
import { correlate, covarianceRoot, INDEFINITE, mixDeviations, mixMeans } from './shared';

const CALM = 0;
const STORM = 1;

/** Said where the chain was found in the record. */
const FITTED = { fittedToRecord: 1 } as const;

/**
 * Two states, calm and storm, each with normal returns of its own means and covariance; which one holds follows a Markov
 * chain that starts from its long-run shares.
 *
 * @see Ang & Bekaert (2002), "International Asset Allocation with Regime Shifts", Review of Financial Studies 15(4)
 */
export const regimeSwitching: Engine = {
  id: 'regime-switching',
  name: 'Calm and storm (regime switching)',
  prepare: (market, plan, parameters) => {
    const regimes = parameters.regimes ?? regimesOfMarket(market);
    const isFitted = 'isFitted' in regimes && regimes.isFitted;
    const { calmEnds, stormEnds } = regimes;
    if (!(calmEnds > 0 && calmEnds <= 1 && stormEnds > 0 && stormEnds <= 1)) {
      const message = 'The chances that calm and storm end must be above 0 and at most 1.';
      return { status: 'not-possible', message };
    }
    const n = market.means.length;
    const calm = preparedState(regimes.calm, plan, n);
    const storm = preparedState(regimes.storm, plan, n);
    if (calm === undefined || storm === undefined) return { status: 'not-possible', message: INDEFINITE };
    const months = plan.mixOfMonth.length;
    const { mixOfMonth } = plan;
    const states = new Uint8Array(months);
    const normals = new Float64Array(months * n);
    return {
      status: 'ready',
      assumptions: { stormShare: stormShareOf(regimes), calmEnds, stormEnds, ...(isFitted ? FITTED : {}) },
      source: {
        fillMix: (draws, out) => {
          drawStates(draws, regimes, states);
          draws.fillNormals(out, months);
          for (let month = 0; month < months; month++) {
            const { centres, deviations } = states[month] === STORM ? storm : calm;
            const mix = mixOfMonth[month]!;
            out[month] = centres[mix]! + deviations[mix]! * out[month]!;
          }
        },
        fillInstruments: (draws, out) => {
          drawStates(draws, regimes, states);
          draws.fillNormals(normals, months * n);
          for (let month = 0; month < months; month++) {
            const { lower, means } = states[month] === STORM ? storm : calm;
            correlate(lower, means, normals, month * n, 1, out);
          }
        },
      },
    };
  },
};

/** Long-run share of the months that are stormy. */
const stormShareOf = ({ calmEnds, stormEnds }: Regimes): number => calmEnds / (calmEnds + stormEnds);

function preparedState({ means, covariance }: RegimeMoments, plan: MixPlan, n: number) {
  const lower = covarianceRoot(covariance, n);
  if (lower === undefined) return undefined;
  return { means, lower, centres: mixMeans(plan, means), deviations: mixDeviations(plan, covariance) };
}

/** One uniform a stay, as its length is geometric. */
function drawStates(draws: Draws, regimes: Regimes, states: Uint8Array): void {
  const { calmEnds, stormEnds } = regimes;
  let state = draws.nextUniform() < stormShareOf(regimes) ? STORM : CALM;
  for (let at = 0; at < states.length;) {
    const ends = state === STORM ? stormEnds : calmEnds;
    const stay = 1 + Math.floor(Math.log(draws.nextUniform()) / Math.log1p(-ends));
    const end = Math.min(at + stay, states.length);
    states.fill(state, at, end);
    at = end;
    state = 1 - state;
  }
}
