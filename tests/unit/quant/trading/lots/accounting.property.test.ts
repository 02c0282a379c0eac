import { expect, test } from 'vitest';
import { invariant } from '@/lib/base/invariant';
import { civilFromDayNumber, dayNumber, isoDay } from '@/lib/base/iso-day';
import { randomStream, type RandomStream } from '@/lib/quant/math/rng';
import type { CostPolicy } from '@/lib/quant/policy/types';
import { dividendMicros, fillLimitSteps, splitPosition } from '@/lib/quant/trading/corporate-actions';
import { fillMarketOrder } from '@/lib/quant/trading/fills';
import { LotBook } from '@/lib/quant/trading/lots/lot-book';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import { LOT_METHODS } from '@/lib/quant/trading/taxes/types';
import type { OrderSide } from '@/lib/quant/trading/types';

/** BALLAST_LONG=1 asks for the long run. */
const IS_LONG = Boolean(process.env['BALLAST_LONG']);
const HISTORIES = IS_LONG ? 100_000 : 400;
const BARS = 60;
const FIRST_DAY = dayNumber(isoDay('2022-03-01'));
const TIMEOUT_MILLISECONDS = 30_000 + HISTORIES * 20;
const MICROS = 1_000_000;

const COSTS: CostPolicy = { commissionBasisPoints: 3, commissionPerShare: 0.005, commissionMin: 0.35 };
const SPLITS = [
  [2, 1],
  [3, 2],
  [7, 1],
  [1, 8],
  [1, 2],
  [657, 625],
] as const;

/** A price is a multiple of this many micro-units, so that a position is worth a whole number of them. */
const INSTRUMENTS = [
  { quantityDecimals: 0, isFractionable: false, halfSpreadBasisPoints: 4, grain: 1 },
  { quantityDecimals: 2, isFractionable: true, halfSpreadBasisPoints: 10, grain: 100 },
  { quantityDecimals: 6, isFractionable: true, halfSpreadBasisPoints: 2, grain: MICROS },
] as const;

interface Order {
  readonly column: number;
  readonly side: OrderSide;
  left: number;
}

const micros = (amount: number): number => Math.round(amount * MICROS);

/** An account run through the functions that trade, beside sums of its own; amounts in integer micro-units. */
class Account {
  readonly counts = { fills: 0, partial: 0, splits: 0, dividends: 0, reinvested: 0, washed: 0, years: 0 };
  readonly book: LotBook;
  readonly prices = [80 * MICROS, 40 * MICROS, 100 * MICROS];
  readonly steps = [0, 0, 0];
  cash = 0;
  orders: Order[] = [];
  /** The four parts of profit and loss, and what lots should come to. */
  paidIn = 0;
  priceChange = 0;
  income = 0;
  costs = 0;
  taxes = 0;
  paid = 0;
  day = FIRST_DAY;
  year = 2022;

  readonly random: RandomStream;

  constructor(random: RandomStream) {
    this.random = random;
    const lotMethod = LOT_METHODS[random.nextInteger(LOT_METHODS.length)]!;
    const policy = TAX_PRESETS['us-federal-2024'].policy({ lotMethod, filing: 'single', taxableIncome: 80_000 });
    this.book = new LotBook(3, policy, Float64Array.of(1, 0.5, 0));
    this.cash = this.paidIn = 100_000 * MICROS + random.nextInteger(MICROS);
  }

  nextBar(): void {
    this.day += 1 + this.random.nextInteger(14);
    const { year } = civilFromDayNumber(this.day);
    if (year > this.year) this.#payTaxes(year);
    for (let column = 0; column < INSTRUMENTS.length; column++) this.#openBar(column);
    this.orders = this.orders.filter((order) => this.#fill(order));
    if (this.orders.length === 0) this.#order();
  }

  worth(column: number): number {
    // The grain of the price is the number of steps in a share, so this product is exact.
    const worth = this.steps[column]! * (this.prices[column]! / INSTRUMENTS[column]!.grain);
    invariant(Number.isSafeInteger(worth), `a position is worth ${worth}`);
    return worth;
  }

  get value(): number {
    return this.cash + this.worth(0) + this.worth(1) + this.worth(2);
  }

  #payTaxes(year: number): void {
    const { taxMicros } = this.book.closeYear(this.year);
    this.cash -= taxMicros;
    this.taxes += taxMicros;
    this.year = year;
    this.counts.years++;
  }

  /** Corporate actions and the new price. */
  #openBar(column: number): void {
    const { random } = this;
    const before = this.worth(column);
    const kind = random.nextUniform();
    const held = this.steps[column]!;
    if (kind < 0.02) {
      const [numerator, denominator] = SPLITS[random.nextInteger(SPLITS.length)]!;
      this.#setPrice(column, (this.prices[column]! * denominator) / numerator);
      const ratio = { numerator, denominator };
      const after = splitPosition(held, ratio, INSTRUMENTS[column]!, this.prices[column]! / MICROS);
      this.book.split(column, numerator, denominator, { day: this.day, amountMicros: after.inLieuMicros });
      this.steps[column] = after.steps;
      this.orders = this.orders.filter((order) => order.column !== column);
      this.cash += after.inLieuMicros;
      this.priceChange += after.inLieuMicros;
      this.counts.splits++;
    } else if (kind < 0.08 && held > 0) {
      this.#payDividend(column, held);
      return;
    } else this.#setPrice(column, this.prices[column]! * (0.9 + 0.2 * random.nextUniform()));
    this.priceChange += this.worth(column) - before;
  }

  #setPrice(column: number, wanted: number): void {
    const { grain } = INSTRUMENTS[column]!;
    this.prices[column] = Math.max(grain, Math.round(wanted / grain) * grain);
  }

  /** Paid in cash; every second one buys shares at once. */
  #payDividend(column: number, held: number): void {
    const amountMicros = dividendMicros(held, INSTRUMENTS[column]!, this.random.nextUniform());
    this.book.dividend(column, { day: this.day, amountMicros });
    this.cash += amountMicros;
    this.income += amountMicros;
    this.counts.dividends++;
    const affordable = (0.9 * amountMicros * 10 ** INSTRUMENTS[column]!.quantityDecimals) / this.prices[column]!;
    const before = this.counts.fills;
    if (this.random.nextInteger(2) === 0) this.#trade(column, 'buy', Math.floor(affordable));
    this.counts.reinvested += this.counts.fills - before;
  }

  #order(): void {
    const column = this.random.nextInteger(INSTRUMENTS.length);
    const side = this.random.nextInteger(2) === 0 ? 'buy' : 'sell';
    const perUnit = 10 ** INSTRUMENTS[column]!.quantityDecimals;
    const wanted = Math.floor((this.random.nextUniform() * 0.2 * this.cash * perUnit) / this.prices[column]!);
    const left = side === 'buy' ? wanted : Math.floor(this.steps[column]! * this.random.nextUniform());
    if (left > 0) this.orders.push({ column, side, left });
  }

  /** As much as a tenth of the day's volume lets through; every fifth day nothing trades. @returns whether it stays open */
  #fill(order: Order): boolean {
    if (this.random.nextInteger(5) === 0) return this.random.nextInteger(3) > 0;
    const volume = Math.floor(this.random.nextUniform() * 2_000);
    const steps = Math.min(order.left, fillLimitSteps(volume, 0.1, INSTRUMENTS[order.column]!));
    this.#trade(order.column, order.side, steps);
    order.left -= steps;
    if (order.left > 0) this.counts.partial++;
    return order.left > 0;
  }

  #trade(column: number, side: OrderSide, steps: number): void {
    if (steps === 0 || (side === 'sell' && steps > this.steps[column]!)) return;
    const instrument = INSTRUMENTS[column]!;
    const fill = fillMarketOrder({ side, quantitySteps: steps }, instrument, this.prices[column]! / MICROS, COSTS);
    const cashChange = micros(fill.cashChange);
    if (this.cash + cashChange < 0) return;
    const before = this.worth(column);
    this.cash += cashChange;
    if (side === 'buy') {
      this.steps[column]! += steps;
      this.book.buy(column, { day: this.day, steps, costMicros: -cashChange });
      this.paid -= cashChange;
    } else {
      this.steps[column]! -= steps;
      this.book.sell(column, { day: this.day, steps, proceedsMicros: cashChange });
    }
    this.counts.fills++;
    // What the trade cost is the money that moved less what the position gained at the reference price; the fill says
    // so to the micro-unit that it rounds the spread to.
    const cost = -cashChange - (this.worth(column) - before);
    this.costs += cost;
    invariant(Math.abs(cost - micros(fill.cost)) <= 1, `a fill that cost ${cost} said ${fill.cost}`);
  }
}

/** Plain comparisons: an assertion library would take longer than the accounts. */
function check({ book, steps, ...account }: Account, value: number): void {
  const profit = account.priceChange + account.income - account.costs - account.taxes;
  invariant(value === account.paidIn + profit, `value ${value}, paid in ${account.paidIn}, profit ${profit}`);
  const lots = book.lots();
  const held = [0, 0, 0];
  let basis = 0;
  for (const lot of lots) {
    held[lot.column]! += lot.steps;
    basis += lot.basisMicros;
  }
  for (const column of held.keys()) {
    const isSame = held[column] === steps[column] && held[column] === book.stepsOf(column);
    invariant(isSame, `lots of ${held[column]!} steps, position of ${steps[column]!}`);
  }
  let expected = account.paid;
  for (const gain of book.realised()) {
    expected += gain.disallowedMicros - gain.disallowedOutsideMicros - gain.basisMicros;
  }
  invariant(basis === expected, `basis ${basis}, not ${expected}`);
}

test(`${HISTORIES} random histories keep every account to the micro-unit`, { timeout: TIMEOUT_MILLISECONDS }, () => {
  const totals: Record<string, number> = {};
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const account = new Account(randomStream(`accounting-${seed}`));
    for (let bar = 0; bar < BARS; bar++) {
      account.nextBar();
      if (!IS_LONG || bar % 10 === 9) check(account, account.value);
    }
    account.counts.washed = account.book.realised().filter(({ disallowedMicros }) => disallowedMicros > 0).length;
    for (const [name, count] of Object.entries(account.counts)) totals[name] = (totals[name] ?? 0) + count;
  }
  if (IS_LONG) console.info(`accounting: ${JSON.stringify({ histories: HISTORIES, bars: BARS, ...totals })}`);
  for (const [name, count] of Object.entries(totals)) expect(count, name).toBeGreaterThan(HISTORIES / 10);
});
