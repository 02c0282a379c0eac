import {
  AGAINST_FIGURES,
  againstRange,
  againstSentence,
  againstText,
  CHARGES_NAME,
  differenceSentence,
  EFFECTS,
  errorEnds,
  factorName,
  factorsSentence,
  KNOWN_ON_WORDS,
  marketSentence,
  regimeReturn,
  regimeWords,
} from '@/lib/shared/backtest-against-words';
import type { AgainstLine, BacktestAgainst } from '@/lib/shared/contracts/backtest-against';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent, formatPercentRange, formatPoints } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { figures, table, text, words } from './blocks';
import type { ReportBlock, ReportSection } from './model';

/** The plan beside other rules, what moved it, and how it went in each kind of market; nothing of tests from before. */
export function againstSections(against: BacktestAgainst | null): ReportSection[] {
  if (against === null) return [];
  const { lines, factors, regimes } = against;
  return [
    ...lines.map((line) => ({
      title: `Against ${line.name.toLowerCase()}`,
      blocks: [...months(line), ...parts(line)],
    })),
    ...(factors === null ? [] : [{ title: 'What moved it', blocks: factorBlocks(factors) }]),
    { title: 'In each kind of market', blocks: [text(marketSentence(regimes)), markets(regimes), ...crises(regimes)] },
  ];
}

function months(line: AgainstLine): ReportBlock[] {
  const sentence = againstSentence(line);
  if (sentence === undefined || line.figures === null) return [];
  const { values, samples, confidence } = line.figures;
  return [
    text(sentence),
    table(
      `On full months; ${formatPercent(confidence, { decimals: 0 })} of ${samples} drawings of them anew, in blocks, lie between`,
      [words('Figure', 1.6), figures('Your plan'), figures('Between', 1.6)],
      values.map(({ id, value, interval }) => [
        AGAINST_FIGURES[id].name,
        againstText(id, value),
        againstRange(id, interval),
      ]),
    ),
  ];
}

function parts(line: AgainstLine): ReportBlock[] {
  const { classes, other, ownReturn, benchmarkReturn } = line.attribution;
  const points = (value: number): string => formatPoints(value, 2);
  return [
    text(differenceSentence(line)),
    table(
      'What the difference is made of',
      [
        words('Class', 1.6),
        figures('Your share'),
        figures('Its share'),
        figures(EFFECTS.allocation.name, 1.2),
        figures(EFFECTS.selection.name, 1.2),
        figures(EFFECTS.interaction.name, 1.1),
        figures('Together'),
      ],
      [
        ...classes.map(({ assetClass, ownShare, benchmarkShare, allocation, selection, interaction }) => [
          factorName(assetClass),
          formatPercent(ownShare),
          formatPercent(benchmarkShare),
          points(allocation),
          points(selection),
          points(interaction),
          points(allocation + selection + interaction),
        ]),
        [CHARGES_NAME, '', '', '', '', '', points(other)],
        ['Difference', '', '', '', '', '', points(ownReturn - benchmarkReturn)],
      ],
    ),
  ];
}

function factorBlocks(factors: NonNullable<BacktestAgainst['factors']>): ReportBlock[] {
  const sentence = text(factorsSentence(factors));
  if (factors.status !== 'fitted') return [sentence];
  const { alpha, excessReturn } = factors;
  const signed = (value: number): string => formatPercent(value, { decimals: 2, sign: 'always' });
  const alphaEnds = errorEnds(alpha.value, alpha.standardError);
  return [
    sentence,
    table(
      'A mean of the days, in per cent a year; the ends hold the true figure in about 95 of 100 such tests',
      [words('Class', 1.6), figures('Moved with it by'), figures('Between', 1.4), figures('Added a year')],
      [
        ...factors.factors.map(({ name, beta, standardError, contribution }) => {
          const { low, high } = errorEnds(beta, standardError);
          return [
            factorName(name),
            formatNumber(beta),
            `${formatNumber(low)} to ${formatNumber(high)}`,
            signed(contribution),
          ];
        }),
        ['Not explained', '', formatPercentRange(alphaEnds.low, alphaEnds.high, { decimals: 2 }), signed(alpha.value)],
        ['Return above cash', '', '', signed(excessReturn)],
      ],
    ),
  ];
}

type Regimes = BacktestAgainst['regimes'];

const isCrisis = ({ knownOn }: Regimes['rows'][number]): boolean => knownOn === 'given';

const markets = ({ rows, against }: Regimes): ReportBlock =>
  table(
    'Days of one kind joined, the deepest fall that of one unbroken stretch',
    [
      words('Market', 1.6),
      figures('Share of days', 1.1),
      figures('Return a year', 1.2),
      ...(against === null ? [] : [figures(against, 1.2)]),
      figures('Volatility'),
      figures('Deepest fall', 1.1),
      words('Could be told', 1.4),
    ],
    rows
      .filter((row) => !isCrisis(row))
      .map((row) => [
        regimeWords(row)?.name ?? row.id,
        formatPercent(row.share, { decimals: 0 }),
        regimeReturn(row.annualReturn, row.totalReturn),
        ...(against === null ? [] : [regimeReturn(row.benchmarkAnnualReturn, row.benchmarkTotalReturn)]),
        formatPercent(row.annualVolatility),
        formatPercent(row.maxDrawdown),
        KNOWN_ON_WORDS[row.knownOn],
      ]),
  );

function crises({ rows, against }: Regimes): ReportBlock[] {
  const dated = rows.filter(isCrisis);
  if (dated.length === 0) return [];
  return [
    table(
      'Crises with dates, from the close before to the close of the last day; whole returns',
      [
        words('Crisis', 2.6),
        figures('Length'),
        figures('Your plan'),
        ...(against === null ? [] : [figures(against, 1.2)]),
        figures('Deepest fall', 1.1),
      ],
      dated.map(({ id, days, totalReturn, benchmarkTotalReturn, maxDrawdown }) => [
        id,
        formatCount(days, 'day'),
        formatPercent(totalReturn),
        ...(against === null ? [] : [formatPercent(benchmarkTotalReturn)]),
        formatPercent(maxDrawdown),
      ]),
    ),
  ];
}
