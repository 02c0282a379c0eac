import type { Sentence } from '../values';
import { limitWords } from './limits';

/** Why the weights are what they are. */
export const PLAN_SENTENCES: Readonly<Record<string, Sentence>> = {
  'plan.risk-limit-binds': (v) =>
    `Your risk level rules this plan: volatility stands at its limit of ${v.percent('limit')}. One more point of volatility would add about ${v.points('gainPerPoint')} of expected return a year.`,
  'plan.loss-limit-binds': (v) =>
    `The loss you accept rules this plan: volatility stands at the ${v.percent('limit')} it allows. One more point of volatility, with as much in cash, would add about ${v.points('gainPerPoint')} of expected return a year.`,
  'plan.risk-limit-slack': (v) => {
    const [volatility, limit] = [v.percent('volatility'), v.percent('limit')];
    return `Volatility is ${volatility}, ${volatility === limit ? 'just ' : ''}below your limit of ${limit}: other limits, or the aim, decide this plan.`;
  },
  'plan.target-return-binds': (v) =>
    `The ${v.percent('returnMin')} a year you ask for decides how much risk this plan takes: one point less of it would take about ${v.points('gainPerPoint')} off volatility.`,
  'plan.limit-costs-return': (v) =>
    `${capitalised(limitWords(v.text('limit')))} binds. Loosening it by one point would add about ${v.points('gainPerPoint')} of expected return a year.`,
  'plan.limit-costs-risk': (v) =>
    `${capitalised(limitWords(v.text('limit')))} binds. Loosening it by one point would take about ${v.points('gainPerPoint')} off volatility.`,
  'plan.class-shut': (v) =>
    `Your risk level holds no ${v.text('className').toLowerCase()}: ${v.text('symbols')} cannot enter.`,
  'plan.not-held': (v) =>
    `${v.text('symbol')} is not held: it would have to be expected to earn about ${v.points('returnNeeded')} more a year to earn its place.`,
  'plan.flips': (v) =>
    `${v.text('symbol')} keeps its place while it is expected to earn more than ${v.percent('flipReturn', 2)} a year (${v.percent('expectedReturn', 2)} is assumed); at less, all else unchanged, none of it would be held.`,
  'plan.largest-risk': (v) =>
    `${v.text('symbol')} carries the most risk: ${v.percent('weight')} of the money, ${v.percent('riskShare')} of the risk.`,
  'plan.steadies': (v) => {
    const share = v.number('riskShare');
    return share !== null && share < 0
      ? `${v.text('symbol')} steadies the plan: with ${v.percent('weight')} of the money it takes away ${v.size('riskShare')} of the risk.`
      : `${v.text('symbol')} steadies the plan: ${v.percent('weight')} of the money, only ${v.percent('riskShare')} of the risk.`;
  },
  'plan.diversification': (v) =>
    `Held apart, the parts would swing by ${v.percent('average')} a year on average; together they swing by ${v.percent('volatility')}.`,
  'plan.worst-year': (v) =>
    `Held through each of the ${v.plain('yearsCount')} full years since ${v.text('firstYear')} for which all its prices are known, this mix would have done worst in ${v.text('year')}: ${v.percent('return')}.`,
  'plan.cash-share': (v) => {
    const added = v.number('returnAdded');
    const change = added !== null && added < 0 ? 'take' : 'add';
    return `${v.percent('weight')} stays in cash, at ${v.percent('cashReturn')} a year. Shared out over the rest of the plan, it would ${change} about ${v.points('returnAdded')} of expected return and add ${v.points('volatilityAdded')} of volatility.`;
  },
  'plan.returns-from-mix': (v) =>
    `Expected returns are not a forecast: they are what a broad policy mix must earn if its reward per unit of risk is ${v.plain('sharpe', 2)}, on top of ${v.percent('cashReturn')} from cash. Risk is measured over ${v.plain('observations')} trading days.`,
  'plan.against-equal-weight': (v) =>
    `Equal weights in the same instruments would be expected to earn ${v.percent('equalReturn')} at ${v.percent('equalVolatility')} volatility; this plan ${v.percent('expectedReturn')} at ${v.percent('volatility')}.`,
  'plan.moved': (v) =>
    `${v.text('symbol')} moved from ${v.percent('before')} to ${v.percent('after')} since your last plan.`,
  'plan.unchanged': () => 'No weight moved by more than half a point since your last plan.',
  'plan.left-out': (v) => `${v.text('symbol')} is left out: its price history does not cover the look-back.`,
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What was noticed while estimating and deciding. */
export const STRATEGY_SENTENCES: Readonly<Record<string, Sentence>> = {
  'strategy.cash-uninvested': (v) =>
    `There is no cash instrument to hold, so ${v.percent('cashWeight')} of the money stays uninvested.`,
  'strategy.no-cash-instrument': () => 'Without a cash instrument in the plan, cash is taken to earn nothing.',
  'strategy.cash-rate-unknown': (v) =>
    `Only ${v.plain('days')} days of cash prices are known, too few for a yearly rate; cash is taken to earn nothing.`,
  'strategy.cash-added-for-volatility': (v) =>
    `Cash was raised to ${v.percent('cashWeight')} to stay within your volatility limit.`,
  'strategy.moved-to-limits': (v) =>
    `Your limits do not allow the weights of ${v.text('rule')}, so ${v.percent('distance')} of the money was moved to the nearest weights that they allow.`,
  'covariance.singular': () => 'Some instruments move as copies of others; mixes of them cannot be told apart by risk.',
  'covariance.ill-conditioned': () =>
    'Some instruments are near copies of others, so single weights are less certain than the mix.',
  'covariance.fewer-observations-than-instruments': () =>
    'There are fewer days of history than instruments; the risk estimate leans on its shrinkage target.',
};

/** How the aim was read. */
export const AIM_SENTENCES: Readonly<Record<string, Sentence>> = {
  'aim.amount-out-of-reach': (v) =>
    `${v.money('amount')} in ${v.upTo('years', 1)} years is out of reach: even ${v.percent('annualReturnTried')} a year would only give ${v.money('valueReached')}.`,
  'aim.cash-is-enough': (v) =>
    `Cash alone at ${v.percent('cashReturn')} a year would grow to ${v.money('valueInCash')}, which is enough for ${v.money('amount')}; the plan takes the least risk your limits allow.`,
  'aim.cash-loses-more': (v) =>
    `Cash itself loses more than the ${v.percent('lossMax')} you accept, so no plan can promise it.`,
  'aim.cash-raised': (v) =>
    `To keep within the loss you accept, the cash share goes up from ${v.percent('before')} to ${v.percent('after')}.`,
  'aim.loss-limit': (v) =>
    `To lose no more than ${v.percent('lossMax')} in nineteen of twenty normal years, volatility must stay below ${v.percent('volatilityMax')}.`,
  'aim.return-required': (v) => {
    const required = v.number('annualReturn');
    if (required !== null && required <= 0)
      return `What you put in comes to ${v.money('amount')} in ${v.upTo('years', 1)} years without any return.`;
    return `To have ${v.money('amount')} in ${v.upTo('years', 1)} years, your money must earn ${v.percent('annualReturn')} a year.`;
  },
  'aim.risk-level-is-stricter': (v) =>
    `Your risk level allows less than that: volatility stays below ${v.percent('volatilityMax')}.`,
};
