import { expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { randomStream, type RandomStream } from '@/lib/quant/math/rng';
import { LotBook } from '@/lib/quant/trading/lots/lot-book';
import { LOT_METHODS } from '@/lib/quant/trading/taxes/types';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import { NaiveShares } from './naive-shares';

/** BALLAST_LONG=1 asks for the long run. */
const IS_LONG = Boolean(process.env['BALLAST_LONG']);
const HISTORIES = IS_LONG ? 100_000 : 400;
const EVENTS = 40;
const FIRST_DAY = dayNumber(isoDay('2021-06-01'));
const TIMEOUT_MILLISECONDS = 30_000 + HISTORIES * 20;

/** Prices divide by this, so that two splits of two or three leave whole micro-units a share. */
const PRICE_GRAIN = 36;

interface Counts {
  buys: number;
  sells: number;
  splits: number;
  washed: number;
}

/** One random history in both; days come close together, so that wash sales are common. */
function replay(random: RandomStream, counts: Counts): { readonly book: LotBook; readonly naive: NaiveShares } {
  const lotMethod = LOT_METHODS[random.nextInteger(LOT_METHODS.length)]!;
  const preset = random.nextUniform() < 0.9 ? 'us' : 'flat';
  const policy =
    preset === 'us'
      ? TAX_PRESETS['us-federal-2024'].policy({ lotMethod, filing: 'single', taxableIncome: 80_000 })
      : TAX_PRESETS.flat.policy({ lotMethod, rate: 0.25 });
  const qualifiedShare = preset === 'us' ? random.nextInteger(2) : 0;
  const book = new LotBook(1, policy, Float64Array.of(qualifiedShare));
  const naive = new NaiveShares(policy, qualifiedShare);
  const paid: { day: number; amount: number }[] = [];
  let [day, price, splits] = [FIRST_DAY, 100, 0];
  for (let event = 0; event < EVENTS; event++) {
    day += random.nextInteger(3) === 0 ? random.nextInteger(120) : random.nextInteger(12);
    price = Math.max(1, price + random.nextInteger(21) - 10);
    const micros = price * PRICE_GRAIN;
    const held = book.stepsOf(0);
    const kind = random.nextUniform();
    const count = 1 + random.nextInteger(9);
    if (kind < 0.4 || held === 0) {
      book.buy(0, { day, steps: count, costMicros: count * micros });
      naive.buy(day, count, micros);
      counts.buys++;
    } else if (kind < 0.8) {
      const steps = Math.min(held, count);
      book.sell(0, { day, steps, proceedsMicros: steps * micros });
      naive.sell(day, steps, micros);
      counts.sells++;
    } else if (kind < 0.86) {
      book.outsidePurchase(0, day, count);
      naive.buyOutside(day, count);
    } else if (kind < 0.9 && splits < 2) {
      const factor = 2 + random.nextInteger(2);
      book.split(0, factor, 1);
      naive.split(factor);
      price = Math.ceil(price / factor);
      splits++;
      counts.splits++;
    } else {
      const entitled = naive.shares.filter(({ boughtDay }) => boughtDay < day).length;
      book.dividend(0, { day, amountMicros: 36 * entitled });
      naive.dividend(day, 36);
      paid.push({ day, amount: 36 * entitled });
    }
  }
  compareYears(book, naive.years(paid));
  return { book, naive };
}

function compareYears(book: LotBook, years: ReturnType<NaiveShares['years']>): void {
  for (const year of [...years.keys()].sort()) {
    const { short, long, qualified, ordinary } = years.get(year)!;
    const { shortMicros, longMicros, qualifiedMicros, ordinaryMicros } = book.closeYear(year);
    expect([shortMicros, longMicros, qualifiedMicros, ordinaryMicros], `in ${year}`).toEqual(
      [short, long, qualified, ordinary].map((amount) => amount + 0),
    );
  }
}

// Oracle: an implementation of its own that keeps every share apart.
test(
  `${HISTORIES} random histories come to the same lots, gains and years as share by share`,
  { timeout: TIMEOUT_MILLISECONDS },
  () => {
    const counts: Counts = { buys: 0, sells: 0, splits: 0, washed: 0 };
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const { book, naive } = replay(randomStream(seed), counts);
      const shares = book
        .lots()
        .flatMap(({ boughtDay, heldFromDay, steps, basisMicros, isReplacement }) =>
          Array.from({ length: steps }, () => [boughtDay, heldFromDay, basisMicros / steps, isReplacement]),
        );
      expect(shares, `lots of seed ${seed}`).toEqual(
        naive.shares.map(({ boughtDay, heldFromDay, basis, hasReplaced }) => [
          boughtDay,
          heldFromDay,
          basis,
          hasReplaced,
        ]),
      );
      counts.washed += book.realised().filter(({ disallowedMicros }) => disallowedMicros > 0).length;
    }
    if (IS_LONG) console.info(`share by share: ${JSON.stringify({ histories: HISTORIES, ...counts })}`);
    expect(counts.washed).toBeGreaterThan(HISTORIES);
  },
);
