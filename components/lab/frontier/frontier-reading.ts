import { ASSET_CLASSES, byAssetClass } from '@/components/charts/asset-classes';
import type { ExplorerMark } from '@/components/charts/frontier-marks';
import type { Mix } from '@/components/charts/mix-bars';
import type { WeightBarsRow } from '@/components/charts/weight-bars';
import type {
  LabFrontier,
  LabInputs,
  LabLimits,
  LabMix,
  LabPoint,
  LabStrategy,
  LabYardstick,
} from '@/lib/shared/contracts/frontier-lab';
import { formatPercent } from '@/lib/shared/format/percent';
import { cornerEvents } from './corner-events';
import { strategyWords, YARDSTICK_WORDS } from './frontier-words';

/** A study as the charts of the page take it. */

type SolvedFrontier = Extract<LabFrontier, { status: 'solved' }>;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Expected return above cash for each point of volatility; null for a mix without risk. */
export const sharpeOf = ({ expectedReturn, volatility }: LabMix, cashReturn: number): number | null =>
  volatility > 0 ? (expectedReturn - cashReturn) / volatility : null;

const isReaders = ({ id }: LabYardstick): boolean => id === 'plan' || id === 'holdings';

export function marksOf(
  { instruments, moments }: LabInputs,
  strategies: readonly LabStrategy[],
  yardsticks: readonly LabYardstick[],
): ExplorerMark[] {
  const n = instruments.length;
  const cloud = instruments.map(({ symbol, assetClass }, at): ExplorerMark => ({
    id: symbol,
    label: symbol,
    kind: 'instrument',
    isOwn: false,
    color: ASSET_CLASSES[assetClass].color,
    volatility: Math.sqrt(Math.max(moments.covariance[at * n + at] ?? Number.NaN, 0)),
    expectedReturn: moments.expectedReturns[at] ?? Number.NaN,
  }));
  const mixMark = (mix: LabStrategy | LabYardstick, label: string): Omit<ExplorerMark, 'kind' | 'isOwn' | 'color'> => ({
    id: `mix ${mix.id}`,
    label,
    volatility: mix.volatility,
    expectedReturn: mix.expectedReturn,
  });
  return [
    ...cloud,
    ...strategies.map((mix): ExplorerMark => ({
      ...mixMark(mix, strategyWords(mix.id).name),
      kind: 'strategy',
      isOwn: false,
      color: 'var(--ink)',
    })),
    ...yardsticks.map((mix): ExplorerMark => ({
      ...mixMark(mix, YARDSTICK_WORDS[mix.id].name),
      kind: 'yardstick',
      isOwn: isReaders(mix),
      color: 'var(--accent)',
    })),
  ];
}

/** Less than this rounds to nothing in every figure of the page. */
const HELD_MIN = 0.0005;

export const weightRows = ({ instruments }: LabInputs, { weights, riskShares }: LabMix): WeightBarsRow[] =>
  instruments
    .map(({ symbol, name, assetClass }, at) => ({
      symbol,
      name,
      assetClass,
      weight: weights[at] ?? 0,
      riskContribution: riskShares?.[at] ?? 0,
    }))
    .filter(({ weight }) => weight >= HELD_MIN)
    .sort((left, right) => byAssetClass(left.assetClass, right.assetClass) || right.weight - left.weight);

/** Less has moved than anybody would see. */
const MOVED_MIN = 0.0005;

const movedNote = (moved: number): string =>
  moved < MOVED_MIN ? '' : `${formatPercent(moved)} of the money moved to keep your limits.`;

/** Whole shares leave a little more or less cash than was planned; this much more is a mix of its own mind. */
const CASH_SLACK = 0.005;

/** Money that is in no instrument is cash as well. */
function cashNote({ instruments, cashWeight }: LabInputs, { weights }: LabMix): string {
  const invested = sumOf(weights.filter((_, at) => instruments[at]?.assetClass !== 'cash'));
  return invested > 1 - cashWeight + CASH_SLACK ? 'Holds less cash than your policy sets.' : '';
}

/** The chosen mix, the reader's own, everybody's yardsticks, then every strategy by its volatility. */
export function mixesOf(
  inputs: LabInputs,
  chosen: LabPoint,
  strategies: readonly LabStrategy[],
  yardsticks: readonly LabYardstick[],
): Mix[] {
  const { cashReturn } = inputs.moments;
  const numbers = (mix: LabMix) => ({
    weights: mix.weights,
    expectedReturn: mix.expectedReturn,
    volatility: mix.volatility,
    sharpe: sharpeOf(mix, cashReturn),
  });
  return [
    {
      id: 'chosen',
      name: 'The chosen mix',
      rule: 'Where the handle stands on the frontier.',
      isOwn: true,
      note: '',
      ...numbers(chosen),
    },
    ...yardsticks.map((mix) => ({
      id: mix.id,
      ...YARDSTICK_WORDS[mix.id],
      isOwn: isReaders(mix),
      note: mix.keepsLimits ? cashNote(inputs, mix) : 'Does not keep the limits as they are set here.',
      ...numbers(mix),
    })),
    ...strategies
      .toSorted((left, right) => left.volatility - right.volatility)
      .map((mix) => ({
        id: mix.id,
        ...strategyWords(mix.id),
        isOwn: false,
        note: movedNote(mix.moved),
        ...numbers(mix),
      })),
  ];
}

/** The point as volatile as the plan, for a first look; the middle without a plan. */
export function firstPlace({ points }: SolvedFrontier, yardsticks: readonly LabYardstick[]): number {
  const plan = yardsticks.find(({ id }) => id === 'plan');
  if (plan === undefined) return 0.5;
  const gaps = points.map(({ volatility }) => Math.abs(volatility - plan.volatility));
  return points.length < 2 ? 0 : gaps.indexOf(Math.min(...gaps)) / (points.length - 1);
}

/** How much of the mix is in each class that the universe holds. */
export const classShares = (
  { instruments }: Pick<LabInputs, 'instruments'>,
  { weights }: Pick<LabMix, 'weights'>,
): { readonly assetClass: LabInputs['instruments'][number]['assetClass']; readonly share: number }[] =>
  [...new Set(instruments.map(({ assetClass }) => assetClass))].map((assetClass) => ({
    assetClass,
    share: sumOf(weights.filter((_, at) => instruments[at]?.assetClass === assetClass)),
  }));

/** Corners as mixes, each with what happens there. */
export function cornerMixes(inputs: LabInputs, limits: LabLimits, corners: readonly LabMix[]): Mix[] {
  const events = cornerEvents(inputs, limits, corners);
  return corners.map((corner, at) => ({
    id: String(at),
    name: `Corner ${at + 1}`,
    rule: events[at] ?? '',
    isOwn: false,
    note: '',
    weights: corner.weights,
    expectedReturn: corner.expectedReturn,
    volatility: corner.volatility,
    sharpe: sharpeOf(corner, inputs.moments.cashReturn),
  }));
}
