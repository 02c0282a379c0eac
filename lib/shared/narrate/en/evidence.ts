import type { Sentence } from '../values';

const WHY_UNDECIDED: ReadonlyMap<string, string> = new Map([
  ['infeasible', 'the limits could not all be kept'],
  ['insufficient-history', 'there were too few prices'],
  ['missing-class', 'there was nothing with a price in a class it needs'],
  ['out-of-reach', 'the aim was out of reach'],
]);

/** Why no decision was possible, from the outcome's status. */
export const undecidedWords = (status: string): string =>
  WHY_UNDECIDED.get(status) ?? 'the calculation came to no answer';

const timesOf = (v: Parameters<Sentence>[0]): string =>
  v.number('count') === 1 ? 'on the one occasion' : `on ${v.plain('count')} occasions`;

/** What a stress test or a backtest had to assume, and why one could not be made. */
export const EVIDENCE_SENTENCES: Readonly<Record<string, Sentence>> = {
  'stress.no-stocks': () =>
    'There are no stocks with a price among the instruments, so this shock has nothing to start from.',
  'stress.no-prices': () => 'There are no prices in that window.',
  'stress.no-proxy': (v) => `${v.text('symbol')} had no price then, and nothing similar did.`,
  'stress.prices-start-later': (v) => `The prices begin on ${v.isoDay('firstDay')}, after this window opened.`,
  'stress.prices-end-earlier': (v) => `The prices end on ${v.isoDay('lastDay')}, before this window closed.`,
  'stress.stocks-down': (v) =>
    v.number('stocksCount') === 1
      ? `The one stock instrument falls by ${v.size('shock', 0)}; everything else moves as it usually does with it.`
      : `The ${v.plain('stocksCount')} stock instruments fall by ${v.size('shock', 0)} on average; everything else moves as it usually does with them.`,
  'stress.rates-up': (v) =>
    `All yields rise by ${v.percent('yieldChange', 0)} at once; bonds lose by their duration, other assets are left alone.`,
  'stress.duration-assumed': (v) =>
    `The duration of ${v.text('symbol')} is not known; ${v.plain('durationYears', 1)} years is assumed.`,
  'stress.loss-capped': (v) => `${v.text('symbol')} cannot lose more than all of its value.`,
  'stress.proxied-by-cash': (v) => `${v.text('symbol')} had no price then; it is taken to earn what cash earned.`,
  'stress.proxied-by-beta': (v) =>
    `${v.text('symbol')} had no price then; it is taken to move ${v.plain('beta', 2)} times as much as the ${v.text('basketClass')} instruments that had one.`,
  'stress.normal-year': (v) =>
    `One year in twenty is worse than this if volatility doubles; at today's volatility of ${v.percent('volatility')} that year would bring ${v.percent('normalReturn')}.`,
  'backtest.starts-later': (v) =>
    `The test begins on ${v.isoDay('firstDay')}: before that there are too few prices of ${v.text('symbols')} to decide on.`,
  'backtest.not-compared': (v) => `${v.text('name')} could not be tested in this window, so it is left out.`,
  'backtest.held-elsewhere': (v) =>
    `${v.percent('share')} of ${v.text('accountName')} is in instruments that are not part of this plan; what you hold now is tested without them.`,
  'backtest.holdings-kept': (v) =>
    `From ${v.day('day')} the holdings were kept at times, because no decision was possible: ${undecidedWords(v.text('why'))}.`,
  'backtest.left-out': (v) => `${v.text('symbol')} was left out of ${v.plain('count')} decisions for lack of history.`,
  'backtest.carried-at-last-price': (v) =>
    `The prices of ${v.text('symbol')} end on ${v.day('lastDay')}; after that it is carried at its last price.`,
  'backtest.cash-earns-nothing': () => 'Without a cash instrument in the data, uninvested cash earned nothing.',
  'backtest.not-traded-without-price': (v) =>
    `${v.text('symbol')} was not traded on ${v.plain('count')} occasions because it had no price.`,
  'backtest.prices-are-total-return': () =>
    'The prices have dividends in them already, so dividends and splits could not be booked apart: all income is reinvested.',
  'backtest.no-dividends': () => 'The prices come without dividends, so none were paid.',
  'backtest.no-opening-prices': () => 'The prices have no opening prices, so orders traded at the close.',
  'backtest.no-volume': () => 'The prices come without volumes, so orders were filled whole and moved no price.',
  'backtest.dividends-not-taxed': () =>
    'Dividends are inside the prices, so they were not taxed: with prices and dividends apart the tax would be higher.',
  'backtest.money-owed': (v) =>
    `At the end ${v.money('amount')} of withdrawals, fees or taxes could not be paid from what was left.`,
  'backtest.never-invested': () =>
    'The money was never invested: no order could be traded, so all of it stayed in cash.',
  'backtest.below-minimum': (v) =>
    `${v.text('symbol')} was not bought ${timesOf(v)} because the order was too small for what it costs, or below the smallest order.`,
  'backtest.below-step': (v) =>
    `${v.text('symbol')} was not bought ${timesOf(v)} because the money does not pay for the smallest quantity of it.`,
  'backtest.not-enough-cash': (v) =>
    `${v.text('symbol')} was not bought ${timesOf(v)} because there was not enough cash for an order.`,
  'backtest.too-costly': (v) =>
    `${v.text('symbol')} was not bought ${timesOf(v)} because trading it would cost a great part of its value.`,
  'backtest.delisted-to-cash': (v) =>
    `${v.text('symbol')} had no price for a month by ${v.day('day')} and was turned into cash at its last price.`,
};

/** Why an order is there, or is not. */
export const TRADE_SENTENCES: Readonly<Record<string, Sentence>> = {
  exit: (v) => `No longer part of the plan: ${v.percent('weightBefore')} is sold.`,
  overweight: (v) => `Above target: from ${v.percent('weightBefore')} back to ${v.percent('weightTarget')}.`,
  underweight: (v) => `Below target: from ${v.percent('weightBefore')} up to ${v.percent('weightTarget')}.`,
  'new-position': (v) => `New in the plan, at ${v.percent('weightTarget')}.`,
  'place-cash': (v) => `Places cash where it is most missing: target ${v.percent('weightTarget')}.`,
  'below-minimum': (v) => `${v.cents('value')} is below the smallest order of ${v.cents('minimum')}.`,
  'below-step': () => 'Less than the smallest quantity that can be traded.',
  'too-costly': (v) => `Trading it would cost ${v.percent('rate', 0)} of its value.`,
  'quantity-limit': () => 'More of it than one position can count.',
  'cash-only': () => 'Nothing is sold when only cash is placed.',
  excluded: () => 'You asked not to trade it.',
  'no-price': () => 'There is no price to trade at.',
  'not-enough-cash': (v) => `The cash left, ${v.money('cash')}, does not pay for it.`,
  'order.expired': () => 'Not filled in full in the days the order was open.',
  'order.replaced': () => 'A later decision took its place before it was filled in full.',
  'order.ended-by-split': () => 'The shares were split before it was filled in full.',
  'order.open-at-end': () => 'Still open when the test ended.',
  'rule.first': () => 'The first investment.',
  'rule.calendar': (v) => `Due by the calendar: ${v.text('every')}.`,
  'rule.band-left': (v) =>
    `${v.text('symbol')} left its band: ${v.percent('weight')} held, ${v.percent('target')} wanted.`,
  'rule.volatility-left': (v) =>
    `Volatility left its band: ${v.percent('volatility')} a year lately, ${v.percent('target')} wanted.`,
  'rule.signal-changed': (v) => `The strategy wants something else for ${v.percent('moved')} of the money.`,
  'rule.cash-to-place': (v) => `${v.percent('weight')} of the money was uninvested.`,
  'rule.cash-owed': (v) => `${v.money('amount')} had to be paid out.`,
};

/** What the investor changed by hand. */
export const POLICY_SENTENCES: Readonly<Record<string, Sentence>> = {
  'policy.changed': (v) => `You changed ${v.text('field')} from ${v.text('before')} to ${v.text('after')}.`,
};
