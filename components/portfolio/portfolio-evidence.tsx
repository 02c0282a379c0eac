import { AllocationDonut } from '@/components/charts/allocation-donut';
import { DriftBullets } from '@/components/charts/drift-bullets';
import { GrowthChart } from '@/components/charts/growth-chart';
import { Section } from '@/components/layout/page';
import { DownloadLink } from '@/components/ui/download-link';
import { SourceNote } from '@/components/ui/source-note';
import type { PortfolioView } from '@/lib/shared/contracts/account';
import { formatPoints } from '@/lib/shared/format/percent';
import { DOWNLOADS } from '@/lib/shared/routes';
import { DriftMeter } from './drift-meter';
import { HoldingsTable } from './holdings-table';
import { type DriftLine, driftLines } from './portfolio-state';
import { TaxLots } from './tax-lots';

/** Holdings, distance from the plan, mix and history, each from the same view. */
export function PortfolioEvidence({ view }: { readonly view: PortfolioView }) {
  const lines = driftLines(view);
  const source = <SourceNote source={view.source.label} asOf={view.asOfDate} />;
  return (
    <>
      <Section
        title="What you hold"
        actions={<DownloadLink href={DOWNLOADS.holdings(view.account.id, 'csv')}>CSV</DownloadLink>}
        isDense
      >
        <HoldingsTable view={view} />
        {source}
      </Section>
      {view.drift !== null && view.positions.length > 0 && (
        <Section
          title="Against your plan"
          lead="The shade behind each bar is how far that line alone may be off before the whole passes its limit."
          isDense
        >
          <DriftMeter total={view.drift.total} max={view.drift.max} />
          <DriftBullets
            takeaway={furthest(lines)}
            title="Weight of each holding against the plan, per cent of the portfolio"
            rows={lines}
            source={source}
          />
        </Section>
      )}
      {view.positions.length > 0 && (
        <Section title="How it is spread">
          <AllocationDonut
            takeaway="What your money is in today."
            title="Holdings by asset class, per cent of the portfolio"
            holdings={[
              ...view.positions.map(({ symbol, name, assetClass, weight }) => ({ symbol, name, assetClass, weight })),
              { symbol: 'USD', name: 'Cash', assetClass: 'cash', weight: Math.max(0, view.cashWeight) },
            ]}
            source={source}
          />
        </Section>
      )}
      {view.lots.length > 0 && <TaxLots view={view} />}
      <Section title="How it got here">
        {view.history.length < 2 ? (
          <p className="max-w-prose text-muted">
            A line of value against money paid in begins with the second market day after your first payment.
          </p>
        ) : (
          <div data-money-chart>
            <GrowthChart
              takeaway="The gap between the two lines is what the market added or took."
              title="Value of the account and money paid in, US dollars"
              dates={view.history.map(({ date }) => date)}
              series={[
                { id: 'value', label: 'Value', values: view.history.map(({ value }) => value), isOwn: true },
                { id: 'contributed', label: 'Paid in', values: view.history.map(({ contributed }) => contributed) },
              ]}
              source={source}
            />
          </div>
        )}
      </Section>
    </>
  );
}

/** Below this a difference rounds to nothing on the page. */
const SHOWN_GAP_MIN = 0.0005;

function furthest(lines: readonly DriftLine[]): string {
  const [most] = lines.toSorted(
    (left, right) => Math.abs(right.weight - right.target) - Math.abs(left.weight - left.target),
  );
  const gap = most === undefined ? 0 : most.weight - most.target;
  if (most === undefined || Math.abs(gap) < SHOWN_GAP_MIN) return 'Every line stands on its target.';
  return `Furthest from its target: ${most.name}, ${formatPoints(gap)} (percentage points).`;
}
