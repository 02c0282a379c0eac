import { isoDayFromNumber } from '@/lib/base/iso-day';
import { formatDay } from '../format/date';
import { formatMoney } from '../format/money';
import { formatNumber, NO_FIGURE } from '../format/number';
import { formatPercent } from '../format/percent';

/** The numbers and names a fact speaks of. */
export type FactValues = Readonly<Record<string, string | number>>;

/** Makes the sentence of one kind of fact. */
export type Sentence = (values: FactReader) => string;

/** Reads a fact's values in the form a sentence needs; a value that is missing or of the wrong kind shows as a dash. */
export class FactReader {
  private readonly values: FactValues;

  constructor(values: FactValues) {
    this.values = values;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  text(name: string): string {
    const value = this.values[name];
    return value === undefined ? NO_FIGURE : String(value);
  }

  number(name: string): number | null {
    const value = this.values[name];
    return typeof value === 'number' ? value : null;
  }

  percent(name: string, decimals = 1): string {
    return formatPercent(this.number(name), { decimals });
  }

  /** A percentage without its sign: the sentence says whether it is a loss or a gain. */
  size(name: string, decimals = 1): string {
    const value = this.number(name);
    return formatPercent(value === null ? null : Math.abs(value), { decimals });
  }

  /** A change of a percentage, without a sign: the sentence says the direction. */
  points(name: string): string {
    const value = this.number(name);
    return `${formatNumber(value === null ? null : Math.abs(value) * 100, { decimals: 2 })} points`;
  }

  money(name: string): string {
    return formatMoney(this.number(name), 'USD', { decimals: 0 });
  }

  /** To the cent, where whole dollars would hide the difference the sentence is about. */
  cents(name: string): string {
    return formatMoney(this.number(name), 'USD');
  }

  plain(name: string, decimals = 0): string {
    return formatNumber(this.number(name), { decimals });
  }

  /** With as many decimals as it takes, and no more than these: 10 and 2.5. */
  upTo(name: string, decimalsMax: number): string {
    const value = this.number(name);
    return formatNumber(value, { decimals: value === null || Number.isInteger(value) ? 0 : decimalsMax });
  }

  /** A day that travels as text. */
  isoDay(name: string): string {
    const value = this.values[name];
    return typeof value === 'string' ? formatDay(value) : NO_FIGURE;
  }

  /** A day that travels as a count since 1970. */
  day(name: string): string {
    const value = this.number(name);
    return value === null ? NO_FIGURE : formatDay(isoDayFromNumber(value));
  }
}
