import { civilFromDayNumber, DAYS_PER_YEAR } from '../../base/iso-day';
import { fromMicros } from '../trading/fills';
import type { YearTax } from '../trading/lots/year-tax';
import { startsPeriod } from '../trading/rules/periods';
import type { Account } from './account';
import type { BacktestRequest, CashFlow } from './types';

type Asked = Pick<BacktestRequest, 'fees' | 'flows' | 'fromDay'>;

/** What comes into or goes out of the account on a day besides trades: money from outside, fees, taxes. */
export class Charges {
  readonly #flows: readonly CashFlow[];
  readonly #advisoryAnnual: number;
  #nextFlow = 0;
  #feeFromDay: number;
  #valueSum = 0;
  #valueCount = 0;
  /** In order of year; the last, unfinished one is not among them. */
  readonly taxYears: YearTax[] = [];

  constructor({ fees, flows = [], fromDay }: Asked, firstDay: number) {
    this.#flows = flows.filter(({ day }) => day >= fromDay);
    const { advisoryAnnual = 0 } = fees ?? {};
    this.#advisoryAnnual = advisoryAnnual;
    this.#feeFromDay = firstDay;
  }

  /** Money whose day has come, before anything else happens on the row. */
  bookFlows(account: Account, day: number): void {
    for (; this.#nextFlow < this.#flows.length && this.#flows[this.#nextFlow]!.day <= day; this.#nextFlow++) {
      account.move('flows', -this.#flows[this.#nextFlow]!.amount);
    }
  }

  /** The fee of the month and the tax of the year that have ended with the row before. */
  bookCharges(account: Account, day: number, previousDay: number): void {
    if (!startsPeriod(day, previousDay, 'monthly')) return;
    this.#chargeAdvice(account, day);
    if (account.lots === undefined) return;
    const { year } = civilFromDayNumber(day);
    for (let ended = civilFromDayNumber(previousDay).year; ended < year; ended++) {
      const tax = account.lots.closeYear(ended);
      this.taxYears.push(tax);
      account.move('taxes', fromMicros(tax.taxMicros));
    }
  }

  noteClose(value: number): void {
    this.#valueSum += value;
    this.#valueCount += 1;
  }

  #chargeAdvice(account: Account, day: number): void {
    if (this.#advisoryAnnual > 0) {
      const years = (day - this.#feeFromDay) / DAYS_PER_YEAR;
      account.move('fees', this.#advisoryAnnual * years * (this.#valueSum / this.#valueCount));
    }
    this.#feeFromDay = day;
    this.#valueSum = 0;
    this.#valueCount = 0;
  }
}
