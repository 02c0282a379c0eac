import type { TaxPolicy } from '@/lib/quant/trading/taxes/types';

/**
 * The tax lots of one instrument kept share by share, as one would on paper: every share is an entry with a basis of its
 * own. Slow, and written without looking at the lot book; amounts divide evenly so that no rounding hides anything.
 */
interface Share {
  readonly purchase: number;
  readonly boughtDay: number;
  heldFromDay: number;
  basis: number;
  hasReplaced: boolean;
  dividends: { readonly day: number; readonly qualified: number }[];
}

interface SoldShare extends Share {
  readonly day: number;
  readonly price: number;
  readonly isLong: boolean;
  disallowed: number;
}

const date = (day: number): Date => new Date(day * 86_400_000);

/** The day after the purchase, one year later: the first day of a long-term sale. */
function isLongTerm(heldFromDay: number, day: number): boolean {
  const start = date(heldFromDay + 1);
  start.setUTCFullYear(start.getUTCFullYear() + 1);
  return date(day) >= start;
}

interface NaiveYear {
  short: number;
  long: number;
  qualified: number;
  ordinary: number;
}

export class NaiveShares {
  shares: Share[] = [];
  readonly sold: SoldShare[] = [];
  /** Shares bought elsewhere that nothing has been matched with, by day. */
  readonly #outside: { readonly day: number; isUsed: boolean }[] = [];
  #purchases = 0;

  readonly policy: TaxPolicy;
  readonly qualifiedShare: number;

  constructor(policy: TaxPolicy, qualifiedShare: number) {
    this.policy = policy;
    this.qualifiedShare = qualifiedShare;
  }

  buy(day: number, count: number, price: number): void {
    const purchase = this.#purchases++;
    for (let i = 0; i < count; i++) {
      const share: Share = {
        purchase,
        boughtDay: day,
        heldFromDay: day,
        basis: price,
        hasReplaced: false,
        dividends: [],
      };
      this.shares.push(share);
      const loss = this.sold.find((sold) => this.#isOpenLoss(sold) && day - sold.day <= 30);
      if (loss !== undefined) this.#wash(loss, share);
    }
  }

  buyOutside(day: number, count: number): void {
    for (let i = 0; i < count; i++) {
      const loss = this.sold.find((sold) => this.#isOpenLoss(sold) && day - sold.day <= 30);
      if (loss !== undefined) loss.disallowed = loss.basis - loss.price;
      this.#outside.push({ day, isUsed: loss !== undefined });
    }
  }

  sell(day: number, count: number, price: number): void {
    const taken = this.#inOrder(day, price).slice(0, count);
    // Sold in one order, they count as sold in the order in which they were bought.
    const chosen = this.shares.filter((share) => taken.includes(share));
    this.shares = this.shares.filter((share) => !taken.includes(share));
    const sold = chosen.map((share) => ({
      ...share,
      day,
      price,
      isLong: isLongTerm(share.heldFromDay, day),
      disallowed: 0,
    }));
    for (const share of sold) {
      this.sold.push(share);
      if (this.#isOpenLoss(share)) this.#washFromBefore(share, day);
    }
  }

  #washFromBefore(loss: SoldShare, day: number): void {
    const own = this.shares.find(
      (share) => !share.hasReplaced && share.boughtDay !== loss.boughtDay && day - share.boughtDay <= 30,
    );
    const outside = this.#outside.find((purchase) => !purchase.isUsed && day - purchase.day <= 30);
    if (outside !== undefined && (own === undefined || outside.day < own.boughtDay)) {
      outside.isUsed = true;
      loss.disallowed = loss.basis - loss.price;
    } else if (own !== undefined) this.#wash(loss, own);
  }

  #wash(loss: SoldShare, replacement: Share): void {
    loss.disallowed = loss.basis - loss.price;
    replacement.basis += loss.disallowed;
    replacement.heldFromDay = replacement.boughtDay - (loss.day - loss.heldFromDay);
    replacement.hasReplaced = true;
  }

  #isOpenLoss(share: SoldShare): boolean {
    return this.policy.washSaleDays !== undefined && share.price < share.basis && share.disallowed === 0;
  }

  /** Bargains first, by whatever the method calls one; the sort is stable, so ties stay in order of purchase. */
  #inOrder(day: number, price: number): Share[] {
    const { lotMethod, shortTermRate, longTermRate } = this.policy;
    const { shares } = this;
    if (lotMethod === 'fifo') return [...shares];
    if (lotMethod === 'lifo') return [...shares].sort((left, right) => shares.indexOf(right) - shares.indexOf(left));
    if (lotMethod === 'highest-cost') return [...shares].sort((left, right) => right.basis - left.basis);
    const group = (test: (gain: number, isLong: boolean) => boolean): Share[] =>
      shares.filter((share) => test(price - share.basis, isLongTerm(share.heldFromDay, day)));
    const byBasis = (left: Share, right: Share): number => right.basis - left.basis;
    const taxOf = (share: Share): number =>
      (price - share.basis) * (isLongTerm(share.heldFromDay, day) ? longTermRate : shortTermRate);
    const termOf = (share: Share): number => (isLongTerm(share.heldFromDay, day) ? 0 : 1);
    return [
      ...group((gain, isLong) => gain < 0 && !isLong).sort(byBasis),
      ...group((gain, isLong) => gain < 0 && isLong).sort(byBasis),
      ...group((gain) => gain >= 0).sort((left, right) => taxOf(left) - taxOf(right) || termOf(left) - termOf(right)),
    ];
  }

  dividend(day: number, perShare: number): void {
    for (const share of this.shares) {
      if (share.boughtDay < day) share.dividends.push({ day, qualified: perShare * this.qualifiedShare });
    }
  }

  /** Every share becomes `factor` shares; only for counts and bases that divide. */
  split(factor: number): void {
    this.shares = this.shares.flatMap((share) =>
      Array.from({ length: factor }, () => ({
        ...share,
        basis: share.basis / factor,
        dividends: share.dividends.map(({ day, qualified }) => ({ day, qualified: qualified / factor })),
      })),
    );
    const open = this.sold.splice(0).flatMap((share) =>
      Array.from({ length: factor }, () => ({
        ...share,
        basis: share.basis / factor,
        price: share.price / factor,
        disallowed: share.disallowed / factor,
        dividends: share.dividends.map(({ day, qualified }) => ({ day, qualified: qualified / factor })),
      })),
    );
    this.sold.push(...open);
    const outside = this.#outside.splice(0).flatMap((one) => Array.from({ length: factor }, () => ({ ...one })));
    this.#outside.push(...outside);
  }

  /** What the years came to; dividends on shares sold before the 61st day are ordinary. */
  years(paid: readonly { readonly day: number; readonly amount: number }[]): Map<number, NaiveYear> {
    const years = new Map<number, NaiveYear>();
    const yearOf = (day: number): NaiveYear => {
      const year = date(day).getUTCFullYear();
      const known = years.get(year) ?? { short: 0, long: 0, qualified: 0, ordinary: 0 };
      years.set(year, known);
      return known;
    };
    for (const { day, price, basis, disallowed, isLong } of this.sold) {
      yearOf(day)[isLong ? 'long' : 'short'] += price - basis + disallowed;
    }
    for (const { day, amount } of paid) {
      yearOf(day).qualified += amount * this.qualifiedShare;
      yearOf(day).ordinary += amount * (1 - this.qualifiedShare);
    }
    for (const { boughtDay, day: soldDay, dividends } of this.sold) {
      for (const { day, qualified } of dividends) {
        // Days held inside the 121 around the ex-date, the purchase not counted.
        const held = Math.min(soldDay, day + 60) - Math.max(boughtDay, day - 61);
        if (held > 60) continue;
        yearOf(day).qualified -= qualified;
        yearOf(day).ordinary += qualified;
      }
    }
    return years;
  }
}
