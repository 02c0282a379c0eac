import type { ShockMove } from '@/lib/quant/planning/shock';
import type { ShockMoveInput } from '@/lib/shared/contracts/stress-scenario';

/** A move as the contract has it, as the engine knows it. */
export function shockMoveOf(input: ShockMoveInput): ShockMove {
  const { move } = input;
  if ('instrument' in input) return { kind: 'instrument', symbol: input.instrument, move };
  if ('class' in input) return { kind: 'class', assetClass: input.class, move };
  return { kind: 'factor', factor: input.factor, move };
}
