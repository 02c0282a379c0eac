import { invariant } from '../../../base/invariant';
import type { LotMethod, TaxPreset } from './types';

export const FILING_STATUSES = ['single', 'married'] as const;
export type FilingStatus = (typeof FILING_STATUSES)[number];

interface UsInputs {
  readonly lotMethod: LotMethod;
  readonly filing: FilingStatus;
  /** Dollars a year besides what the portfolio earns; it sets the brackets, and the portfolio is taxed at the margin. */
  readonly taxableIncome: number;
}

/** [taxable income up to and including, rate on the part above the entry before]. */
type Brackets = readonly (readonly [upTo: number, rate: number])[];

interface UsTable {
  readonly ordinary: Brackets;
  readonly longTerm: Brackets;
  /** Income above which the net investment income tax is due as well. */
  readonly investmentTaxAbove: number;
}

/**
 * Tax year 2024.
 *
 * @see Internal Revenue Service, Rev. Proc. 2023-34, section 3.01 (ordinary rates) and 3.03 (maximum capital gains rates)
 * @see Internal Revenue Code section 1411(b): thresholds of the net investment income tax, which are not indexed
 */
const TABLES: Readonly<Record<FilingStatus, UsTable>> = {
  single: {
    ordinary: [
      [11_600, 0.1],
      [47_150, 0.12],
      [100_525, 0.22],
      [191_950, 0.24],
      [243_725, 0.32],
      [609_350, 0.35],
      [Number.POSITIVE_INFINITY, 0.37],
    ],
    longTerm: [
      [47_025, 0],
      [518_900, 0.15],
      [Number.POSITIVE_INFINITY, 0.2],
    ],
    investmentTaxAbove: 200_000,
  },
  married: {
    ordinary: [
      [23_200, 0.1],
      [94_300, 0.12],
      [201_050, 0.22],
      [383_900, 0.24],
      [487_450, 0.32],
      [731_200, 0.35],
      [Number.POSITIVE_INFINITY, 0.37],
    ],
    longTerm: [
      [94_050, 0],
      [583_750, 0.15],
      [Number.POSITIVE_INFINITY, 0.2],
    ],
    investmentTaxAbove: 250_000,
  },
};

const INVESTMENT_TAX_RATE = 0.038;

/** Married couples who file together, and single people, may both set 3,000 a year against other income. */
const LOSS_OFFSET_MAX_MICROS = 3_000_000_000;

/** The rate of the next dollar. */
const marginalRate = (brackets: Brackets, income: number): number => brackets.find(([upTo]) => income < upTo)![1];

/**
 * Federal income tax of the United States at the margin of the stated income; state taxes are not in it. Rates add the
 * net investment income tax where the income is above its threshold; the loss offset saves the ordinary rate alone.
 */
export const usFederal2024: TaxPreset<UsInputs> = {
  id: 'us-federal-2024',
  name: 'United States, federal, 2024',
  policy: ({ lotMethod, filing, taxableIncome }) => {
    invariant(taxableIncome >= 0 && taxableIncome < Number.POSITIVE_INFINITY, `${taxableIncome} is not an income`);
    const table = TABLES[filing];
    const investmentTax = taxableIncome >= table.investmentTaxAbove ? INVESTMENT_TAX_RATE : 0;
    const ordinaryRate = marginalRate(table.ordinary, taxableIncome);
    const longTermRate = marginalRate(table.longTerm, taxableIncome) + investmentTax;
    return {
      lotMethod,
      shortTermRate: ordinaryRate + investmentTax,
      longTermRate,
      qualifiedDividendRate: longTermRate,
      ordinaryDividendRate: ordinaryRate + investmentTax,
      longTermYears: 1,
      lossOffsetMaxMicros: LOSS_OFFSET_MAX_MICROS,
      lossOffsetRate: ordinaryRate,
      washSaleDays: 30,
      dividendHoldingDays: 60,
      // Interest that a fund passes on is ordinary income; so is what commodity and currency funds earn.
      qualifiedShares: { otherwise: 0, byClass: { equity: 1 } },
    };
  },
};
