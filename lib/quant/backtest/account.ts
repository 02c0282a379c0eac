import type { Instrument } from '../market/instrument';
import { dividendMicros, type SplitRatio, splitPosition } from '../trading/corporate-actions';
import { type Fill, fromMicros, roundToMicros, toMicros } from '../trading/fills';
import { LotBook } from '../trading/lots/lot-book';
import { stepsPerUnit, stepsToQuantity } from '../trading/steps';
import { qualifiedSharesOf } from '../trading/taxes/qualified-shares';
import type { TaxPolicy } from '../trading/taxes/types';
import type { Holdings, OrderSide } from '../trading/types';

/** What the row has moved, account currency; see `BacktestFinished` for the signs. */
export interface RowMoney {
  income: number;
  interest: number;
  costs: number;
  fees: number;
  taxes: number;
  flows: number;
  eventCash: number;
}

export type Charge = 'fees' | 'taxes' | 'flows';

const nothing = (): RowMoney => ({ income: 0, interest: 0, costs: 0, fees: 0, taxes: 0, flows: 0, eventCash: 0 });

/** Money, positions and lots of a replay. Money has a grain of a micro-unit, and cash never goes below zero. */
export class Account {
  #cash: number;
  readonly #instruments: readonly Instrument[];
  /** What cash could not pay yet, oldest first. */
  readonly #owed: { readonly kind: Charge; amount: number }[] = [];
  /** Length n, integer steps. */
  readonly quantitySteps: Float64Array;
  /** Length n, money that this row moved out of each instrument into cash; less than zero for what was bought. */
  readonly tradeCash: Float64Array;
  readonly row = nothing();
  readonly lots: LotBook | undefined;

  constructor(startMoney: number, instruments: readonly Instrument[], taxes?: TaxPolicy) {
    const n = instruments.length;
    this.#cash = roundToMicros(startMoney);
    this.#instruments = instruments;
    this.quantitySteps = new Float64Array(n);
    this.tradeCash = new Float64Array(n);
    this.lots = taxes && new LotBook(n, taxes, qualifiedSharesOf(taxes, instruments));
  }

  get cash(): number {
    return this.#cash;
  }

  get owed(): number {
    if (this.#owed.length === 0) return 0;
    return this.#owed.reduce((sum, { amount }) => sum + amount, 0);
  }

  holdings(): Holdings {
    return { cash: this.#cash, quantitySteps: this.quantitySteps.slice() };
  }

  startRow(): void {
    const { row } = this;
    row.income = row.interest = row.costs = row.fees = row.taxes = row.flows = row.eventCash = 0;
    this.tradeCash.fill(0);
  }

  creditInterest(rate: number, day: number): void {
    const before = this.#cash;
    this.#cash = roundToMicros(this.#cash * (1 + rate));
    this.row.interest = roundToMicros(this.#cash - before);
    this.lots?.interest(day, toMicros(this.row.interest));
  }

  /** Money in, or money to be paid out: at once as far as cash goes, the rest as soon as there is some. */
  move(kind: Charge, amount: number): void {
    const rounded = roundToMicros(amount);
    if (rounded > 0) {
      this.#owed.push({ kind, amount: rounded });
      this.payOwed();
    } else if (rounded < 0) {
      this.#cash = roundToMicros(this.#cash - rounded);
      this.#note(kind, rounded);
    }
  }

  payOwed(): void {
    while (this.#owed.length > 0 && this.#cash > 0) {
      const due = this.#owed[0]!;
      const paid = Math.min(this.#cash, due.amount);
      this.#cash = roundToMicros(this.#cash - paid);
      due.amount = roundToMicros(due.amount - paid);
      this.#note(due.kind, paid);
      if (due.amount === 0) this.#owed.shift();
    }
  }

  trade(column: number, side: OrderSide, { fill, day }: { readonly fill: Fill; readonly day: number }): void {
    const steps = fill.quantitySteps;
    this.#shift(column, side === 'buy' ? steps : -steps, fill.cashChange);
    this.row.costs = roundToMicros(this.row.costs + fill.cost);
    const micros = toMicros(fill.cashChange);
    if (side === 'buy') this.lots?.buy(column, { day, steps, costMicros: -micros });
    else this.lots?.sell(column, { day, steps, proceedsMicros: micros });
  }

  /** On what was held when the day began. @returns what was paid, account currency */
  payDividend(column: number, perShare: number, day: number): number {
    const amountMicros = dividendMicros(this.quantitySteps[column]!, this.#instruments[column]!, perShare);
    const amount = fromMicros(amountMicros);
    this.#shift(column, 0, amount);
    this.row.income = roundToMicros(this.row.income + amount);
    if (amountMicros > 0) this.lots?.dividend(column, { day, amountMicros });
    return amount;
  }

  /** Buys the payer for its dividend without cost, whole steps; what makes no step stays in cash. */
  reinvest(column: number, amount: number, { price, day }: { readonly price: number; readonly day: number }): void {
    const { quantityDecimals } = this.#instruments[column]!;
    const perUnit = stepsPerUnit(quantityDecimals);
    let steps = Math.floor((amount / price) * perUnit);
    while (steps > 0 && roundToMicros(stepsToQuantity(steps, quantityDecimals) * price) > amount) steps--;
    if (steps < 1) return;
    const paid = roundToMicros(stepsToQuantity(steps, quantityDecimals) * price);
    this.#shift(column, steps, -paid);
    this.#noteEvent(-paid);
    this.lots?.buy(column, { day, steps, costMicros: toMicros(paid) });
  }

  split(column: number, ratio: SplitRatio, { price, day }: { readonly price: number; readonly day: number }): void {
    const before = this.quantitySteps[column]!;
    const { steps, inLieuMicros } = splitPosition(before, ratio, this.#instruments[column]!, price);
    this.#shift(column, steps - before, fromMicros(inLieuMicros));
    this.#noteEvent(fromMicros(inLieuMicros));
    this.lots?.split(column, ratio.numerator, ratio.denominator, { day, amountMicros: inLieuMicros });
  }

  /** Turns a whole position into cash at a price, without cost. */
  cashOut(column: number, { price, day }: { readonly price: number; readonly day: number }): void {
    const steps = this.quantitySteps[column]!;
    const { quantityDecimals } = this.#instruments[column]!;
    const amount = roundToMicros(stepsToQuantity(steps, quantityDecimals) * price);
    this.#shift(column, -steps, amount);
    this.#noteEvent(amount);
    this.lots?.sell(column, { day, steps, proceedsMicros: toMicros(amount) });
  }

  #shift(column: number, steps: number, cashChange: number): void {
    this.quantitySteps[column] = this.quantitySteps[column]! + steps;
    this.#cash = roundToMicros(this.#cash + cashChange);
    this.tradeCash[column] = this.tradeCash[column]! + cashChange;
  }

  #noteEvent(cashChange: number): void {
    this.row.eventCash = roundToMicros(this.row.eventCash + cashChange);
  }

  #note(kind: Charge, paid: number): void {
    this.row[kind] = roundToMicros(this.row[kind] + (kind === 'flows' ? -paid : paid));
  }
}
