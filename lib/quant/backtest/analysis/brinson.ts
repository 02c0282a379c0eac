import { invariant } from '../../../base/invariant';
import { carinoFactor } from './linking';

/** What one class added to the return above the benchmark's. Decimals. */
export interface BrinsonEffects {
  /** From holding more or less of the class than the benchmark. */
  readonly allocation: number;
  /** From what was held within the class. */
  readonly selection: number;
  /** From doing both at once. */
  readonly interaction: number;
}

/** One period, one entry a class. */
export interface BrinsonPeriod {
  /** At the start of the period; with what is not attributed they sum to one. */
  readonly weights: Float64Array;
  /** What each class added to the portfolio's return: weight times return where nothing was traded. */
  readonly contributions: Float64Array;
  readonly benchmarkWeights: Float64Array;
  readonly benchmarkReturns: Float64Array;
}

/**
 * Allocation, selection and interaction of each class over one period; with both sets of weights summing to one they
 * sum to the portfolio's return less the benchmark's. A class that the benchmark does not hold has no return there to
 * select against: all of it is allocation.
 *
 * @see Brinson & Fachler (1985), "Measuring Non-US Equity Portfolio Performance", J. Portfolio Management 11(3)
 */
export function brinsonFachler(period: BrinsonPeriod): BrinsonEffects[] {
  const { weights, contributions, benchmarkWeights, benchmarkReturns } = period;
  const benchmark = benchmarkReturns.reduce((sum, own, at) => sum + own * benchmarkWeights[at]!, 0);
  return Array.from(weights, (weight, at) => {
    const contribution = contributions[at]!;
    const theirs = benchmarkWeights[at]!;
    if (theirs === 0) return { allocation: contribution - weight * benchmark, selection: 0, interaction: 0 };
    const classReturn = benchmarkReturns[at]!;
    const allocation = (weight - theirs) * (classReturn - benchmark);
    const aboveClass = contribution - weight * classReturn;
    // Without a holding nothing was selected; what a trade cost is interaction, which has both in it.
    const selection = weight === 0 ? 0 : (theirs * aboveClass) / weight;
    return { allocation, selection, interaction: aboveClass - selection };
  });
}

export interface LinkedBrinson {
  /** Compounded over all periods, decimal, not a year. */
  readonly portfolioReturn: number;
  readonly benchmarkReturn: number;
  /** One entry a class; with `other` they sum to the difference of the two returns. */
  readonly effects: readonly BrinsonEffects[];
  /** What belongs to no class: fees and taxes. */
  readonly other: number;
}

/** The effects of each class over periods, added up with the Carino factor of each. */
export class EffectSums {
  private readonly sums: { allocation: number; selection: number; interaction: number }[];

  constructor(classCount: number) {
    this.sums = Array.from({ length: classCount }, () => ({ allocation: 0, selection: 0, interaction: 0 }));
  }

  add(effects: readonly BrinsonEffects[], factor: number): void {
    effects.forEach(({ allocation, selection, interaction }, at) => {
      const sum = this.sums[at]!;
      sum.allocation += factor * allocation;
      sum.selection += factor * selection;
      sum.interaction += factor * interaction;
    });
  }

  /** @param scale the factor of the compounded returns */
  linked(scale: number): BrinsonEffects[] {
    return this.sums.map(({ allocation, selection, interaction }) => ({
      allocation: allocation / scale,
      selection: selection / scale,
      interaction: interaction / scale,
    }));
  }
}

/** Adds up periods with Carino's factors, so that effects sum to the difference of the compounded returns. */
export class BrinsonLinker {
  private portfolioGrowth = 1;
  private benchmarkGrowth = 1;
  private other = 0;
  private readonly sums: EffectSums;

  constructor(classCount: number) {
    this.sums = new EffectSums(classCount);
  }

  /** @param other what the period's return holds besides the classes' contributions */
  add(period: BrinsonPeriod, other: number): void {
    const { contributions, benchmarkWeights, benchmarkReturns } = period;
    const own = contributions.reduce((sum, part) => sum + part, other);
    const theirs = benchmarkReturns.reduce((sum, part, at) => sum + part * benchmarkWeights[at]!, 0);
    invariant(own > -1 && theirs > -1, `returns ${own} and ${theirs} cannot be linked`);
    const factor = carinoFactor(own, theirs);
    this.sums.add(brinsonFachler(period), factor);
    this.other += factor * other;
    this.portfolioGrowth *= 1 + own;
    this.benchmarkGrowth *= 1 + theirs;
  }

  linked(): LinkedBrinson {
    const portfolioReturn = this.portfolioGrowth - 1;
    const benchmarkReturn = this.benchmarkGrowth - 1;
    const scale = carinoFactor(portfolioReturn, benchmarkReturn);
    return { portfolioReturn, benchmarkReturn, effects: this.sums.linked(scale), other: this.other / scale };
  }
}
