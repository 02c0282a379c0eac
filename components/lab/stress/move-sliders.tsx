'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { Slider } from '@/components/ui/slider';
import { type MoveChoice, SLIDERS_MAX, type SliderValues } from './move-choices';

export interface MoveSlidersProps {
  readonly choices: readonly MoveChoice[];
  readonly sliders: SliderValues;
  readonly onChange: (sliders: SliderValues) => void;
}

/** One slider a thing that is fixed; a list to add more from. */
export function MoveSliders({ choices, sliders, onChange }: MoveSlidersProps) {
  const free = choices.filter(({ id }) => sliders.every((slider) => slider.id !== id));
  return (
    <div className="flex flex-col gap-6">
      <ul className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {sliders.map(({ id, move }) => {
          const choice = choices.find((one) => one.id === id);
          if (choice === undefined) return null;
          return (
            <li key={id} className="flex items-start gap-2">
              <Slider
                label={choice.label}
                kind="percent"
                decimals={choice.isYield ? 2 : 0}
                min={choice.min}
                max={choice.max}
                step={choice.step}
                value={move}
                onValueChange={(next) =>
                  onChange(sliders.map((slider) => (slider.id === id ? { id, move: next } : slider)))
                }
                className="min-w-0 flex-1"
              />
              <Button
                variant="quiet"
                size="small"
                aria-label={`Let ${choice.label} follow`}
                onClick={() => onChange(sliders.filter((slider) => slider.id !== id))}
              >
                <X aria-hidden className="size-4" />
              </Button>
            </li>
          );
        })}
      </ul>
      {sliders.length < SLIDERS_MAX && (
        <Select
          label="Add something that happens"
          options={[{ value: '', label: 'Choose…' }, ...free.map(({ id, label }) => ({ value: id, label }))]}
          value=""
          onValueChange={(id) => {
            const choice = choices.find((one) => one.id === id);
            if (choice !== undefined) onChange([...sliders, { id, move: choice.start }]);
          }}
          className="w-full sm:w-96"
        />
      )}
    </div>
  );
}
