import type { ReactNode } from 'react';
import { SourceNote } from '@/components/ui/source-note';
import { Notice } from '@/components/ui/states';
import type { BacktestListItem, BacktestResult } from '@/lib/shared/contracts/backtest';
import { formatCount } from '@/lib/shared/format/quantity';
import { isNarrated, narrate } from '@/lib/shared/narrate/narrate';
import { tradingWords } from '@/lib/shared/trading-rules-words';
import { BacktestAgainstOthers } from './backtest-against';
import { ownRun } from './backtest-reading';
import { BacktestOverTime } from './backtest-over-time';
import { BacktestOverview } from './backtest-overview';
import { BacktestPartLinks } from './backtest-part-links';
import type { BacktestPartId } from './backtest-parts';
import { BacktestSources } from './backtest-sources';
import { BacktestTrades } from './backtest-trades';
import { HypotheticalDisclosure } from './hypothetical-disclosure';

export interface BacktestReportProps {
  readonly backtestId: string;
  readonly result: BacktestResult;
  readonly request: BacktestListItem['request'];
  /** What the plan could choose from. */
  readonly symbols: readonly string[];
  readonly part: BacktestPartId;
  /** From 1; of the trades. */
  readonly page: number;
}

/** What must be known beside any part, the way to the other parts, and the part that was asked for. */
export function BacktestReport({ backtestId, result, request, symbols, part, page }: BacktestReportProps) {
  const source = (
    <SourceNote source={result.source.label} asOf={result.source.lastDay} extra="hypothetical, after costs" />
  );
  const warnings = result.warnings.filter(isNarrated);
  return (
    <>
      {warnings.length > 0 && (
        <Notice title="What limits this test">
          <ul className="flex flex-col gap-1">
            {warnings.map((warning) => (
              <li key={`${warning.key} ${JSON.stringify(warning.values)}`}>{narrate(warning)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <HypotheticalDisclosure
        method={tradingWords(request, 'At each decision the plan was made anew')}
        isTaxed={request.taxes !== undefined}
        universe={`${formatCount(symbols.length, 'instrument')}: ${symbols.join(', ')}.`}
      />
      <BacktestPartLinks backtestId={backtestId} current={part} />
      <Part {...{ backtestId, result, part, page, source }} />
    </>
  );
}

interface PartProps extends Pick<BacktestReportProps, 'backtestId' | 'result' | 'part' | 'page'> {
  readonly source: ReactNode;
}

function Part({ backtestId, result, part, page, source }: PartProps) {
  const { detail } = result;
  const own = ownRun(result);
  if (part === 'overview') return <BacktestOverview backtestId={backtestId} result={result} source={source} />;
  if (detail === null) {
    return (
      <Notice title="This test was stored before its details were kept">
        Its overview is complete. Run the same test again to see the months, the holdings and the trades.
      </Notice>
    );
  }
  switch (part) {
    case 'time':
      return <BacktestOverTime result={result} detail={detail} source={source} />;
    case 'sources':
      return own === undefined ? null : <BacktestSources own={own} detail={detail} source={source} />;
    case 'against':
      return detail.against === null ? (
        <Notice title="This test was stored before other lines were held against it">
          Everything else is here. Run the same test again to see this.
        </Notice>
      ) : (
        <BacktestAgainstOthers backtestId={backtestId} against={detail.against} source={source} />
      );
    case 'trades':
      return <BacktestTrades backtestId={backtestId} trades={detail.trades} page={page} />;
  }
}
