import type { AimInput } from '@/lib/shared/contracts/recommend';

export type AimKind = AimInput['kind'];
export const AIM_KINDS = ['most-return', 'least-risk', 'target-return', 'keep-capital', 'amount-by-date'] as const;

/** What was typed for any aim; each aim uses its own fields. */
export interface AimValues {
  readonly annualReturn?: number | undefined;
  readonly lossMax?: number | undefined;
  readonly amount?: number | undefined;
  readonly years?: number | undefined;
  readonly startAmount?: number | undefined;
  readonly monthlyContribution?: number | undefined;
}

type AimProblems = Partial<Record<keyof AimValues, string>>;

export type AimReading =
  | { readonly status: 'ready'; readonly aim: AimInput }
  | { readonly status: 'incomplete'; readonly problems: AimProblems };

const RETURN_MAX = 0.5;
const YEARS_MIN = 0.5;
const YEARS_MAX = 60;

export const valuesOfAim = (aim: AimInput | null): AimValues => {
  if (aim === null) return {};
  const { kind: _kind, ...values } = aim;
  return values;
};

const within = (value: number | undefined, min: number, max: number): value is number =>
  value !== undefined && value >= min && value <= max;

/** Reads the fields of an aim; each problem is a sentence for its own field. */
export function readAim(kind: AimKind, values: AimValues): AimReading {
  const incomplete = (problems: AimProblems): AimReading => ({ status: 'incomplete', problems });
  const ready = (aim: AimInput): AimReading => ({ status: 'ready', aim });
  switch (kind) {
    case 'most-return':
    case 'least-risk':
      return ready({ kind });
    case 'target-return': {
      const { annualReturn } = values;
      return within(annualReturn, 0, RETURN_MAX)
        ? ready({ kind, annualReturn })
        : incomplete({ annualReturn: 'Enter a return between 0% and 50% a year, such as 5%.' });
    }
    case 'keep-capital': {
      const { lossMax } = values;
      return within(lossMax, 0.005, 0.9)
        ? ready({ kind, lossMax })
        : incomplete({ lossMax: 'Enter a loss between 0.5% and 90%, such as 5%.' });
    }
    case 'amount-by-date': {
      const { amount, years, startAmount = 0, monthlyContribution = 0 } = values;
      const problems: AimProblems = {
        ...(within(amount, 1, 1e9) ? {} : { amount: 'Enter the amount you want to have, such as 50,000.' }),
        ...(within(years, YEARS_MIN, YEARS_MAX) ? {} : { years: 'Enter a time between half a year and 60 years.' }),
        ...(within(startAmount, 0, 1e9) ? {} : { startAmount: 'Enter an amount of zero or more.' }),
        ...(within(monthlyContribution, 0, 1e9) ? {} : { monthlyContribution: 'Enter an amount of zero or more.' }),
      };
      if (amount === undefined || years === undefined || Object.keys(problems).length > 0) return incomplete(problems);
      return startAmount === 0 && monthlyContribution === 0
        ? incomplete({ startAmount: 'Without a start or a monthly amount nothing can grow.' })
        : ready({ kind, amount, years, startAmount, monthlyContribution });
    }
  }
}
