import {
  addDays,
  civilFromDayNumber,
  dayNumber,
  dayNumberFromCivil,
  type IsoDay,
  isoDayFromNumber,
} from '../../base/iso-day';

/**
 * The last day on which answers count: one day short of the same date a year later. Circumstances change, and
 * supervisors expect answers to be renewed (ESMA suitability guidelines).
 */
export function suitabilityEndsOn(answeredOn: IsoDay): IsoDay {
  const { year, month, day } = civilFromDayNumber(dayNumber(answeredOn));
  // The 29th of February has no twin a year later; its anniversary is the 1st of March.
  return addDays(isoDayFromNumber(dayNumberFromCivil(year + 1, month, day)), -1);
}

/** Whether advice may still rest on answers given on that day. */
export const isSuitabilityCurrent = (answeredOn: IsoDay, today: IsoDay): boolean =>
  today <= suitabilityEndsOn(answeredOn);
