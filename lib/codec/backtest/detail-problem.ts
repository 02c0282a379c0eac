import { type Refusal, refused } from '@/lib/base/outcome';
import type { BacktestDoorRequest } from '@/lib/shared/contracts/backtest-door';

/** Weights are written with a few decimals; what differs from one by more was meant otherwise. */
const SUM_TOLERANCE = 1e-6;

const bad = (message: string, field: string): Refusal => refused('bad-input', message, `detail.${field}`);

/** What the sections ask that cannot be, before anything is run. */
export function detailProblem(request: BacktestDoorRequest): Refusal | undefined {
  return attributionProblem(request) ?? factorsProblem(request) ?? periodsProblem(request);
}

function attributionProblem({ detail, assets }: BacktestDoorRequest): Refusal | undefined {
  const weights = detail?.attribution?.weights;
  if (weights === undefined) return undefined;
  const stranger = Object.keys(weights).find((symbol) => !assets.includes(symbol));
  if (stranger !== undefined) {
    return bad(`${stranger} has a weight but is not among the assets.`, `attribution.weights.${stranger}`);
  }
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) <= SUM_TOLERANCE) return undefined;
  return bad(`The weights of the mix sum to ${sum}, not to 1.`, 'attribution.weights');
}

function factorsProblem({ detail }: BacktestDoorRequest): Refusal | undefined {
  if (detail?.factors === undefined) return undefined;
  const { dates, series } = detail.factors;
  const back = dates.findIndex((date, at) => at > 0 && date <= (dates[at - 1] ?? date));
  if (back !== -1) return bad(`${dates[back] ?? ''} does not come after the date before it.`, `factors.dates.${back}`);
  for (const [name, values] of Object.entries(series)) {
    if (values.length === dates.length) continue;
    return bad(`${name} has ${values.length} returns for ${dates.length} dates.`, `factors.series.${name}`);
  }
  return undefined;
}

function periodsProblem({ detail }: BacktestDoorRequest): Refusal | undefined {
  const names = detail?.regimes?.periods?.map(({ name }) => name) ?? [];
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  return twice === -1 ? undefined : bad(`Two periods are called ${names[twice] ?? ''}.`, `regimes.periods.${twice}`);
}
