import { DisclosureBox } from '@/components/ui/disclosure';
import { TextLink } from '@/components/ui/text-link';
import { ROUTES } from '@/lib/shared/routes';

export interface HypotheticalDisclosureProps {
  /** How these figures were made. */
  readonly method: string;
  /** What was available to choose from. */
  readonly universe: string;
  /** Whether taxes were part of the calculation. */
  readonly isTaxed?: boolean | undefined;
  /** Whether the figures are of months to come that were made up, and not of prices that were. */
  readonly isSimulated?: boolean | undefined;
}

interface Said {
  readonly hypothetical: string;
  readonly limits: string;
  readonly results: string;
}

const OF_SIMULATION: Said = {
  hypothetical:
    'Nobody earned these returns. They are made up to show how widely the future may differ, and none is a forecast.',
  limits:
    'Real months have surprises that no such rule makes. What you pay in is taken to come each month as you said.',
  results: 'Another way of drawing months, other expected returns or later prices give other odds.',
};

const ofPast = (isTaxed: boolean): Said => ({
  hypothetical: 'Nobody earned these returns. They are a calculation on past prices, made after the fact.',
  limits: `The instruments are those known today, so ones that vanished are missing. ${isTaxed ? 'Taxes follow one simple set of rules; effects of large orders' : 'Taxes and effects of large orders'} are left out. Rules may fit the past by chance.`,
  results: 'Another window, another rule or later prices give other results. Past figures say little about what comes.',
});

/** The five things a reader of a test made with hindsight must know; they stand beside its charts, not below the page. */
export function HypotheticalDisclosure({
  method,
  universe,
  isTaxed = false,
  isSimulated = false,
}: HypotheticalDisclosureProps) {
  const { hypothetical, limits, results } = isSimulated ? OF_SIMULATION : ofPast(isTaxed);
  const points = [
    { title: 'Hypothetical', text: hypothetical },
    { title: 'Method', text: method },
    { title: 'Limits', text: limits },
    { title: 'Results vary', text: results },
    { title: 'Universe', text: universe },
  ];
  return (
    <DisclosureBox title="Read these five points with the charts">
      <dl className="flex flex-col gap-3">
        {points.map(({ title, text }) => (
          <div key={title}>
            <dt className="inline font-strong">{title}. </dt>
            <dd className="inline">{text}</dd>
          </div>
        ))}
      </dl>
      <p>
        <TextLink href={ROUTES.method}>How plans are made</TextLink>
      </p>
    </DisclosureBox>
  );
}
