import { z } from 'zod';
import { ENGINE_CATALOGUE, WITHDRAWAL_RULE_CATALOGUE } from '../catalogue.generated';
import { type AssetClassName, Decimal, IsoDayText, type PriceSourceInfo, RiskLevelName } from './common';
import type { InstantText } from './wire';

/** Services: goal/list-goals, goal/get-goal, goal/create-goal, goal/update-goal, goal/delete-goal. Money is of today. */

export const GOALS_MAX = 20;
export const GOAL_AMOUNT_MAX = 1_000_000_000;

export const GOAL_KINDS = ['home', 'retirement', 'rainy-day', 'other'] as const;
export const GOAL_PRIORITY_IDS = ['need', 'want', 'wish'] as const;
export const GOAL_GIVES = ['either', 'amount', 'date', 'neither'] as const;

const between = (min: number, max: number) =>
  Decimal.refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);
const Amount = between(0, GOAL_AMOUNT_MAX);

export const GoalDocument = z.strictObject({
  kind: z.enum(GOAL_KINDS),
  /** Wanted on the day; of a retirement, the income of its first year. */
  amount: between(1, GOAL_AMOUNT_MAX),
  date: IsoDayText,
  startAmount: Amount,
  /** Put in each month until the day; it rises with prices. */
  monthly: Amount,
  priority: z.enum(GOAL_PRIORITY_IDS),
  /** What may give where not all can be had. */
  mayGive: z.enum(GOAL_GIVES),
  level: RiskLevelName,
  /** Of a retirement. */
  incomeYears: z.int().min(5).max(50),
  rule: z.enum(WITHDRAWAL_RULE_CATALOGUE.ids),
  engine: z.enum(ENGINE_CATALOGUE.ids),
  /** Each path draws expected returns of its own. */
  isMeanUncertain: z.boolean(),
  /** Decimal a year. */
  inflation: between(0, 0.15),
  annualFee: between(0, 0.05),
});
export type GoalDocument = z.infer<typeof GoalDocument>;

const GoalName = z.string().trim().min(1, 'needs a name').max(60);

export const CreateGoalInput = z.strictObject({ name: GoalName, goal: GoalDocument });
export const UpdateGoalInput = z.strictObject({ goalId: z.uuid(), name: GoalName, goal: GoalDocument });
export const DeleteGoalInput = z.strictObject({ goalId: z.uuid() });
/** Without odds nothing is worked out: for a page that wants to know what to start from. */
export const ListGoalsInput = z.strictObject({ withoutOdds: z.exactOptional(z.boolean()) });

/** What a reader may try without saving. */
export const GoalTrial = z.strictObject({
  monthly: z.exactOptional(Amount),
  amount: z.exactOptional(between(1, GOAL_AMOUNT_MAX)),
  date: z.exactOptional(IsoDayText),
  level: z.exactOptional(RiskLevelName),
});
export type GoalTrial = z.infer<typeof GoalTrial>;

export const GetGoalInput = z.strictObject({ goalId: z.uuid(), trial: z.exactOptional(GoalTrial) });

type Level = z.infer<typeof RiskLevelName>;

export interface GoalOdds {
  readonly probability: number;
  /** Of the probability, as only so many paths were drawn. */
  readonly standardError: number;
}

export type GoalStatusWord = 'on-track' | 'at-risk' | 'off-track';

export interface GoalVerdict {
  readonly status: GoalStatusWord;
  readonly odds: GoalOdds;
  /** Odds from which on the goal is on track, and at risk. */
  readonly onTrackMin: number;
  readonly atRiskMin: number;
}

export interface GoalJudgement {
  readonly verdict: GoalVerdict;
  /** What would put it on track; null where no sum would. */
  readonly monthlyNeeded: number | null;
}

/** 5, 25, 50, 75 and 95 of a hundred paths lie below. */
export interface GoalBands {
  readonly p5: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p95: readonly number[];
}

/** One thing that would put the goal on track, alone. Null where nothing of the kind would. */
export interface GoalHelp {
  readonly monthly: number | null;
  /** ISO day. */
  readonly date: string | null;
  readonly amount: number | null;
}

export interface GoalMix {
  readonly id: string;
  readonly label: string;
  /** Absent where the mix is no risk level of its own. */
  readonly level?: Level;
  /** More risk than the questionnaire found to be right. */
  readonly isAboveProfile: boolean;
  readonly volatility: number;
  readonly expectedReturn: number;
  readonly odds: GoalOdds;
}

export interface GoalGlide {
  /** ISO days on which the steps begin. */
  readonly dates: readonly string[];
  readonly classes: readonly {
    readonly assetClass: z.infer<typeof AssetClassName>;
    readonly shares: readonly number[];
  }[];
  /** Deciding anew at each step by how much there is. */
  readonly odds: GoalOdds;
  /** The best single mix held throughout, on the same draws. */
  readonly bestFixed: GoalOdds;
}

export interface GoalSequence {
  readonly order: 'worst-first' | 'even' | 'best-first';
  /** At the start of each year of the income. */
  readonly wealth: readonly number[];
  /** Years of income paid in full; null where it lasted. */
  readonly lastedYears: number | null;
}

export interface GoalStudy {
  readonly verdict: GoalVerdict;
  /** ISO days of the bands. */
  readonly dates: readonly string[];
  readonly bands: GoalBands;
  /** Of a retirement, year by year; else null. */
  readonly incomes: GoalBands | null;
  /** What the paths that miss it lack, on average. */
  readonly shortfall: number | null;
  readonly help: GoalHelp;
  readonly mixes: readonly GoalMix[];
  readonly glide: GoalGlide | null;
  readonly sequence: readonly GoalSequence[] | null;
  readonly assumptions: {
    readonly paths: number;
    readonly mixPaths: number;
    readonly engine: string;
    readonly engineFallback: string | null;
    /** Of past returns behind the bootstrap; 0 without. */
    readonly pastMonths: number;
    readonly expectedReturn: number;
    readonly volatility: number;
    /** Years of record by which the uncertainty of the expected returns is judged. */
    readonly meanYears: number;
    readonly flooredMonths: number;
  };
}

export interface GoalRow {
  readonly id: string;
  readonly name: string;
  readonly goal: GoalDocument;
  readonly createdAt: z.infer<typeof InstantText>;
}

export interface GoalMarketInfo {
  readonly asOf: string;
  readonly level: Level;
  readonly source: PriceSourceInfo;
  readonly symbols: readonly string[];
  readonly hasPlan: boolean;
}

export interface GoalView {
  readonly row: GoalRow;
  /** As studied: the saved goal with what is tried. */
  readonly goal: GoalDocument;
  readonly today: string;
  readonly market: GoalMarketInfo | null;
  readonly outcome:
    | { readonly status: 'studied'; readonly study: GoalStudy }
    | { readonly status: 'past' }
    | { readonly status: 'unavailable'; readonly reason: string };
}

export interface GoalListItem {
  readonly row: GoalRow;
  /** Null where it could not be worked out, and where the day is past. */
  readonly judgement: GoalJudgement | null;
  readonly isPast: boolean;
  /** Its part of what goes to all goals together, needs first; null where goals are alone or not worked out. */
  readonly monthlyByPriority: number | null;
}

/** A goal to start from; dates are relative to today. */
export interface GoalSuggestion {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly goal: GoalDocument;
}

export interface GoalListView {
  readonly items: readonly GoalListItem[];
  readonly suggestions: readonly GoalSuggestion[];
  readonly today: string;
  readonly market: GoalMarketInfo | null;
  /** Why the odds could not be worked out. */
  readonly reason: string | null;
}
