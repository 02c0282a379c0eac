'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTheme } from 'next-themes';
import { ToggleGroup } from 'radix-ui';
import { Button } from '@/components/ui/button';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { useDisplayPreference } from './use-display-preference';

interface SegmentedProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onValueChange: (value: string) => void;
}

function Segmented({ label, value, options, onValueChange }: SegmentedProps) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next !== '' && onValueChange(next)}
      className="inline-flex w-fit self-start rounded-control border border-hairline p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="h-8 rounded-[4px] px-3 text-small text-muted transition-colors hover:text-ink data-[state=on]:bg-well data-[state=on]:text-ink"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

/** Light, dark, or as the system says. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const isHydrated = useIsHydrated();
  return (
    <Segmented
      label="Theme"
      value={isHydrated ? (theme ?? 'system') : ''}
      onValueChange={setTheme}
      options={[
        { value: 'system', label: 'System' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
    />
  );
}

/** The two hues for gain and loss; sign and arrow stay either way. */
export function GainLossSwitch() {
  const [value, setValue] = useDisplayPreference('gainLoss');
  return (
    <Segmented
      label="Colours of gain and loss"
      value={value}
      onValueChange={(next) => setValue(next === 'green-red' ? 'green-red' : 'blue-orange')}
      options={[
        { value: 'blue-orange', label: 'Blue and orange' },
        { value: 'green-red', label: 'Green and red' },
      ]}
    />
  );
}

/** Blurs amounts of money for people looking over the reader's shoulder. */
export function AmountsSwitch() {
  const [value, setValue] = useDisplayPreference('amounts');
  const isHidden = value === 'hidden';
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-pressed={isHidden}
      aria-label="Hide amounts"
      title={isHidden ? 'Show amounts' : 'Hide amounts'}
      onClick={() => setValue(isHidden ? 'shown' : 'hidden')}
    >
      {isHidden ? <EyeOff aria-hidden className="size-5" /> : <Eye aria-hidden className="size-5" />}
    </Button>
  );
}
