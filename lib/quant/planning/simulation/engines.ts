import { blockBootstrap } from './engines/block-bootstrap';
import { lognormal } from './engines/lognormal';
import { regimeSwitching } from './engines/regime-switching';
import { studentT } from './engines/student-t';
import type { Engine } from './types';

/** How months to come are made up. */
export const ENGINES = {
  'block-bootstrap': blockBootstrap,
  'student-t': studentT,
  'regime-switching': regimeSwitching,
  lognormal,
} as const satisfies Record<string, Engine>;

export type EngineId = keyof typeof ENGINES;
