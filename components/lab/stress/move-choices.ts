import type { StressMarket } from '@/lib/shared/contracts/stress-lab';
import type { OwnScenario, ShockMoveInput } from '@/lib/shared/contracts/stress-scenario';

/** As many moves as one scenario may fix. */
export const SLIDERS_MAX = 12;

/** What a reader can fix with a slider, and how far it goes. Yields are in points: 0.01 is one of them. */
export interface MoveChoice {
  readonly id: string;
  readonly label: string;
  readonly input: (move: number) => ShockMoveInput;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the slider stands when it is added. */
  readonly start: number;
  readonly isYield: boolean;
}

type ClassName = Extract<ShockMoveInput, { class: string }>['class'];
type FactorName = Extract<ShockMoveInput, { factor: string }>['factor'];

const PRICE = { min: -0.6, max: 0.6, step: 0.01, isYield: false } as const;
const YIELD = { min: -0.03, max: 0.05, step: 0.0025, isYield: true } as const;

const classChoice = (name: ClassName, label: string, start: number): MoveChoice => ({
  ...PRICE,
  id: `class:${name}`,
  label,
  start,
  input: (move) => ({ class: name, move }),
});

const factorChoice = (
  name: FactorName,
  label: string,
  start: number,
  range: typeof PRICE | typeof YIELD,
): MoveChoice => ({ ...range, id: `factor:${name}`, label, start, input: (move) => ({ factor: name, move }) });

const CHOICES: readonly MoveChoice[] = [
  classChoice('equity', 'Stocks', -0.2),
  factorChoice('yield-level', 'Interest rates, in points', 0.01, YIELD),
  factorChoice('yield-short', 'Short-term interest rates, in points', 0.01, YIELD),
  factorChoice('yield-long', 'Long-term interest rates, in points', 0.01, YIELD),
  factorChoice('credit-spread', 'Extra interest on company bonds, in points', 0.01, YIELD),
  classChoice('bond', 'Bonds', -0.1),
  classChoice('commodity', 'Commodities', -0.2),
  factorChoice('oil', 'Price of oil', 0.3, PRICE),
  factorChoice('gold', 'Price of gold', -0.1, PRICE),
  factorChoice('dollar', 'US dollar', 0.1, PRICE),
  classChoice('crypto', 'Crypto', -0.5),
];

const instrumentChoice = (symbol: string): MoveChoice => ({
  ...PRICE,
  id: `instrument:${symbol}`,
  label: symbol,
  start: -0.2,
  input: (move) => ({ instrument: symbol, move }),
});

/** Classes that are there, factors, then each instrument. */
export function moveChoices({ instruments }: Pick<StressMarket, 'instruments'>): readonly MoveChoice[] {
  const classes = new Set<string>(instruments.map(({ assetClass }) => assetClass));
  const shared = CHOICES.filter(({ id }) => !id.startsWith('class:') || classes.has(id.slice('class:'.length)));
  return [...shared, ...instruments.map(({ symbol }) => instrumentChoice(symbol))];
}

/** The id of the slider that a saved move belongs to. */
const moveId = (move: ShockMoveInput): string =>
  'instrument' in move
    ? `instrument:${move.instrument}`
    : 'class' in move
      ? `class:${move.class}`
      : `factor:${move.factor}`;

/** Where each slider stands, by id, in the order in which they were added. */
export type SliderValues = readonly { readonly id: string; readonly move: number }[];

export const slidersOf = ({ moves }: Pick<OwnScenario, 'moves'>): SliderValues =>
  moves.map((move) => ({ id: moveId(move), move: move.move }));

/** The scenario that the sliders describe; sliders of what is no longer there are left out. */
export const movesOf = (sliders: SliderValues, choices: readonly MoveChoice[]): readonly ShockMoveInput[] =>
  sliders.flatMap(({ id, move }) => choices.find((choice) => choice.id === id)?.input(move) ?? []);
