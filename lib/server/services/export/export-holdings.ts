import { z } from 'zod';
import { done, type Outcome } from '@/lib/base/outcome';
import type { PortfolioView } from '@/lib/shared/contracts/account';
import { ExportFormat, type ExportedFile } from '@/lib/shared/contracts/wire';
import type { CsvCell } from '@/lib/shared/format/csv';
import { ownerOfAccount } from '../account/account-rows';
import { getPortfolio } from '../account/get-portfolio';
import { exportTurn } from '../export-turn';
import { service } from '../service';
import { exportedFile } from './export-file';

const HEADER = [
  'symbol',
  'name',
  'asset class',
  'quantity',
  'price',
  'value',
  'cost basis',
  'unrealized gain',
  'weight',
  'target weight',
];

/** Exact decimals that our own books wrote, as numbers a spreadsheet can add: a minus sign is no formula here. */
const figure = (text: string): number => Number(text);

function rowsOf({ positions, cash, cashWeight }: PortfolioView): (readonly CsvCell[])[] {
  const held = positions.map((position) => [
    position.symbol,
    position.name,
    position.assetClass,
    figure(position.quantity),
    figure(position.price),
    figure(position.value.amount),
    figure(position.costBasis.amount),
    figure(position.unrealizedGain.amount),
    position.weight,
    position.targetWeight,
  ]);
  return [...held, ['USD', 'Cash', 'cash', null, null, figure(cash.amount), null, null, cashWeight, null]];
}

const LOT_HEADER = [
  'symbol',
  'name',
  'bought',
  'quantity',
  'cost basis',
  'value',
  'unrealized gain',
  'term',
  'long-term from',
  'holds a washed loss',
];

const lotRowsOf = ({ lots }: PortfolioView): (readonly CsvCell[])[] =>
  lots.map((lot) => [
    lot.symbol,
    lot.name,
    lot.boughtDate,
    figure(lot.quantity),
    figure(lot.costBasis.amount),
    figure(lot.value.amount),
    figure(lot.unrealizedGain.amount),
    lot.isLongTerm ? 'long' : 'short',
    lot.longTermFrom,
    lot.hasWashedLoss ? 'yes' : 'no',
  ]);

/** What an account holds now, by instrument or by lot. */
export const exportHoldings = service({
  name: 'export/export-holdings',
  access: 'owner',
  input: z.strictObject({
    accountId: z.uuid(),
    format: ExportFormat,
    of: z.enum(['holdings', 'lots']).default('holdings'),
  }),
  ownerOf: (ctx, { accountId }) => ownerOfAccount(ctx, accountId),
  run: async (ctx, { accountId, format, of }): Promise<Outcome<ExportedFile>> => {
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const portfolio = await getPortfolio.call(ctx, { accountId });
    if (portfolio.status === 'refused') return portfolio;
    const { value } = portfolio;
    const name = `ballast-${of}-${value.asOfDate}`;
    const { lots, taxFigures } = value;
    const file =
      of === 'lots'
        ? { name, header: LOT_HEADER, rows: lotRowsOf(value), json: { lots, taxFigures } }
        : { name, header: HEADER, rows: rowsOf(value), json: value };
    return done(exportedFile(format, file));
  },
});
