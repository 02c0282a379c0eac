import type { Clock } from '@/lib/base/clock';
import { dayNumber, isoDayOfInstant } from '@/lib/base/iso-day';
import type { PricePanel } from '@/lib/quant/market/panel';
import { SIMULATED_SEED_DEFAULT, simulatedMarket } from '@/lib/quant/market/simulated-market';

/** The last day that is over, in UTC; whole days since 1970-01-01. */
export const simulatedLastDay = (clock: Clock): number => dayNumber(isoDayOfInstant(clock.now())) - 1;

/** The market everybody shares, up to yesterday; the same on every machine. */
export const sharedSimulatedPanel = (clock: Clock): PricePanel =>
  simulatedMarket({ seed: SIMULATED_SEED_DEFAULT, lastDay: simulatedLastDay(clock) });
