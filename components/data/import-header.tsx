import { PageHeader } from '@/components/layout/page';
import { DateText, FigureRow, StatFigure } from '@/components/ui/figures';
import type { PriceImportView } from '@/lib/shared/contracts/price-set';
import { formatNumber } from '@/lib/shared/format/number';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';
import { countProblems, LAYOUT_WORDS } from './price-words';

export function ImportHeader({ view }: { readonly view: PriceImportView }) {
  const { good, report } = view;
  return (
    <PageHeader
      breadcrumb={[
        { label: 'Data', href: ROUTES.data },
        { label: 'Import', href: ROUTES.dataImport },
        { label: view.fileName },
      ]}
      answer={importAnswer(view)}
      lead={`${view.fileName}: ${formatCount(report.rowCount, 'row')}, ${LAYOUT_WORDS[report.layout]}.`}
      figures={
        good === null ? undefined : (
          <FigureRow>
            <StatFigure
              label="Would be kept"
              value={formatCount(good.symbols.length, 'instrument')}
              note={good.symbols.slice(0, 12).join(', ') + (good.symbols.length > 12 ? ' and more' : '')}
            />
            <StatFigure
              label={(report.spacing ?? 'daily') === 'daily' ? 'Days' : 'Rows'}
              value={formatNumber(good.dayCount, { decimals: 0 })}
            />
            <StatFigure label="First day" value={<DateText day={good.firstDay} />} />
            <StatFigure label="Last day" value={<DateText day={good.lastDay} />} />
          </FigureRow>
        )
      }
    />
  );
}

/** The verdict on a file in one sentence. */
export function importAnswer({ status, report, needsConsent }: PriceImportView): string {
  const { dropped } = countProblems(report.problems);
  switch (status) {
    case 'unreadable':
      return 'Nothing in this file can be kept; the reasons are below.';
    case 'kept':
      return 'These prices are kept as a set of their own.';
    case 'dropped':
      return 'You dropped this file; nothing of it was kept.';
    case 'read':
      if (!needsConsent) return 'The file could be read whole; keep its prices?';
      // The report holds the first findings only, so the count may be higher.
      return report.problemCount > report.problems.length || dropped === 0
        ? 'Part of this file would be left out; keep the good part?'
        : `${formatCount(dropped, 'thing')} in this file would be left out; keep the good part?`;
  }
}
