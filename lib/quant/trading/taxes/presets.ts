import { flat } from './flat';
import { none } from './none';
import { usFederal2024 } from './us-federal-2024';

export const TAX_PRESETS = {
  none,
  flat,
  'us-federal-2024': usFederal2024,
} as const;
