import { ASSET_CLASSES, type AssetClass } from '../market/instrument';
import type { PricePanel } from '../market/panel';
import { equalPartsReturns, simpleReturnsOf } from '../market/returns';
import { leastSquares } from '../math/least-squares';
import { mean } from '../math/statistics';
import type { Rows } from './types';

/** Below three months of common days a regression on classes says next to nothing. */
const OBSERVATIONS_MIN = 60;

/** Five years of days: enough for a steady estimate, and still about the instrument as it is now. */
const OBSERVATIONS_MAX = 1_260;

export interface FactorProxy {
  /** Return over the window, decimal. */
  readonly estimate: number;
  /** What the classes leave unexplained, over a window of this length: one standard deviation, decimal. */
  readonly deviation: number;
  readonly rSquared: number;
  readonly observations: number;
  /** In the order of the asset classes; only those that the regression kept. */
  readonly betas: readonly (readonly [AssetClass, number])[];
}

/** The mean daily return of a class's members, NaN on days without any. */
interface Factor {
  readonly assetClass: AssetClass;
  readonly returns: Float64Array;
}

interface Fit {
  readonly factors: readonly Factor[];
  readonly betas: Float64Array;
  readonly residualSumOfSquares: number;
}

/** One factor a risky class: equal parts of what had a price at both ends of the window, brought back to equal each day. */
function classFactors(panel: PricePanel, windowReturns: Float64Array): Factor[] {
  const classes: readonly { readonly id: AssetClass; readonly isRisky: boolean }[] = Object.values(ASSET_CLASSES);
  return classes.flatMap(({ id, isRisky }): Factor[] => {
    const members = panel.instruments.flatMap(({ assetClass, isInvestable }, column) =>
      isRisky && assetClass === id && isInvestable && !Number.isNaN(windowReturns[column]!) ? [column] : [],
    );
    return members.length === 0 ? [] : [{ assetClass: id, returns: equalPartsReturns(panel, members) }];
  });
}

/** The last rows on which the instrument and every factor have a return. */
function commonRows(own: Float64Array, factors: readonly Factor[]): number[] {
  const rows: number[] = [];
  for (let row = own.length - 1; row > 0 && rows.length < OBSERVATIONS_MAX; row--) {
    if (!Number.isNaN(own[row]!) && factors.every(({ returns }) => !Number.isNaN(returns[row]!))) rows.push(row);
  }
  return rows;
}

function fitOn(factors: readonly Factor[], rows: readonly number[], responses: Float64Array): Fit | undefined {
  const constant = new Float64Array(rows.length).fill(1);
  const columns = factors.map(({ returns }) => Float64Array.from(rows, (row) => returns[row]!));
  const fit = leastSquares([constant, ...columns], responses);
  if (fit.status !== 'fitted') return undefined;
  const { coefficients, residualSumOfSquares } = fit;
  return { factors, betas: coefficients.subarray(1), residualSumOfSquares };
}

/** Schwarz's criterion: a factor stays only where it explains more than its own price. */
const criterion = ({ factors, residualSumOfSquares }: Fit, observations: number): number =>
  observations * Math.log(residualSumOfSquares / observations) + factors.length * Math.log(observations);

/** Forward selection: each time the factor that lowers the criterion most, until none lowers it. */
function selectFactors(
  factors: readonly Factor[],
  rows: readonly number[],
  responses: Float64Array,
  totalSumOfSquares: number,
): Fit {
  let best: Fit = { factors: [], betas: new Float64Array(0), residualSumOfSquares: totalSumOfSquares };
  for (;;) {
    const wider = factors
      .filter((factor) => !best.factors.includes(factor))
      .flatMap((factor) => fitOn([...best.factors, factor], rows, responses) ?? [])
      .reduce<Fit>((low, fit) => (criterion(fit, rows.length) < criterion(low, rows.length) ? fit : low), best);
    if (wider === best) return best;
    best = wider;
  }
}

/** The betas on the factors' daily returns of the window, compounded; days without a factor's return count as still. */
function compounded({ factors, betas }: Fit, { fromRow, toRow }: Rows): number {
  let growth = 1;
  for (let row = fromRow + 1; row <= toRow; row++) {
    const moved = factors.reduce((sum, { returns }, at) => {
      const value = returns[row]!;
      return Number.isNaN(value) ? sum : sum + betas[at]! * value;
    }, 0);
    growth *= Math.max(0, 1 + moved);
  }
  return growth - 1;
}

/**
 * What an instrument would have returned in a window before its first price: its daily returns since then are regressed
 * on the asset classes that had prices in the window (least squares with a constant, classes taken up one at a time by
 * Schwarz's criterion), and the betas are applied to the days of the window. The constant is left out: what it earned
 * beyond its classes since is no part of a past it has not seen.
 *
 * @param panel         ends on the decision day
 * @param windowReturns length n, NaN where a price is missing at an end of the window
 * @returns of a column; undefined where there is no class to go by, or fewer than three months of common days
 * @see Schwarz (1978), "Estimating the Dimension of a Model", Annals of Statistics 6(2)
 */
export function factorProxies(
  panel: PricePanel,
  rows: Rows,
  windowReturns: Float64Array,
): (column: number) => FactorProxy | undefined {
  // Most windows need none; those that do share the classes.
  let factors: readonly Factor[] | undefined;
  return (column) => {
    factors ??= classFactors(panel, windowReturns);
    return proxyOf(simpleReturnsOf(panel, panel.instruments[column]!.symbol), factors, rows);
  };
}

function proxyOf(own: Float64Array, factors: readonly Factor[], rows: Rows): FactorProxy | undefined {
  const fitted = commonRows(own, factors);
  if (factors.length === 0 || fitted.length < OBSERVATIONS_MIN) return undefined;
  const responses = Float64Array.from(fitted, (row) => own[row]!);
  const centre = mean(responses);
  const total = responses.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  if (total === 0) return undefined;
  const fit = selectFactors(factors, fitted, responses, total);
  const dailyVariance = fit.residualSumOfSquares / (fitted.length - fit.factors.length - 1);
  const order = Object.keys(ASSET_CLASSES);
  return {
    estimate: compounded(fit, rows),
    deviation: Math.sqrt(dailyVariance * (rows.toRow - rows.fromRow)),
    rSquared: 1 - fit.residualSumOfSquares / total,
    observations: fitted.length,
    betas: fit.factors
      .map(({ assetClass }, at) => [assetClass, fit.betas[at]!] as const)
      .sort(([left], [right]) => order.indexOf(left) - order.indexOf(right)),
  };
}
