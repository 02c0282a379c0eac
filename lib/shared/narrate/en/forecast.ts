import type { Sentence } from '../values';

/** How expected returns were made. */
export const FORECAST_SENTENCES: Readonly<Record<string, Sentence>> = {
  'forecast.geometric-mean': (v) =>
    `Expected returns are what ${v.plain('years', 1)} years of returns compounded to; a single year is expected to bring more, by about half the variance.`,
  'forecast.ewma-mean': (v) =>
    `Expected returns are means in which a return counts half after ${v.plain('halfLifePeriods')} periods; they rest on as much as ${v.plain('years', 1)} years of equal weight.`,
  'forecast.capm': (v) =>
    `Expected returns follow from how each instrument moves with the market mix, which earned ${v.percent('premium')} a year above cash over ${v.plain('years', 1)} years, give or take ${v.percent('premiumError')}.`,
  'forecast.bayes-stein': (v) =>
    `Past means were drawn by ${v.percent('shrinkage')} towards ${v.percent('target')}, that of the mix with the least variance.`,
  'forecast.bayes-stein-singular': (v) =>
    `Expected returns are the plain means of ${v.plain('years', 1)} years: the covariance is singular, so there is no mix to draw them towards.`,
};
