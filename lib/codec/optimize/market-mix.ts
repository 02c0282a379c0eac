import { done, type Outcome, refused } from '@/lib/base/outcome';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { type PortfolioInputs, RETURN_MODEL_DEFAULT } from '@/lib/shared/contracts/portfolio-inputs';

/** An asset that a map of weights does not name is not held. */
const UNNAMED = 0;

/** Sharpe ratio that the market mix is taken to earn a year; the plans assume the same. */
const MARKET_SHARPE = 0.3;

/** Views start from equilibrium unless told otherwise: past means would mostly be noise to disagree with. */
export const returnModelOf = ({ returnModel, views }: Pick<PortfolioInputs, 'returnModel' | 'views'>) =>
  returnModel?.kind ?? (views === undefined ? RETURN_MODEL_DEFAULT : 'black-litterman');

/** In asset order, summing to one. */
export function marketMix({
  assets,
  marketWeights,
}: Pick<PortfolioInputs, 'assets' | 'marketWeights'>): Outcome<Float64Array> {
  if (marketWeights === undefined) return done(new Float64Array(assets.length).fill(1 / assets.length));
  const given = new Map(Object.entries(marketWeights));
  const stranger = [...given.keys()].find((symbol) => !assets.includes(symbol));
  if (stranger !== undefined) {
    return refused('bad-input', `${stranger} is not among the assets.`, `marketWeights.${stranger}`);
  }
  const weights = Float64Array.from(assets, (symbol) => given.get(symbol) ?? UNNAMED);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0 && Number.isFinite(1 / sum))) {
    return refused('bad-input', `The market weights sum to ${sum}; they must sum to more than 0.`, 'marketWeights');
  }
  return done(weights.map((weight) => weight / sum));
}

/** What the market mix is taken to earn above cash per volatility: as the risk aversion says, or as the plans assume. */
export function marketSharpe(
  { marketRiskAversion }: Pick<PortfolioInputs, 'marketRiskAversion'>,
  market: Float64Array,
  covariance: Float64Array,
): number {
  if (marketRiskAversion === undefined) return MARKET_SHARPE;
  return marketRiskAversion * Math.sqrt(Math.max(quadraticForm(covariance, market), 0));
}
