import { dayNumber, isoDay, isoDayFromNumber } from '../../base/iso-day';
import { EPISODES } from '../market/simulated-episodes';
import { historicalWindow } from './historical-window';
import type { Scenario } from './types';

/** Recoveries are episodes too; a crisis is one in which the simulated market's stocks fall. */
const STOCKS = 'SIM-USEQ';

/** The dated crises of the simulated market, from the close before the first day of each to the close of its last. */
export const SIMULATED_CRISES: readonly Scenario[] = EPISODES.filter(({ totalReturns }) => {
  const stocks = totalReturns[STOCKS];
  return stocks !== undefined && stocks < 0;
}).map(({ id, name, firstDate, lastDate }) =>
  historicalWindow(
    `simulated-${id}`,
    `${name} (simulated)`,
    isoDayFromNumber(dayNumber(isoDay(firstDate)) - 1),
    lastDate,
  ),
);
