import { ASSET_CLASS_CATALOGUE, RISK_LEVEL_CATALOGUE } from './catalogue.generated';
import { formatPercent } from './format/percent';
import { PLAN_MESSAGES } from './messages/en/plan';
import { listWords } from './narrate/en/limits';

/** Whether a choice of instruments leaves room for all the money, told from the policy's limits alone. */

type AssetClass = (typeof ASSET_CLASS_CATALOGUE.ids)[number];
export type RiskLevel = (typeof RISK_LEVEL_CATALOGUE.ids)[number];

/** Sums of limits written in hundredths meet what they should up to this. */
const ROUNDING = 1e-9;

interface Unmet {
  readonly level: RiskLevel;
  /** How much of what is needed there is; below 1. */
  readonly share: number;
  readonly sentence: string;
}

const whole = (share: number): string => formatPercent(share, { decimals: 0 });
const className = (id: AssetClass): string => ASSET_CLASS_CATALOGUE.entries[id].name.toLowerCase();

/** What a level asks of a choice and does not find; the simplest first. */
function unmetOf(level: RiskLevel, classes: readonly AssetClass[], prefix: string): Unmet | undefined {
  const { cashWeight, weightMax, classLimits } = RISK_LEVEL_CATALOGUE.entries[level];
  const budget = 1 - cashWeight;
  const limits = classLimits.map(({ assetClass, min, max }) => {
    const heldMax = classes.filter((each) => each === assetClass).length * weightMax;
    return { assetClass, min, max, heldMax, room: Math.min(max, heldMax) };
  });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const room = sum(limits.map((limit) => limit.room));
  const heldMax = sum(limits.filter(({ max }) => max > 0).map((limit) => limit.heldMax));
  const closed = limits.filter((limit) => limit.max === 0 && limit.heldMax > 0).map(({ assetClass }) => assetClass);
  const short = limits.find((limit) => limit.heldMax < limit.min - ROUNDING);
  if (heldMax < budget - ROUNDING) {
    const uncounted = listWords(['cash', ...closed.map(className)]);
    const sentence = `Choose at least ${Math.ceil(budget / weightMax - ROUNDING)} instruments besides ${uncounted}: no single one may exceed ${whole(weightMax)}.`;
    return { level, share: heldMax / budget, sentence };
  }
  const at = `${prefix} the ${PLAN_MESSAGES.levels[level].name.toLowerCase()} level`;
  if (short !== undefined) {
    const { assetClass, min } = short;
    const sentence = `${at} at least ${whole(min)} is in ${className(assetClass)}, and no single instrument may exceed ${whole(weightMax)}: use at least ${Math.ceil(min / weightMax - ROUNDING)} of that class.`;
    return { level, share: short.heldMax / min, sentence };
  }
  if (room >= budget - ROUNDING) return undefined;
  const full = limits.filter((limit) => limit.max > 0 && limit.heldMax > limit.max + ROUNDING);
  const caps = listWords(full.map(({ assetClass, max }) => `${className(assetClass)} at most ${whole(max)}`));
  const sentence = `${at} the chosen instruments can take only ${whole(room)} of the money, and ${whole(budget)} is to be invested (${caps}): add instruments of another class.`;
  return { level, share: room / budget, sentence };
}

/**
 * One sentence on what is missing when no mix of the chosen instruments could place all the money: of the level that
 * comes nearest, when none of the levels finds room. What the risk limit has to say comes later, from the prices.
 *
 * @param assetClasses of each instrument that may be held, cash included
 * @param levels the investor's own when it is known, else all that the answers may lead to
 */
export function universeGap(
  assetClasses: readonly AssetClass[],
  levels: readonly RiskLevel[] = RISK_LEVEL_CATALOGUE.ids,
): string | undefined {
  const risky = assetClasses.filter((id) => ASSET_CLASS_CATALOGUE.entries[id].isRisky);
  const unmet = levels.flatMap((level) => unmetOf(level, risky, levels.length > 1 ? 'Even at' : 'At') ?? []);
  if (unmet.length < levels.length) return undefined;
  return unmet.reduce<Unmet | undefined>(
    (nearest, each) => (nearest === undefined || each.share > nearest.share ? each : nearest),
    undefined,
  )?.sentence;
}
