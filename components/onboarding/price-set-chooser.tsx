'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { RadioCards } from '@/components/ui/radio-cards';
import { TextLink } from '@/components/ui/text-link';
import type { PriceSetView } from '@/lib/shared/contracts/price-set';
import { formatDay } from '@/lib/shared/format/date';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';

export interface PriceSetChooserProps {
  /** Daily ones. */
  readonly priceSets: readonly PriceSetView[];
  /** Labels of those that are not. */
  readonly notOffered: readonly string[];
  readonly chosenId: string;
}

/** Which prices the plan is made from; choosing another set reads the page again with its instruments. */
export function PriceSetChooser({ priceSets, notOffered, chosenId }: PriceSetChooserProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  return (
    <div className="flex flex-col gap-4">
      <RadioCards
        legend="Prices"
        hint={isPending ? 'Reading its instruments.' : undefined}
        value={chosenId}
        columns={2}
        onValueChange={(id) => start(() => router.push(`${ROUTES.startUniverse}?set=${encodeURIComponent(id)}`))}
        options={priceSets.map((set) => ({
          value: set.id,
          label: set.label,
          detail: set.source.isSimulated ? 'Simulated' : undefined,
          description: `${formatCount(set.instruments.length, 'instrument')}, ${formatDay(set.firstDay)} to ${formatDay(set.lastDay)}`,
        }))}
      />
      <p className="text-small text-muted">
        You can also <TextLink href={ROUTES.dataImport}>import your own prices</TextLink> from a CSV file or from Yahoo
        Finance.
        {notOffered.length > 0 && ` Not offered, because a plan needs daily prices: ${notOffered.join(', ')}.`}
      </p>
    </div>
  );
}
