import Link from 'next/link';
import { classNames } from '@/components/ui/class-names';
import { BACKTEST_PARTS, type BacktestPartId, partPath } from './backtest-parts';

const PART_IDS = Object.keys(BACKTEST_PARTS) as BacktestPartId[];

export interface BacktestPartLinksProps {
  readonly backtestId: string;
  readonly current: BacktestPartId;
}

/** Links, not buttons: each part of a result has its own address. */
export function BacktestPartLinks({ backtestId, current }: BacktestPartLinksProps) {
  return (
    <nav aria-label="Parts of this result" className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-6 border-b border-hairline">
        {PART_IDS.map((id) => (
          <li key={id}>
            <Link
              href={partPath(backtestId, id)}
              scroll={false}
              prefetch={false}
              aria-current={id === current ? 'page' : undefined}
              className={classNames(
                '-mb-px flex h-11 items-center border-b-2 border-transparent text-small whitespace-nowrap text-muted hover:text-ink',
                id === current && 'border-accent font-strong text-ink',
              )}
            >
              {BACKTEST_PARTS[id]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
