import type { MarketImpact } from '../../../policy/types';
import type { ImpactModel } from './impact-model';
import { squareRoot } from './square-root';
import { threeFifths } from './three-fifths';
import { threeHalves } from './three-halves';

export const IMPACT_MODELS = {
  'square-root': squareRoot,
  'three-halves': threeHalves,
  'three-fifths': threeFifths,
} as const satisfies Record<MarketImpact['model'], ImpactModel>;
