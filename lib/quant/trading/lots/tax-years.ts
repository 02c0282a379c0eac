import { invariant } from '../../../base/invariant';
import type { TaxPolicy } from '../taxes/types';
import { taxOfYear, type CarryForward, type YearTally, type YearTax } from './year-tax';

const NOTHING: YearTally = { shortMicros: 0, longMicros: 0, qualifiedMicros: 0, ordinaryMicros: 0 };

/**
 * Results by calendar year until the year is closed. What is learnt later about a closed year (a loss of December washed
 * by a purchase in January) counts in the first open one, with its character: nothing is lost or taxed twice.
 */
export class TaxYears {
  readonly #policy: TaxPolicy;
  readonly #open = new Map<number, YearTally>();
  #carried: CarryForward = { shortMicros: 0, longMicros: 0 };
  #closedYear = Number.NEGATIVE_INFINITY;

  constructor(policy: TaxPolicy) {
    this.#policy = policy;
  }

  add(eventYear: number, kind: keyof YearTally, micros: number): void {
    if (micros === 0) return;
    const year = Math.max(eventYear, this.#closedYear + 1);
    const tally = this.#open.get(year) ?? NOTHING;
    this.#open.set(year, { ...tally, [kind]: tally[kind] + micros });
  }

  /** @throws InvariantError when the year is closed already, or an earlier one with results is not */
  close(year: number): YearTax {
    invariant(year > this.#closedYear, `${year} is closed already`);
    const earlier = [...this.#open.keys()].find((open) => open < year);
    invariant(earlier === undefined, `${earlier ?? ''} must be closed before ${year}`);
    const tax = taxOfYear(this.#policy, year, this.#open.get(year) ?? NOTHING, this.#carried);
    this.#open.delete(year);
    this.#closedYear = year;
    this.#carried = tax.carryForward;
    return tax;
  }

  /** What closing every open year would come to, were these gains realised in `year` as well; nothing is changed. */
  taxWith(year: number, gains: Pick<YearTally, 'shortMicros' | 'longMicros'>): number {
    const years = [...new Set([...this.#open.keys(), year])].sort((left, right) => left - right);
    let carried = this.#carried;
    let taxMicros = 0;
    for (const open of years) {
      const tally = this.#open.get(open) ?? NOTHING;
      const withGains = {
        ...tally,
        shortMicros: tally.shortMicros + gains.shortMicros,
        longMicros: tally.longMicros + gains.longMicros,
      };
      const tax = taxOfYear(this.#policy, open, open === year ? withGains : tally, carried);
      taxMicros += tax.taxMicros;
      carried = tax.carryForward;
    }
    return taxMicros;
  }
}
