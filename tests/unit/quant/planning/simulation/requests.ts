import type { SimulationInput } from '@/lib/quant/planning/simulation/path-writer';
import type { MoneyPlan } from '@/lib/quant/planning/simulation/types';

/** Enough for an error of half a hundredth. */
export const TEST_PATHS = 8_000;

export const noMoney = (months: number): MoneyPlan => ({
  startAmount: 0,
  startBasis: 0,
  depositsNominal: new Float64Array(months),
  depositsReal: new Float64Array(months),
  spendingNominal: new Float64Array(months),
  spendingReal: new Float64Array(months),
  annualFee: 0,
  target: 0,
  isReal: false,
});

/** Two instruments, half in each, back to halves every month. */
export function simulation(
  months: number,
  parts: Partial<Omit<SimulationInput, 'money'>> = {},
  money: Partial<MoneyPlan> = {},
): SimulationInput {
  return {
    engine: 'lognormal',
    parameters: {},
    market: { means: Float64Array.of(0.006, 0.003), covariance: Float64Array.of(0.0016, 0.0002, 0.0002, 0.0004) },
    plan: {
      weights: Float64Array.of(0.5, 0.5),
      mixOfMonth: new Int32Array(months),
      rebalanceEveryMonths: 1,
    },
    inflation: { annualRate: 0, annualVolatility: 0, persistence: 0 },
    paths: TEST_PATHS,
    seed: 'test',
    ...parts,
    money: { ...noMoney(months), ...money },
  };
}

/** Of the halves: w'm and w'Sw of the market above. */
export const HALVES = { mean: 0.0045, variance: 0.0006 } as const;
