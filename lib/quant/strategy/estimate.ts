import { RETURN_MODELS } from '../forecast/return-models';
import { ASSET_CLASSES, type AssetClass } from '../market/instrument';
import { indexOfDay, KNOWN, type PricePanel, sliceDays } from '../market/panel';
import { mixCovers, policyMixWeights } from '../policy/policy-mix';
import type { Fact, Policy } from '../policy/types';
import { annualCovariance } from '../risk/covariance';
import { RISK_MODELS } from '../risk/risk-models';
import type { ReturnsSample } from '../risk/risk-model';
import { rowsPerYear } from './rows-per-year';
import { ESTIMATE_ROWS_MIN, symbolsWithout } from './shared';
import type { DecisionInputs, Estimate, EstimateOutcome } from './types';

const DAYS_PER_YEAR = 365;

/** A rate from less than half a year is not annualised. */
const CASH_RATE_DAYS_MIN = 182;

/**
 * The estimates behind a plan: the policy's covariance of daily returns in excess of cash over the policy's look-back,
 * and expected returns reverse-optimised from the policy mix. Instruments without a price on some row of the look-back
 * are left out by name.
 */
export function estimateInputs(view: PricePanel, policy: Policy): EstimateOutcome {
  const daysNeeded = Math.max(policy.lookbackDays + 1, ESTIMATE_ROWS_MIN);
  const symbols = view.instruments.map(({ symbol }) => symbol);
  if (view.dayCount < daysNeeded) return { status: 'insufficient-history', symbols, daysNeeded };
  const window = sliceDays(view, view.dayCount - daysNeeded, view.dayCount);
  const columns = fullyKnownColumns(window);
  const isRisky = (i: number): boolean => ASSET_CLASSES[view.instruments[i]!.assetClass].isRisky;
  const riskyColumns = columns.filter(isRisky);
  const cashColumns = columns.filter((i) => !isRisky(i));
  const leftOut = symbolsWithout(view, columns);
  if (riskyColumns.length === 0) return { status: 'insufficient-history', symbols: leftOut, daysNeeded };
  const risky = riskyColumns.map((i) => view.instruments[i]!);
  if (!mixCovers(risky, policy.mix)) return { status: 'missing-class', assetClasses: mixClasses(policy) };

  const periodsPerYear = rowsPerYear(window.days);
  const sample = excessSample(window, riskyColumns, cashColumns);
  const risk = RISK_MODELS[policy.riskModel ?? 'ledoit-wolf'].estimate(sample);
  const covariance = annualCovariance(risk.covariance, periodsPerYear);
  const cash = cashRate(window, cashColumns);
  const returns = RETURN_MODELS.equilibrium.estimate({
    sample,
    periodsPerYear,
    annualCovariance: covariance,
    cashReturn: cash.cashReturn,
    policyWeights: policyMixWeights(risky, policy.mix),
    policySharpe: policy.mix.sharpeAssumed,
  });
  const warnings = risk.warnings.map((warning): Fact => ({ key: `covariance.${warning}`, values: {} }));
  const parts = { riskyColumns, cashColumns, covariance, expectedReturns: returns.expectedReturns };
  return {
    status: 'estimated',
    ...parts,
    sample,
    periodsPerYear,
    inputs: inUniverseOrder(view.instruments.length, parts, {
      standardErrors: returns.standardErrors,
      cashReturn: cash.cashReturn,
      observations: sample.observations,
      years: sample.observations / periodsPerYear,
    }),
    leftOut,
    facts: [...returns.notes, ...cash.facts, ...warnings],
  };
}

const mixClasses = ({ mix }: Policy): AssetClass[] =>
  Object.values(ASSET_CLASSES).flatMap(({ id, isRisky }) => (isRisky && mix.classShares[id] > 0 ? [id] : []));

function fullyKnownColumns({ instruments, known, dayCount }: PricePanel): number[] {
  const n = instruments.length;
  return Array.from(instruments.keys()).filter((i) => {
    for (let t = 0; t < dayCount; t++) if (known[t * n + i] === KNOWN.absent) return false;
    return true;
  });
}

/** Daily simple returns of the risky columns less the mean of the cash columns'; plain returns without cash columns. */
function excessSample(
  { instruments, layers, dayCount }: PricePanel,
  riskyColumns: readonly number[],
  cashColumns: readonly number[],
): ReturnsSample {
  const n = instruments.length;
  const m = riskyColumns.length;
  const { totalReturnIndex } = layers;
  const risky = Int32Array.from(riskyColumns);
  const cash = Int32Array.from(cashColumns);
  const returns = new Float64Array((dayCount - 1) * m);
  for (let t = 1, at = 0; t < dayCount; t++) {
    const row = t * n;
    let cashGrowth = cash.length === 0 ? 1 : 0;
    for (let j = 0; j < cash.length; j++) {
      const here = row + cash[j]!;
      cashGrowth += totalReturnIndex[here]! / totalReturnIndex[here - n]! / cash.length;
    }
    for (let j = 0; j < m; j++, at++) {
      const here = row + risky[j]!;
      returns[at] = totalReturnIndex[here]! / totalReturnIndex[here - n]! - cashGrowth;
    }
  }
  return { returns, observations: dayCount - 1, instruments: m };
}

/** What the cash instruments returned over the last year, annualised; zero and said so where that is not known. */
function cashRate(window: PricePanel, cashColumns: readonly number[]): { cashReturn: number; facts: Fact[] } {
  if (cashColumns.length === 0) return { cashReturn: 0, facts: [{ key: 'strategy.no-cash-instrument', values: {} }] };
  const n = window.instruments.length;
  const lastRow = window.dayCount - 1;
  const lastDay = window.days[lastRow]!;
  const yearAgo = indexOfDay(window, lastDay - DAYS_PER_YEAR);
  const firstRow = yearAgo === undefined ? 0 : yearAgo;
  const days = lastDay - window.days[firstRow]!;
  if (days < CASH_RATE_DAYS_MIN)
    return { cashReturn: 0, facts: [{ key: 'strategy.cash-rate-unknown', values: { days } }] };
  const { totalReturnIndex } = window.layers;
  const growth = cashColumns.reduce(
    (sum, i) => sum + totalReturnIndex[lastRow * n + i]! / totalReturnIndex[firstRow * n + i]! / cashColumns.length,
    0,
  );
  return { cashReturn: growth ** (DAYS_PER_YEAR / days) - 1, facts: [] };
}

function inUniverseOrder(
  n: number,
  {
    riskyColumns,
    cashColumns,
    covariance,
    expectedReturns,
  }: Pick<Estimate, 'riskyColumns' | 'cashColumns' | 'covariance' | 'expectedReturns'>,
  rest: Pick<DecisionInputs, 'standardErrors' | 'cashReturn' | 'observations' | 'years'>,
): DecisionInputs {
  const m = riskyColumns.length;
  const inputs = {
    ...rest,
    expectedReturns: new Float64Array(n),
    standardErrors: new Float64Array(n),
    covariance: new Float64Array(n * n),
  };
  for (const i of cashColumns) inputs.expectedReturns[i] = rest.cashReturn;
  for (let row = 0; row < m; row++) {
    const i = riskyColumns[row]!;
    inputs.expectedReturns[i] = expectedReturns[row]!;
    inputs.standardErrors[i] = rest.standardErrors[row]!;
    for (let column = 0; column < m; column++) {
      inputs.covariance[i * n + riskyColumns[column]!] = covariance[row * m + column]!;
    }
  }
  return inputs;
}
