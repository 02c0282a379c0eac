import { invariant } from '../../../base/invariant';
import type { TaxPolicy } from '../taxes/types';
import { exactShare } from './exact-share';
import { longTermFrom, yearOfDay } from './holding-period';
import { lotView, replaceWith, takePiece, type Lot, type OpenLot } from './lot';
import { lotsInSaleOrder, namedLots } from './lot-order';
import { splitLots, splitSteps } from './split-lots';
import { TaxYears } from './tax-years';
import {
  canReplace,
  daysHeldOf,
  disallow,
  openLossOf,
  type OpenGain,
  type OpenLoss,
  type OutsidePurchase,
  type RealisedGain,
} from './wash-sales';
import type { YearTax } from './year-tax';

interface Purchase {
  /** Whole days since 1970-01-01; never before that of an earlier call. */
  readonly day: number;
  readonly steps: number;
  /** All that was paid, commission and spread included; integer micro-units. */
  readonly costMicros: number;
}

interface Sale {
  readonly day: number;
  readonly steps: number;
  /** What came in after commission and spread, below zero where they ate it up; integer micro-units. */
  readonly proceedsMicros: number;
  /** Names lots in the order to be sold; without it the policy's method chooses. */
  readonly lotIds?: readonly number[];
}

interface Column {
  /** In order of purchase. */
  lots: OpenLot[];
  steps: number;
  /** In order of disposal; only the last days' that are not replaced yet. */
  losses: OpenLoss[];
  outside: OutsidePurchase[];
}

export interface Liquidation {
  readonly shortMicros: number;
  readonly longMicros: number;
  /** On everything realised in years that are not closed, with these gains. */
  readonly taxMicros: number;
}

/**
 * The tax lots of an account, instrument by instrument, and what they come to by year. Money is integer micro-units and
 * quantities integer steps, both in doubles below 2^53; every sum is exact. Calls come in order of time.
 *
 * Wash sales follow the regulation share by share: losses in order of disposal, replacements in order of purchase, each
 * share once. A replacement is a share bought within the days around the sale and still held after it, on another
 * day than the shares sold (or once more after the sale); its basis takes the loss over and its holding period the days. What is replaced in an
 * account outside this book is disallowed here and comes back, if at all, there: never for a retirement account.
 *
 * @see Internal Revenue Code section 1091; 26 CFR 1.1091-1 and 1.1091-2; Rev. Rul. 56-602 (one lot); Rev. Rul. 2008-5
 */
export class LotBook {
  readonly #policy: TaxPolicy;
  readonly #columns: readonly Column[];
  readonly #qualifiedShares: Float64Array;
  readonly #years: TaxYears;
  readonly #realised: OpenGain[] = [];
  #nextId = 1;

  /** @param qualifiedShares length `columnCount`, fraction of each instrument's dividends; see `qualifiedSharesOf` */
  constructor(columnCount: number, policy: TaxPolicy, qualifiedShares?: Float64Array) {
    this.#policy = policy;
    this.#columns = Array.from({ length: columnCount }, () => ({ lots: [], steps: 0, losses: [], outside: [] }));
    this.#qualifiedShares = qualifiedShares ?? new Float64Array(columnCount).fill(policy.qualifiedShares.otherwise);
    this.#years = new TaxYears(policy);
    invariant(this.#qualifiedShares.length === columnCount, `${columnCount} columns need as many qualified shares`);
  }

  stepsOf(column: number): number {
    return this.#column(column).steps;
  }

  /** In order of column, then of purchase. */
  lots(): Lot[] {
    return this.#columns.flatMap(({ lots }) => lots.map(lotView));
  }

  /** In order of sale; entries of the last days may still change, see `disallowedMicros`. */
  realised(): readonly RealisedGain[] {
    return this.#realised;
  }

  buy(column: number, { day, steps, costMicros }: Purchase): Lot {
    checkAmounts(steps, costMicros);
    invariant(costMicros >= 0, `a purchase cannot cost ${costMicros}`);
    const book = this.#column(column);
    const id = this.#nextId++;
    const lot: OpenLot = {
      id,
      column,
      purchase: id,
      boughtDay: day,
      heldFromDay: day,
      longTermFromDay: longTermFrom(day, this.#policy.longTermYears),
      steps,
      basisMicros: costMicros,
      isReplacement: false,
      claims: [],
    };
    book.lots.push(lot);
    book.steps += steps;
    invariant(Number.isSafeInteger(book.steps), `${book.steps} steps cannot be counted`);
    this.#forgetOld(book, day);
    let free: OpenLot | undefined = lot;
    for (const loss of book.losses) {
      if (free === undefined) break;
      free = this.#replace(book, loss, free);
    }
    dropReplaced(book);
    return lotView(lot);
  }

  sell(column: number, sale: Sale): RealisedGain[] {
    checkAmounts(sale.steps, sale.proceedsMicros);
    const book = this.#column(column);
    invariant(sale.steps <= book.steps, `${sale.steps} steps cannot be sold of ${book.steps}`);
    const order =
      sale.lotIds === undefined ? lotsInSaleOrder(book.lots, sale, this.#policy) : namedLots(book.lots, sale.lotIds);
    const pieces = this.#takePieces(order, sale.steps);
    book.steps -= sale.steps;
    book.lots = book.lots.filter(({ steps }) => steps > 0);
    return this.#realise(book, pieces, sale);
  }

  /**
   * Every `denominator` steps become `numerator`. What does not make a whole step is sold for the cash paid in lieu,
   * oldest shares first; less than a step is not looked at for wash sales.
   */
  split(
    column: number,
    numerator: number,
    denominator: number,
    inLieu?: { readonly day: number; readonly amountMicros: number },
  ): RealisedGain[] {
    const book = this.#column(column);
    const { lots, fractions } = splitLots(book.lots, numerator, denominator);
    book.lots = lots;
    book.steps = lots.reduce((sum, { steps }) => sum + steps, 0);
    for (const open of [...book.losses, ...book.outside]) open.steps = splitSteps(open.steps, numerator, denominator);
    dropReplaced(book);
    if (fractions.length === 0) return [];
    invariant(inLieu !== undefined, 'a split that leaves a fraction of a step needs the cash for it');
    let moneyLeft = inLieu.amountMicros;
    let unitsLeft = fractions.reduce((sum, { units }) => sum + units, 0);
    const gains: RealisedGain[] = [];
    for (const { lot, units } of fractions) {
      const proceedsMicros = exactShare(moneyLeft, units, unitsLeft);
      moneyLeft -= proceedsMicros;
      unitsLeft -= units;
      // A fraction of a step may be worth less than a micro-unit: then nothing was sold.
      if (proceedsMicros !== 0 || lot.basisMicros !== 0) gains.push(this.#record(lot, inLieu.day, proceedsMicros));
    }
    return gains;
  }

  /** @param day the ex-date; called before the trades of that day */
  dividend(column: number, { day, amountMicros }: { readonly day: number; readonly amountMicros: number }): void {
    invariant(Number.isSafeInteger(amountMicros) && amountMicros >= 0, `${amountMicros} is not a dividend`);
    const entitled = this.#column(column).lots.filter(({ boughtDay }) => boughtDay < day);
    const share = entitled.length === 0 ? 0 : this.#qualifiedShares[column]!;
    const qualifiedMicros = Math.round(amountMicros * share);
    const year = yearOfDay(day);
    this.#years.add(year, 'qualifiedMicros', qualifiedMicros);
    this.#years.add(year, 'ordinaryMicros', amountMicros - qualifiedMicros);
    const { dividendHoldingDays } = this.#policy;
    if (dividendHoldingDays === undefined || qualifiedMicros === 0) return;
    let microsLeft = qualifiedMicros;
    let stepsLeft = entitled.reduce((sum, lot) => sum + lot.steps, 0);
    for (const lot of entitled) {
      const micros = exactShare(microsLeft, lot.steps, stepsLeft);
      microsLeft -= micros;
      stepsLeft -= lot.steps;
      const untilDay = lot.boughtDay + dividendHoldingDays + 1;
      if (untilDay > day) lot.claims.push({ untilDay, year, micros });
    }
  }

  /** What cash outside instruments has earned on a day: ordinary income, below zero where cash has lost. */
  interest(day: number, amountMicros: number): void {
    invariant(Number.isSafeInteger(amountMicros), `${amountMicros} is not interest`);
    this.#years.add(yearOfDay(day), 'ordinaryMicros', amountMicros);
  }

  /**
   * A purchase of the same instrument in an account outside this book, and what losses it disallows.
   *
   * @returns the disallowed part, micro-units; a taxable account adds it to the basis there, in a retirement account it is lost
   */
  outsidePurchase(column: number, day: number, steps: number): number {
    checkAmounts(steps, 0);
    const book = this.#column(column);
    this.#forgetOld(book, day);
    const purchase: OutsidePurchase = { day, steps };
    let disallowedMicros = 0;
    for (const loss of book.losses) disallowedMicros += this.#replaceOutside(loss, purchase);
    dropReplaced(book);
    if (purchase.steps > 0) book.outside.push(purchase);
    return disallowedMicros;
  }

  closeYear(year: number): YearTax {
    return this.#years.close(year);
  }

  /**
   * What selling everything on a day would come to; nothing is changed.
   *
   * @param proceedsMicros length `columnCount`, for the whole position of each column, integer micro-units
   */
  liquidate(day: number, proceedsMicros: Float64Array): Liquidation {
    let shortMicros = 0;
    let longMicros = 0;
    this.#columns.forEach(({ lots, steps }, column) => {
      let proceedsLeft = proceedsMicros[column]!;
      let stepsLeft = steps;
      for (const lot of lots) {
        const proceeds = exactShare(proceedsLeft, lot.steps, stepsLeft);
        proceedsLeft -= proceeds;
        stepsLeft -= lot.steps;
        if (day >= lot.longTermFromDay) longMicros += proceeds - lot.basisMicros;
        else shortMicros += proceeds - lot.basisMicros;
      }
    });
    const taxMicros = this.#years.taxWith(yearOfDay(day), { shortMicros, longMicros });
    return { shortMicros, longMicros, taxMicros };
  }

  #column(column: number): Column {
    const book = this.#columns[column];
    invariant(book !== undefined, `there is no column ${column}`);
    return book;
  }

  #takePieces(order: readonly OpenLot[], steps: number): OpenLot[] {
    const pieces: OpenLot[] = [];
    let left = steps;
    for (const lot of order) {
      if (left === 0) break;
      const taken = Math.min(left, lot.steps);
      left -= taken;
      pieces.push(takePiece(lot, taken, lot.id));
    }
    invariant(left === 0, `the named lots hold ${left} steps too few`);
    return pieces;
  }

  #realise(book: Column, pieces: readonly OpenLot[], sale: Sale): RealisedGain[] {
    let proceedsLeft = sale.proceedsMicros;
    let stepsLeft = sale.steps;
    const losses: OpenLoss[] = [];
    const gains = pieces.map((piece) => {
      const proceedsMicros = exactShare(proceedsLeft, piece.steps, stepsLeft);
      proceedsLeft -= proceedsMicros;
      stepsLeft -= piece.steps;
      const gain = this.#record(piece, sale.day, proceedsMicros);
      const loss = openLossOf(gain, piece);
      if (loss !== undefined && this.#policy.washSaleDays !== undefined) losses.push(loss);
      return gain;
    });
    // Sold in one order, they count as sold in the order they were bought.
    losses.sort((left, right) => left.purchase - right.purchase || left.gain.lotId - right.gain.lotId);
    this.#forgetOld(book, sale.day);
    for (const loss of losses) this.#replaceFromBefore(book, loss);
    book.losses.push(...losses);
    dropReplaced(book);
    return gains;
  }

  #record(piece: OpenLot, day: number, proceedsMicros: number): OpenGain {
    const isLong = day >= piece.longTermFromDay;
    const gain: OpenGain = {
      column: piece.column,
      lotId: piece.id,
      boughtDay: piece.boughtDay,
      heldFromDay: piece.heldFromDay,
      day,
      steps: piece.steps,
      proceedsMicros,
      basisMicros: piece.basisMicros,
      isLong,
      disallowedMicros: 0,
      disallowedOutsideMicros: 0,
    };
    this.#realised.push(gain);
    this.#addGain(gain, proceedsMicros - piece.basisMicros);
    for (const { untilDay, year, micros } of piece.claims) {
      if (day >= untilDay) continue;
      this.#years.add(year, 'qualifiedMicros', -micros);
      this.#years.add(year, 'ordinaryMicros', micros);
    }
    return gain;
  }

  #addGain({ day, isLong }: OpenGain, micros: number): void {
    this.#years.add(yearOfDay(day), isLong ? 'longMicros' : 'shortMicros', micros);
  }

  /** Replacements that were bought before the sale, here and outside, in order of purchase. */
  #replaceFromBefore(book: Column, loss: OpenLoss): void {
    const outside = [...book.outside];
    for (const lot of [...book.lots]) {
      while (outside[0] !== undefined && outside[0].day < lot.boughtDay) this.#replaceOutside(loss, outside.shift()!);
      if (loss.steps === 0) return;
      if (canReplace(lot, loss, this.#policy.washSaleDays!)) this.#replace(book, loss, lot);
    }
    for (const purchase of outside) this.#replaceOutside(loss, purchase);
  }

  /** Lets a lot, or as many of its shares as were sold, take the loss over. @returns the rest of the lot */
  #replace(book: Column, loss: OpenLoss, lot: OpenLot): OpenLot | undefined {
    const steps = Math.min(loss.steps, lot.steps);
    if (steps === 0) return lot;
    const rest = steps < lot.steps ? takePiece(lot, lot.steps - steps, this.#nextId++) : undefined;
    if (rest !== undefined) book.lots.splice(book.lots.indexOf(lot) + 1, 0, rest);
    const micros = disallow(loss, steps, false);
    this.#addGain(loss.gain, micros);
    replaceWith(lot, micros, daysHeldOf(loss), this.#policy.longTermYears);
    return rest;
  }

  #replaceOutside(loss: OpenLoss, purchase: OutsidePurchase): number {
    const steps = Math.min(loss.steps, purchase.steps);
    if (steps === 0) return 0;
    purchase.steps -= steps;
    const micros = disallow(loss, steps, true);
    this.#addGain(loss.gain, micros);
    return micros;
  }

  #forgetOld(book: Column, day: number): void {
    const { washSaleDays = 0 } = this.#policy;
    const firstDay = day - washSaleDays;
    if (book.losses.length > 0) book.losses = book.losses.filter(({ gain }) => gain.day >= firstDay);
    if (book.outside.length > 0) book.outside = book.outside.filter((purchase) => purchase.day >= firstDay);
  }
}

function dropReplaced(book: Column): void {
  if (book.losses.length > 0) book.losses = book.losses.filter(({ steps }) => steps > 0);
  if (book.outside.length > 0) book.outside = book.outside.filter(({ steps }) => steps > 0);
}

function checkAmounts(steps: number, micros: number): void {
  invariant(Number.isSafeInteger(steps) && steps > 0, `${steps} is not a number of steps to trade`);
  invariant(Number.isSafeInteger(micros), `${micros} is not an amount of money`);
}
