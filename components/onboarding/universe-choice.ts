import type { OnboardingView, UniverseChoice } from '@/lib/shared/contracts/profile';
import { type RiskLevel, universeGap } from '@/lib/shared/universe-room';

export type MarketInstrument = OnboardingView['market']['instruments'][number];
export type AssetClass = MarketInstrument['assetClass'];

/** The contract's bound on what a plan may consider, used and left out together. */
export const CONSIDERED_MAX = 60;
/** The contract's least; whether it is enough for a plan is for the policy to say. */
const USED_MIN = 2;

/** Every instrument is used, left out (the plan then says what that costs), or not considered at all. */
export interface Choice {
  readonly used: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
}

const symbolsOf = (instruments: readonly MarketInstrument[]): string[] => instruments.map(({ symbol }) => symbol);

export const investable = (instruments: readonly MarketInstrument[]): MarketInstrument[] =>
  instruments.filter(({ isInvestable }) => isInvestable);

/** What was chosen before, as far as this market still has it; at first everything that may be held, up to the bound. */
export function firstChoice(instruments: readonly MarketInstrument[], universe: UniverseChoice | null): Choice {
  const known = symbolsOf(investable(instruments));
  if (universe === null) return { used: new Set(known.slice(0, CONSIDERED_MAX)), excluded: new Set() };
  const stillKnown = (symbols: readonly string[]): Set<string> =>
    new Set(symbols.filter((each) => known.includes(each)));
  return { used: stillKnown(universe.symbols), excluded: stillKnown(universe.excluded) };
}

/** Uses or leaves out some symbols; those not considered so far are considered from now on. */
export function withSymbols(choice: Choice, symbols: readonly string[], isUsed: boolean): Choice {
  const [used, excluded] = [new Set(choice.used), new Set(choice.excluded)];
  for (const symbol of symbols) {
    (isUsed ? used : excluded).add(symbol);
    (isUsed ? excluded : used).delete(symbol);
  }
  return { used, excluded };
}

export const isConsidered = (choice: Choice, symbol: string): boolean =>
  choice.used.has(symbol) || choice.excluded.has(symbol);

/** All, some or none of a class is used, of what is considered. */
export function classState(
  choice: Choice,
  instruments: readonly MarketInstrument[],
  assetClass: AssetClass,
): 'all' | 'some' | 'none' {
  const members = investable(instruments).filter(
    (each) => each.assetClass === assetClass && isConsidered(choice, each.symbol),
  );
  const used = members.filter(({ symbol }) => choice.used.has(symbol)).length;
  return used === 0 ? 'none' : used === members.length ? 'all' : 'some';
}

/** In the order of the market, so that the same choice is always the same request. */
export function universeOf(
  priceSetId: string,
  instruments: readonly MarketInstrument[],
  choice: Choice,
): UniverseChoice {
  const symbols = symbolsOf(investable(instruments));
  return {
    priceSetId,
    symbols: symbols.filter((symbol) => choice.used.has(symbol)),
    excluded: symbols.filter((symbol) => choice.excluded.has(symbol)),
  };
}

/** One sentence when a plan cannot be made from the choice. @param level the investor's, once the answers tell it */
export function choiceProblem(
  choice: Choice,
  instruments: readonly MarketInstrument[],
  level?: RiskLevel,
): string | undefined {
  const considered = choice.used.size + choice.excluded.size;
  if (considered > CONSIDERED_MAX)
    return `A plan can consider ${CONSIDERED_MAX} instruments; ${considered} are used or left out.`;
  const used = instruments.filter(({ symbol }) => choice.used.has(symbol)).map(({ assetClass }) => assetClass);
  return level === undefined ? universeGap(used) : universeGap(used, [level]);
}

const matches = ({ symbol, name }: MarketInstrument, query: string): boolean =>
  `${symbol} ${name}`.toLowerCase().includes(query.trim().toLowerCase());

export const found = (instruments: readonly MarketInstrument[], query: string): MarketInstrument[] =>
  query.trim() === '' ? [...instruments] : instruments.filter((each) => matches(each, query));

/**
 * The universe after the answer to "anything you do not want to hold": classes newly named are left out, classes no
 * longer named come back. Undefined when nothing changes, or when too little would be left to be kept as a choice.
 */
export function universeAfterExclusions(
  universe: UniverseChoice | null,
  market: OnboardingView['market'],
  before: readonly string[],
  after: readonly string[],
): UniverseChoice | undefined {
  const { priceSetId, instruments } = market;
  const choice = firstChoice(instruments, universe);
  const members = (isMember: (assetClass: string) => boolean): string[] =>
    symbolsOf(instruments.filter((each) => isConsidered(choice, each.symbol) && isMember(each.assetClass)));
  const leave = members((assetClass) => after.includes(assetClass));
  const back = members((assetClass) => before.includes(assetClass) && !after.includes(assetClass));
  const next = withSymbols(withSymbols(choice, back, true), leave, false);
  const isSame = next.used.size === choice.used.size && [...next.used].every((symbol) => choice.used.has(symbol));
  return isSame || next.used.size < USED_MIN ? undefined : universeOf(priceSetId, instruments, next);
}
