import { Section } from '@/components/layout/page';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import type { PortfolioView } from '@/lib/shared/contracts/account';
import { formatMonth } from '@/lib/shared/format/date';
import { monthReportPath } from '@/lib/shared/routes';

/** Three years back; older months are one address away. */
const MONTHS_MAX = 36;

/** The months between two ISO days, newest first. */
export function monthsBetween(firstDay: string, lastDay: string): string[] {
  const number = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const [first, last] = [number(firstDay), number(lastDay)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, back) => last - back)
    .slice(0, MONTHS_MAX)
    .map((month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`);
}

/** A plain form that asks for a file: it works without scripts. */
export function MonthReports({ view }: { readonly view: PortfolioView }) {
  const first = view.history[0]?.date ?? view.asOfDate;
  const months = monthsBetween(first, view.asOfDate);
  return (
    <Section
      title="A month as a document"
      lead="Performance, trades, costs, income, taxes and holdings of one month, with the prices they rest on."
      isDense
    >
      <form action={monthReportPath(view.account.id)} method="get" className="flex flex-wrap items-end gap-4">
        <Select
          label="Month"
          name="month"
          options={months.map((month) => ({ value: month, label: formatMonth(`${month}-01`) }))}
          className="w-48"
        />
        <Button type="submit" name="format" value="pdf" variant="secondary">
          Report as PDF
        </Button>
        <Button type="submit" name="format" value="html" variant="quiet">
          To read and print
        </Button>
      </form>
    </Section>
  );
}
