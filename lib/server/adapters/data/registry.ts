import type { PriceProvider } from './provider';
import { yahooProvider } from './yahoo';

/** Every source of prices outside: one file and one line each. */
export const PRICE_PROVIDERS = {
  yahoo: yahooProvider(),
} as const satisfies Record<string, PriceProvider>;
