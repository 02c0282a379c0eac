import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { type Refusal, refused } from '@/lib/base/outcome';
import { REGIME_IDS } from '@/lib/quant/backtest/analysis/regimes';
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
  if (twice !== -1) return bad(`Two periods are called ${names[twice] ?? ''}.`, `regimes.periods.${twice}`);
  const builtIn = names.findIndex((name) => REGIME_IDS.includes(name));
  if (builtIn === -1) return undefined;
  const message = `${names[builtIn] ?? ''} is the name of a regime told from the prices; give the period another.`;
  return bad(message, `regimes.periods.${builtIn}.name`);
}

/** A few holidays may differ; with more left out the factors are of weeks or months, and betas would be far too low. */
const FACTOR_DAYS_SHARE_MIN = 0.9;

/** Whether the factors are of the days of the run, from their first to their last. */
export function factorDaysProblem(
  { detail }: BacktestDoorRequest,
  { days, fromDay, toDay }: { readonly days: Int32Array; readonly fromDay: number; readonly toDay: number },
): Refusal | undefined {
  const given = detail?.factors?.dates.map((date) => dayNumber(isoDay(date))) ?? [];
  const [first, last] = [given[0], given.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const rows = days.filter((day) => day > fromDay && day <= toDay && day >= first && day <= last);
  const known = new Set(given);
  const covered = rows.filter((day) => known.has(day)).length;
  if (covered >= FACTOR_DAYS_SHARE_MIN * rows.length) return undefined;
  const message = `The factors have ${covered} of the ${rows.length} days of the test between their first and last date; daily returns need daily factors.`;
  return bad(message, 'factors.dates');
}
