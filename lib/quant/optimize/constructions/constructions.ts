import type { ConstructionMethod } from './construction-method';
import { equalWeight } from './equal-weight';
import { factorTilt } from './factor-tilt';
import { hedgeRatio } from './hedge-ratio';
import { herc } from './herc';
import { hrp } from './hrp';
import { inverseVolatility } from './inverse-volatility';
import { nco } from './nco';
import { pairs } from './pairs';
import { regressionWeighted } from './regression-weighted';
import { resampled } from './resampled';
import { schur } from './schur';
import { sectorRotation } from './sector-rotation';
import { signalWeighted } from './signal-weighted';
import type { ConstructionRequest } from './types';
import { volatilityTarget } from './volatility-target';

/** Every way to weights that claims no optimum; a new one is a file here and a line. */
export const CONSTRUCTIONS = {
  'equal-weight': equalWeight,
  'inverse-volatility': inverseVolatility,
  hrp,
  herc,
  nco,
  schur,
  'regression-weighted': regressionWeighted,
  'signal-weighted': signalWeighted,
  'sector-rotation': sectorRotation,
  'factor-tilt': factorTilt,
  resampled,
  'hedge-ratio': hedgeRatio,
  pairs,
  'volatility-target': volatilityTarget,
} as const satisfies {
  readonly [K in ConstructionRequest['kind']]: ConstructionMethod<Extract<ConstructionRequest, { kind: K }>>;
};
