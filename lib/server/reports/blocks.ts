import type { PriceSourceInfo } from '@/lib/shared/contracts/common';
import { formatDay } from '@/lib/shared/format/date';
import type { ReportBlock, ReportColumn, ReportFact, ReportSection, ReportTable } from './model';

/** Parts that every report has. */

export const text = (words: string): ReportBlock => ({ kind: 'text', text: words });

export const facts = (items: readonly ReportFact[]): ReportBlock => ({ kind: 'facts', items });

export const fact = (label: string, value: string): ReportFact => ({ label, value });

export const words = (header: string, width = 2): ReportColumn => ({ header, isNumber: false, width });

export const figures = (header: string, width = 1): ReportColumn => ({ header, isNumber: true, width });

export const table = (
  caption: string,
  columns: readonly ReportColumn[],
  rows: readonly (readonly string[])[],
  emptyText = 'There are none.',
): ReportTable => ({ kind: 'table', caption, columns, rows, emptyText });

/** The marks a reader must not miss, in the order of weight. */
export const marksOf = (
  { isSimulated }: Pick<PriceSourceInfo, 'isSimulated'>,
  ...marks: readonly string[]
): string[] => (isSimulated ? [...marks, 'Simulated prices'] : [...marks]);

export const HYPOTHETICAL_POINTS: readonly string[] = [
  'Nobody earned these returns. They are a calculation on past prices, made after the fact.',
  'The instruments are those known today, so ones that vanished are missing, and rules may fit the past by chance.',
  'Another window, another rule or later prices give other results. Past figures say little about what comes.',
];

export interface ReportRecord {
  readonly source: PriceSourceInfo;
  /** SHA-256 of the prices. */
  readonly pricesHash: string;
  readonly method: readonly string[];
  /** Names and hashes of the record, as the product keeps them. */
  readonly hashes: readonly ReportFact[];
  readonly engineVersion: number | null;
}

const BASES: Readonly<Record<PriceSourceInfo['basis'], string>> = {
  raw: 'as traded',
  'split-adjusted': 'corrected for splits',
  'total-return': 'with income put back in',
};

/** How the figures were made, from what, and the fingerprints by which both can be checked. */
export const recordSections = ({
  source,
  pricesHash,
  method,
  hashes,
  engineVersion,
}: ReportRecord): ReportSection[] => [
  { title: 'Method', blocks: method.map(text) },
  {
    title: 'Data and record',
    blocks: [
      text(
        `Prices: ${source.label}, ${formatDay(source.firstDay)} to ${formatDay(source.lastDay)}, ${BASES[source.basis]}.${
          source.isSimulated ? ' They are simulated: no real market made them.' : ''
        }`,
      ),
      table(
        'Fingerprints (SHA-256)',
        [words('What', 1), words('Fingerprint', 4)],
        [['Prices', pricesHash], ...hashes.map(({ label, value }) => [label, value])],
      ),
      ...(engineVersion === null ? [] : [text(`Engine version ${engineVersion}.`)]),
    ],
  },
  {
    title: 'Disclosures',
    blocks: [
      {
        kind: 'notice',
        title: 'What this document is not',
        points: [
          'It is made by an algorithm from the answers and the prices named above. No person has looked at it, and it is not advice to buy or sell.',
          'Accounts in Ballast hold play money; paper fills are kinder than real ones.',
          'Values can fall as well as rise. Past and hypothetical performance says little about the future.',
        ],
      },
    ],
  },
];
