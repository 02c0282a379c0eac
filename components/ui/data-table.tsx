import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface TableColumn {
  readonly id: string;
  readonly header: ReactNode;
  /** Numbers stand at the end with tabular figures; sentences keep a readable width. The first column heads each row. */
  readonly kind?: 'text' | 'number' | 'sentence' | undefined;
  readonly className?: string | undefined;
  /** The order in which the rows stand, when they are sorted by this column. */
  readonly sort?: 'ascending' | 'descending' | undefined;
}

export interface TableRow {
  readonly id: string;
  readonly cells: Readonly<Record<string, ReactNode>>;
  /** A subtotal or total: strong, with a rule above. */
  readonly isTotal?: boolean | undefined;
  readonly isMuted?: boolean | undefined;
}

export interface DataTableProps {
  readonly caption: string;
  readonly isCaptionHidden?: boolean | undefined;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Shown in place of rows when there are none. */
  readonly emptyText?: string | undefined;
  /** A tall table scrolls inside this height under a sticky head, for example `max-h-96`. */
  readonly maxHeightClass?: string | undefined;
  readonly className?: string | undefined;
}

/** Figures line up, the head and the first column stay in sight, and phones scroll sideways inside the table. */
export function DataTable(props: DataTableProps) {
  const {
    caption,
    isCaptionHidden = false,
    columns,
    rows,
    emptyText = 'Nothing here yet.',
    maxHeightClass,
    className,
  } = props;
  return (
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className={classNames('overflow-auto', maxHeightClass, className)}
    >
      <table className="w-full border-separate border-spacing-0 text-small">
        <caption className={isCaptionHidden ? 'sr-only' : 'pb-3 text-start font-strong'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={column.sort}
                className={classNames(
                  'sticky top-0 z-10 border-b border-outline bg-paper px-3 py-2 align-bottom font-regular whitespace-nowrap text-muted',
                  column.kind === 'number' ? 'text-end' : 'text-start',
                  index === 0 && 'start-0 z-20 ps-0',
                  index === columns.length - 1 && 'pe-0',
                  column.className,
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className="py-6 text-muted">
                {emptyText}
              </td>
            </tr>
          )}
          {rows.map((row) => (
            <TableRowView key={row.id} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TableRowView({ row, columns }: { readonly row: TableRow; readonly columns: readonly TableColumn[] }) {
  return (
    <tr className={classNames('group', row.isTotal === true && 'font-strong', row.isMuted === true && 'text-muted')}>
      {columns.map((column, index) => {
        const styles = classNames(
          'border-b border-hairline px-3 py-2.5 align-baseline group-hover:bg-well',
          row.isTotal === true && 'border-t border-t-outline',
          column.kind === 'number' ? 'figures text-end whitespace-nowrap' : 'text-start',
          column.kind === 'sentence' && 'min-w-56',
          index === 0 && column.kind === undefined && column.className === undefined && 'min-w-28',
          index === 0 && 'sticky start-0 z-10 bg-paper ps-0 font-regular',
          index === 0 && row.isTotal === true && 'font-strong',
          index === columns.length - 1 && 'pe-0',
          column.className,
        );
        return index === 0 ? (
          <th key={column.id} scope="row" className={styles}>
            {row.cells[column.id]}
          </th>
        ) : (
          <td key={column.id} className={styles}>
            {row.cells[column.id]}
          </td>
        );
      })}
    </tr>
  );
}
