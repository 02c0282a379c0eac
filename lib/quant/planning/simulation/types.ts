import type { Draws } from './draws';

/** What the instruments are taken to do in a month. Vectors are in one order of n instruments. */
export interface SimulationMarket {
  /** Length n: expected simple return of a month. */
  readonly means: Float64Array;
  /** Row-major n x n, of simple returns of a month. */
  readonly covariance: Float64Array;
  /** Row-major months x n: past simple returns of a month, oldest first; what the bootstrap draws from. */
  readonly rows?: Float64Array;
}

/** One of the two states of the regime engine; monthly. */
export interface RegimeMoments {
  readonly means: Float64Array;
  readonly covariance: Float64Array;
}

export interface Regimes {
  readonly calm: RegimeMoments;
  readonly storm: RegimeMoments;
  /** Chance a month that the calm, and the storm, ends. */
  readonly calmEnds: number;
  readonly stormEnds: number;
}

/** What an engine can be told; each has its default. */
export interface EngineParameters {
  /** Mean length of a block of the bootstrap, months. */
  readonly meanBlockMonths?: number;
  /** Of the t engine, above 2. */
  readonly degreesOfFreedom?: number;
  readonly regimes?: Regimes;
}

/** How the money is spread: a mix a month, out of a few. */
export interface MixPlan {
  /** Row-major mixes x n, each row sums to one. */
  readonly weights: Float64Array;
  /** Length months: row of `weights`. */
  readonly mixOfMonth: Int32Array;
  /** 1 = back to the mix each month; 0 = only where the mix changes, and drifting in between. */
  readonly rebalanceEveryMonths: number;
}

/** An engine made ready for one market and plan. Each call makes one path. */
export interface PathSource {
  /** Simple returns of the mix, length months: the exact distribution of weights times the instruments' returns. */
  readonly fillMix: (draws: Draws, out: Float64Array) => void;
  /** Row-major months x n: simple returns of the instruments. */
  readonly fillInstruments: (draws: Draws, out: Float64Array) => void;
}

export type EngineOutcome =
  | { readonly status: 'ready'; readonly source: PathSource; readonly assumptions: Readonly<Record<string, number>> }
  | { readonly status: 'not-possible'; readonly message: string };

export interface Engine {
  readonly id: string;
  readonly name: string;
  readonly prepare: (market: SimulationMarket, plan: MixPlan, parameters: EngineParameters) => EngineOutcome;
}

/** What a yearly spending rule looks at; money is nominal. */
export interface SpendingYear {
  /** Spending of the year before; the wealth now; inflation and return of the year before. */
  previous: number;
  wealth: number;
  inflation: number;
  yearReturn: number;
  yearsLeft: number;
}

export interface WithdrawalRule {
  readonly id: string;
  readonly name: string;
  /** Spending of the coming year, nominal. `firstRate` is the share of the wealth spent in the first year. */
  readonly nextYear: (year: SpendingYear, firstRate: number) => number;
}

export interface Inflation {
  /** Decimal a year. */
  readonly annualRate: number;
  /** Standard deviation of the inflation of a year, in the long run; 0 = fixed. */
  readonly annualVolatility: number;
  /** Share of a month's surprise that is left a month later, in [0, 1). */
  readonly persistence: number;
}

/** Taxes as simple rates; lots and holding periods are not looked at. */
export interface SimpleTaxes {
  /** On the gain in each withdrawal and in what the goal takes, at average cost. */
  readonly gainsRate: number;
  /** On the income of each year. */
  readonly incomeRate: number;
  /** Income of a year as a share of the wealth, part of the return. */
  readonly incomeYield: number;
}

/** Money in and out, month by month. */
export interface MoneyPlan {
  readonly startAmount: number;
  /** What it cost, for taxes. */
  readonly startBasis: number;
  /** Length months, at the end of each month; nominal, and in today's money. */
  readonly depositsNominal: Float64Array;
  readonly depositsReal: Float64Array;
  /** Length months, at the start of each month, after taxes. */
  readonly spendingNominal: Float64Array;
  readonly spendingReal: Float64Array;
  /** Advice and funds, decimal a year of the wealth. */
  readonly annualFee: number;
  readonly taxes?: SimpleTaxes;
  readonly withdrawal?: {
    readonly rule: WithdrawalRule;
    /** Spending of the first year: a share of the wealth then, or an amount, in today's money where the plan is. */
    readonly first: { readonly rate: number } | { readonly amount: number };
    readonly fromMonth: number;
    /** The income of each year is at least this share of the first year's, in today's money. */
    readonly incomeFloor: number;
  };
  /** Wanted at the end, after taxes; 0 = nothing. */
  readonly target: number;
  /** Target, wealth and income are said in today's money. */
  readonly isReal: boolean;
}
