'use client';

import { type ReactNode, useState } from 'react';
import { GrowthChart } from '@/components/charts/growth-chart';
import { Checkbox } from '@/components/ui/toggles';
import type { ComparisonResult } from '@/lib/shared/contracts/comparison';
import { lineName } from '@/lib/shared/strategy-names';
import { isOwnLine, testedLines } from './compare-reading';

/** More lines than this nobody tells apart. */
const LINES_MAX = 5;
const SHOWN_AT_FIRST: readonly string[] = ['mean-variance', 'equal-weight', 'sixty-forty', 'plan-held'];

export interface CompareGrowthProps {
  readonly result: ComparisonResult;
  readonly source: ReactNode;
}

/** The value of the start money under a few of the rules; which ones is the reader's choice. */
export function CompareGrowth({ result, source }: CompareGrowthProps) {
  const tested = testedLines(result);
  const [shown, setShown] = useState<readonly string[]>(() => {
    const plain = tested.filter(({ id }) => SHOWN_AT_FIRST.includes(id)).map(({ id }) => id);
    return plain.length > 0 ? plain : tested.slice(0, 1).map(({ id }) => id);
  });
  const toggle = (id: string, isOn: boolean): void =>
    setShown(isOn ? [...shown, id].slice(-LINES_MAX) : shown.filter((other) => other !== id));
  const series = tested
    .filter(({ id }) => shown.includes(id))
    .map((line) => ({ id: line.id, label: lineName(line.ref), values: line.values, isOwn: isOwnLine(line) }));
  return (
    <div className="flex flex-col gap-6">
      <fieldset className="flex flex-col gap-3">
        <legend className="pb-3 text-small text-muted">Lines in the chart, at most {LINES_MAX}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          {tested.map(({ id, ref }) => (
            <Checkbox
              key={id}
              label={lineName(ref)}
              isChecked={shown.includes(id)}
              onCheckedChange={(isOn) => toggle(id, isOn)}
            />
          ))}
        </div>
      </fieldset>
      {series.length > 0 && (
        <GrowthChart
          takeaway="Each line starts with the same money on the same day and pays its own costs."
          title="Value of the start money, US dollars, after costs"
          dates={result.dates}
          series={series}
          source={source}
        />
      )}
    </div>
  );
}
