import { optimize } from '../optimize/optimize';
import type { RiskyAllocation } from '../strategy/types';

export interface ExclusionCost {
  readonly symbol: string;
  /** Expected return given up, decimal per year; negative where the aim is less risk and return rises by chance. */
  readonly returnCost: number;
  /** Volatility added, decimal per year. */
  readonly volatilityCost: number;
}

/**
 * What leaving each of the symbols out would cost: the same request on the same estimates, with that one weight held
 * at zero. A symbol without which the limits cannot hold is not listed.
 */
export function exclusionCosts(allocation: RiskyAllocation, symbols: readonly string[]): readonly ExclusionCost[] {
  const { problem, solution } = allocation;
  return symbols.flatMap((symbol) => {
    const column = problem.symbols.indexOf(symbol);
    if (column === -1) return [];
    if (solution.weights[column]! === 0) return [{ symbol, returnCost: 0, volatilityCost: 0 }];
    const weightMax = Float64Array.from(problem.limits.weightMax);
    const weightMin = Float64Array.from(problem.limits.weightMin);
    weightMax[column] = 0;
    weightMin[column] = Math.min(0, weightMin[column]!);
    const without = optimize({ ...problem, limits: { ...problem.limits, weightMin, weightMax } });
    if (without.status !== 'solved') return [];
    return [
      {
        symbol,
        returnCost: solution.expectedReturn - without.expectedReturn,
        volatilityCost: without.volatility - solution.volatility,
      },
    ];
  });
}
