import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import type { RecommendInput } from '@/lib/quant/advice/recommend';
import { indexOfDay, indexOfSymbol, type PricePanel, view } from '@/lib/quant/market/panel';
import { RISK_LEVEL_IDS } from '@/lib/quant/policy/types';
import { rowSpacing } from '../prices/row-spacing';
import { MONEY_DEFAULT, type RecommendRequest } from '@/lib/shared/contracts/recommend';

/** Checks what only the prices can tell: whether an instrument is there, and may be held. */
export function symbolProblem(panel: PricePanel, symbol: string, field: string): Refusal | undefined {
  const column = indexOfSymbol(panel, symbol);
  const instrument = column === undefined ? undefined : panel.instruments[column];
  if (instrument === undefined) return refused('bad-input', `The prices hold no ${symbol}.`, field);
  if (instrument.isInvestable) return undefined;
  const { suggestedSubstitute } = instrument;
  const hint = suggestedSubstitute === null ? '' : ` ${suggestedSubstitute} can be held instead.`;
  return refused('bad-input', `${symbol} is an index and cannot be held.${hint}`, field);
}

function assetsProblem({ assets, exclude = [] }: RecommendRequest, panel: PricePanel): Refusal | undefined {
  for (const [index, symbol] of assets.entries()) {
    const problem = symbolProblem(panel, symbol, `assets.${index}`);
    if (problem !== undefined) return problem;
    if (assets.indexOf(symbol) !== index) return refused('bad-input', `${symbol} is named twice.`, `assets.${index}`);
  }
  const repeated = exclude.find((symbol, index) => exclude.indexOf(symbol) !== index);
  if (repeated !== undefined) return refused('bad-input', `${repeated} is named twice.`, 'exclude');
  const stranger = exclude.find((symbol) => !assets.includes(symbol));
  if (stranger !== undefined)
    return refused('bad-input', `${stranger} is excluded but not among the assets.`, 'exclude');
  if (assets.length - exclude.length < 2)
    return refused('bad-input', 'At least two instruments must be left to hold.', 'exclude');
  return undefined;
}

/** The request in the numbers' own form; every vector will be in the order of `assets`. */
export function recommendInputOf(request: RecommendRequest, panel: PricePanel): Outcome<RecommendInput> {
  const problem = assetsProblem(request, panel);
  if (problem !== undefined) return problem;
  const asOfIndex =
    request.asOf === undefined ? panel.dayCount - 1 : indexOfDay(panel, dayNumber(isoDay(request.asOf)));
  if (asOfIndex === undefined)
    return refused('bad-input', `There are no prices on or before ${request.asOf ?? ''}.`, 'asOf');
  if (rowSpacing(view(panel, asOfIndex + 1).days) !== 'daily')
    return refused(
      'bad-input',
      'The prices are not daily, and weeks or months taken for days would give false risks.',
      'prices',
    );
  const levels = request.profiles ?? RISK_LEVEL_IDS;
  const twice = levels.find((level, index) => levels.indexOf(level) !== index);
  if (twice !== undefined) return refused('bad-input', `${twice} is named twice.`, 'profiles');
  return done({
    panel,
    symbols: request.assets,
    exclude: request.exclude ?? [],
    levels,
    aim: request.aim ?? { kind: 'most-return' },
    asOfIndex,
    money: request.money ?? MONEY_DEFAULT,
    previous: request.previous ?? {},
  });
}
