import { SEARCH_DIMENSION_IDS, type SearchDimensionName } from '@/lib/shared/contracts/search';
import type { SearchValue } from './search-words';

export type ChosenValues = Readonly<Record<SearchDimensionName, readonly SearchValue[]>>;

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** Days left empty are not sent; what cannot be read as a number goes as typed, so that the server can name the field. */
export function searchRequest(form: FormData, chosen: ChosenValues, key: string) {
  const [from, to] = [textOf(form, 'from'), textOf(form, 'to')];
  const amount = Number(textOf(form, 'startAmount') || Number.NaN);
  const varied = SEARCH_DIMENSION_IDS.flatMap((id) => (chosen[id].length === 0 ? [] : [[id, chosen[id]] as const]));
  return {
    recommendationId: textOf(form, 'recommendationId'),
    varied: Object.fromEntries(varied),
    method: textOf(form, 'method'),
    trialsMax: Number(textOf(form, 'trialsMax') || Number.NaN),
    trainShare: Number(textOf(form, 'trainShare')),
    calendar: 'quarterly',
    startAmount: Number.isFinite(amount) ? amount.toFixed(2) : textOf(form, 'startAmount'),
    commissionBasisPoints: Number(textOf(form, 'commissionBasisPoints') || Number.NaN),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    key,
  };
}
