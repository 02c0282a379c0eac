import { boundLimitName, type Side } from './limits';
import type { OptimizeProblem } from './types';

/** One limit on one side of a weight. */
interface BoundLimit {
  readonly name: string;
  readonly side: Side;
  readonly value: number;
}

/** All that is said of one weight alone: its bounds, what stands behind them, trade limits and no-trade entries. */
export function boundLimitsOf({ symbols, limits }: OptimizeProblem, at: number): readonly BoundLimit[] {
  const { tradeMax, noTrade, boundNames, looserBounds = [] } = limits;
  const symbol = symbols[at]!;
  const held = limits.currentWeights === undefined ? 0 : limits.currentWeights[at]!;
  const nameOf = (side: Side): string => {
    const name = boundLimitName(symbol, side);
    return boundNames?.get(name) ?? name;
  };
  const around = (name: string, step: number): readonly BoundLimit[] => [
    { name, side: 'min', value: held - step },
    { name, side: 'max', value: held + step },
  ];
  return [
    { name: nameOf('min'), side: 'min', value: limits.weightMin[at]! },
    { name: nameOf('max'), side: 'max', value: limits.weightMax[at]! },
    ...looserBounds.filter((bound) => bound.at === at),
    ...(noTrade !== undefined && noTrade[at] !== 0 ? around(`${symbol} no-trade`, 0) : []),
    ...(tradeMax === undefined ? [] : around(`${symbol} trade limit`, tradeMax[at]!)),
  ];
}
