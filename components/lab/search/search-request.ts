import { SEARCH_DIMENSION_IDS, type SearchDimensionName } from '@/lib/shared/contracts/search';
import { numberOf, runRequestOf, textOf } from '../run-request';
import type { SearchValue } from './search-words';

export type ChosenValues = Readonly<Record<SearchDimensionName, readonly SearchValue[]>>;

/** What is varied and how, on top of what every run asks for. */
export function searchRequest(form: FormData, chosen: ChosenValues, key: string) {
  const varied = SEARCH_DIMENSION_IDS.flatMap((id) => (chosen[id].length === 0 ? [] : [[id, chosen[id]] as const]));
  return {
    ...runRequestOf(form, key),
    varied: Object.fromEntries(varied),
    method: textOf(form, 'method'),
    trialsMax: numberOf(form, 'trialsMax'),
    trainShare: Number(textOf(form, 'trainShare')),
    calendar: 'quarterly',
  };
}
