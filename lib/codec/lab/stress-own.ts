import { describeInstrument } from '@/lib/quant/market/known-instruments';
import type { ReverseAnswer, TailsAnswer } from '@/lib/shared/contracts/stress-door';
import type { StressMarket, StressStudyOutcome } from '@/lib/shared/contracts/stress-lab';
import type { OwnScenario } from '@/lib/shared/contracts/stress-scenario';
import { emptyPanel } from '../stress/empty-panel';
import { ownScenario } from '../stress/own-scenario';
import { reverseAnswer } from '../stress/reverse';
import { stressStudy } from './stress-study';

/** As the browser does it, without a price history: what is fixed, and what follows. */
export function ownStudy(market: StressMarket, own: OwnScenario): StressStudyOutcome {
  const panel = emptyPanel(market.instruments.map(({ symbol }) => symbol));
  return stressStudy(market, panel, ownScenario('own', own), true);
}

/** The most likely way in which the plan loses this share within a year. */
export function reverseStudy(market: StressMarket, loss: number, tails: TailsAnswer | null): ReverseAnswer {
  const instruments = market.instruments.map(({ symbol }) => describeInstrument(symbol));
  const weights = Float64Array.from(market.mixes[0]?.weights ?? []);
  const covariance = Float64Array.from(market.covariance);
  return reverseAnswer({ instruments, weights, covariance, money: market.money }, { loss }, tails);
}
