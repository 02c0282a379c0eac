import { type ShockMove, shockScenario } from '@/lib/quant/planning/shock';
import type { Scenario } from '@/lib/quant/planning/types';
import type { OwnScenario, ShockMoveInput } from '@/lib/shared/contracts/stress-scenario';

/** The engine's scenario of one of the reader's own making. */
export const ownScenario = (id: string, { name, moves }: OwnScenario): Scenario =>
  shockScenario(id, name, moves.map(shockMoveOf));

/** A move as the contract has it, as the engine knows it. */
function shockMoveOf(input: ShockMoveInput): ShockMove {
  const { move } = input;
  if ('instrument' in input) return { kind: 'instrument', symbol: input.instrument, move };
  if ('class' in input) return { kind: 'class', assetClass: input.class, move };
  return { kind: 'factor', factor: input.factor, move };
}
