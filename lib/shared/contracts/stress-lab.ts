import { z } from 'zod';
import type { AssetClassName, PriceSourceInfo, RiskLevelName } from './common';
import { UuidText } from './common';
import type { StressedRiskAnswer, TailsAnswer } from './stress-door';
import { OwnScenario } from './stress-scenario';

/**
 * Lab > Stress. Services: lab/get-stress-inputs, scenario/save-scenario, scenario/change-scenario, scenario/delete-scenario.
 * The inputs go to the browser's worker as they are. Fractions of the whole portfolio, decimals; vectors in the order of
 * `instruments`.
 */

export const GetStressInputsInput = z.strictObject({});

export const SCENARIOS_PER_USER_MAX = 50;

export const SaveScenarioInput = OwnScenario;
export const ChangeScenarioInput = z.strictObject({ scenarioId: UuidText, ...OwnScenario.shape });
export const DeleteScenarioInput = z.strictObject({ scenarioId: UuidText });

export interface SavedScenario extends OwnScenario {
  readonly id: string;
}

type AssetClass = z.infer<typeof AssetClassName>;
type RiskLevel = z.infer<typeof RiskLevelName>;

export type StressMixId = 'plan' | RiskLevel | 'holdings' | 'equal-weight' | 'sixty-forty';

export interface StressMix {
  readonly id: StressMixId;
  readonly weights: readonly number[];
}

/** What an order of the plan would be after the shock. */
export interface StressOrder {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly value: number;
  readonly cost: number;
}

/** What the plan does next, by the planner that trades live: orders back to the plan's weights at the prices after the shock. */
export interface StressNext {
  /** Half the sum of all deviations from the plan's weights after the shock, and the size at which the plan acts. */
  readonly drift: number;
  readonly driftMax: number;
  readonly orders: readonly StressOrder[];
  readonly cost: number;
}

export interface StressStudy {
  readonly id: string;
  readonly name: string;
  readonly kind: 'history' | 'shock' | 'risk' | 'own';
  readonly from: string | null;
  readonly to: string | null;
  /** Of the plan. */
  readonly change: number;
  /** Nine times in ten between; null where all is known. */
  readonly range: { readonly low: number; readonly high: number } | null;
  readonly byInstrument: Readonly<Record<string, number>>;
  readonly proxied: readonly string[];
  readonly notes: readonly string[];
  /** Every mix, the plan first; null where it could not be computed for one. */
  readonly mixes: readonly { readonly id: StressMixId; readonly change: number | null }[];
  /** Null where a scenario speaks of a year's risk and not of prices. */
  readonly next: StressNext | null;
}

export type StressStudyOutcome =
  | { readonly status: 'computed'; readonly study: StressStudy }
  | { readonly status: 'unavailable'; readonly id: string; readonly name: string; readonly reason: string };

/** What the browser needs to study a scenario by itself. */
export interface StressMarket {
  readonly asOf: string;
  readonly level: RiskLevel;
  readonly instruments: readonly { readonly symbol: string; readonly name: string; readonly assetClass: AssetClass }[];
  /** Row-major n x n, a year; zero rows for cash. */
  readonly covariance: readonly number[];
  /** Last known, to size orders by. */
  readonly prices: readonly number[];
  /** The plan first. */
  readonly mixes: readonly StressMix[];
  readonly money: number;
}

export interface StressLab {
  readonly market: StressMarket;
  readonly studies: readonly StressStudyOutcome[];
  /** Null where fewer than two holdings move, or too little is known of them. */
  readonly tails: TailsAnswer | null;
  readonly stressedRisk: StressedRiskAnswer;
}

export type StressLabView =
  | {
      readonly status: 'ready';
      readonly lab: StressLab;
      readonly saved: readonly SavedScenario[];
      readonly source: PriceSourceInfo;
    }
  | { readonly status: 'none' }
  | { readonly status: 'unavailable'; readonly reason: string };
