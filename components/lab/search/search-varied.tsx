'use client';

import { Checkbox } from '@/components/ui/toggles';
import { SEARCH_DIMENSION_IDS, type SearchDimensionName } from '@/lib/shared/contracts/search';
import type { ChosenValues } from './search-request';
import { DIMENSION_WORDS, type SearchValue, valueWords } from './search-words';

export interface SearchVariedProps {
  readonly chosen: ChosenValues;
  readonly onChoose: (chosen: ChosenValues) => void;
}

/** What is varied and over which values; nothing chosen leaves the plan as it is there. */
export function SearchVaried({ chosen, onChoose }: SearchVariedProps) {
  const toggle = (id: SearchDimensionName, value: SearchValue, isOn: boolean): void => {
    const { offered } = DIMENSION_WORDS[id];
    onChoose({ ...chosen, [id]: offered.filter((other) => (other === value ? isOn : chosen[id].includes(other))) });
  };
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
      {SEARCH_DIMENSION_IDS.map((id) => {
        const { name, what, offered } = DIMENSION_WORDS[id];
        return (
          <fieldset key={id} className="flex flex-col gap-3">
            <legend className="pb-1 font-strong">{name}</legend>
            <p className="text-small text-muted">{what}</p>
            <div className="flex flex-wrap gap-x-6 gap-y-3">
              {offered.map((value) => (
                <Checkbox
                  key={value}
                  label={valueWords(id, value)}
                  isChecked={chosen[id].includes(value)}
                  onCheckedChange={(isOn) => toggle(id, value, isOn)}
                />
              ))}
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}
