import { ClassKey, StackedBar } from '@/components/charts/stacked-bar';
import { TextLink } from '@/components/ui/text-link';
import type { LabInputs, LabPoint } from '@/lib/shared/contracts/frontier-lab';
import { classShares } from './frontier-reading';

export interface ChosenStripProps {
  readonly inputs: LabInputs;
  readonly point: LabPoint;
}

/** What the mix under the handle is made of, in sight while it is dragged. */
export function ChosenStrip({ inputs, point }: ChosenStripProps) {
  const { instruments } = inputs;
  return (
    <div role="group" aria-label="Make-up of the chosen mix" className="flex flex-col gap-2 text-small">
      <span className="flex flex-wrap items-baseline justify-between gap-x-6">
        <span className="font-strong">What the chosen mix is made of</span>
        <TextLink href="#chosen-mix">Each holding and its risk</TextLink>
      </span>
      <StackedBar parts={instruments.map((instrument, at) => ({ ...instrument, weight: point.weights[at] ?? 0 }))} />
      <ClassKey classes={classShares(inputs, point)} />
    </div>
  );
}
