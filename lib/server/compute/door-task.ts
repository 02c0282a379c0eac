import { done, type Outcome, refused } from '@/lib/base/outcome';
import { backtestAnswer } from '@/lib/codec/backtest/answer';
import { frontierAnswer } from '@/lib/codec/frontier';
import { metricsAnswer } from '@/lib/codec/metrics';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { riskAnswer } from '@/lib/codec/risk';
import { simulateAnswer } from '@/lib/codec/simulate/answer';
import { stressAnswer } from '@/lib/codec/stress/answer';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { Control } from '@/lib/quant/trading/types';
import type { BacktestDoorRequest } from '@/lib/shared/contracts/backtest-door';
import type { PricesInput } from '@/lib/shared/contracts/common';
import type { FrontierRequest } from '@/lib/shared/contracts/frontier';
import type { MetricsRequest } from '@/lib/shared/contracts/metrics';
import type { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import type { RiskRequest } from '@/lib/shared/contracts/risk-door';
import type { SimulateRequest } from '@/lib/shared/contracts/simulate-door';
import type { StressRequest } from '@/lib/shared/contracts/stress-door';
import { requestPanel } from './request-panel';
import type { Task } from './task';

/** Requests to one of the doors that compute and keep nothing. */
export type DoorRequests =
  | { readonly door: 'optimize'; readonly requests: readonly OptimizeRequest[] }
  | { readonly door: 'frontier'; readonly requests: readonly FrontierRequest[] }
  | { readonly door: 'risk'; readonly requests: readonly RiskRequest[] }
  | { readonly door: 'simulate'; readonly requests: readonly SimulateRequest[] }
  | { readonly door: 'stress'; readonly requests: readonly StressRequest[] }
  | { readonly door: 'backtest'; readonly requests: readonly BacktestDoorRequest[] }
  | { readonly door: 'metrics'; readonly requests: readonly MetricsRequest[] };

export type DoorTaskInput = DoorRequests & {
  /** The stored prices that the requests name, by the id of their set. */
  readonly stored: ReadonlyMap<string, PricePanel>;
};

type Answer = Outcome<unknown>;

/** One answer a request, or up to the first that is refused. */
export const doorTask: Task<DoorTaskInput, readonly Answer[]> = (input, control) => {
  const answers: Answer[] = [];
  for (const answer of answersOf(input, control)) {
    if (control.shouldStop()) return { status: 'stopped' };
    answers.push(answer);
    if (answer.status === 'refused') break;
  }
  return { status: 'finished', value: answers };
};

function* answersOf(input: DoorTaskInput, control: Control): Generator<Answer, undefined> {
  const { stored } = input;
  switch (input.door) {
    case 'optimize':
      for (const request of input.requests) yield withPanel(request, stored, optimizeAnswer);
      return undefined;
    case 'frontier':
      for (const request of input.requests) yield withPanel(request, stored, frontierAnswer);
      return undefined;
    case 'risk':
      for (const request of input.requests) yield withPanel(request, stored, riskAnswer);
      return undefined;
    case 'simulate':
      for (const request of input.requests) yield withPanel(request, stored, simulateAnswer);
      return undefined;
    case 'stress':
      for (const request of input.requests) yield withPanel(request, stored, stressAnswer);
      return undefined;
    case 'backtest':
      for (const request of input.requests) yield replayed(request, stored, control);
      return undefined;
    case 'metrics':
      for (const request of input.requests) yield metricsAnswer(request);
      return undefined;
  }
}

function replayed(request: BacktestDoorRequest, stored: ReadonlyMap<string, PricePanel>, control: Control): Answer {
  const { prices } = request;
  const panel = requestPanel(prices, 'set' in prices ? stored.get(prices.set) : undefined);
  if (panel.status === 'refused') return panel;
  const run = backtestAnswer(request, panel.value, control);
  return run.status === 'cancelled' ? refused('unavailable', 'The computation was stopped.') : run;
}

function withPanel<Request extends { readonly prices?: PricesInput }>(
  request: Request,
  stored: ReadonlyMap<string, PricePanel>,
  answer: (request: Request, panel?: PricePanel) => Answer,
): Answer {
  const { prices } = request;
  if (prices === undefined) return answer(request);
  const panel = requestPanel(prices, 'set' in prices ? stored.get(prices.set) : undefined);
  return panel.status === 'done' ? answer(request, panel.value) : panel;
}

/** All answers, or the first refusal: with one request as it is, with several saying which one it was. */
export function answersTogether(answers: readonly Answer[], isMany: boolean): Outcome<unknown> {
  const at = answers.findIndex(({ status }) => status === 'refused');
  const refusal = answers[at];
  if (refusal?.status === 'refused') {
    return isMany ? { ...refusal, message: `Request ${at + 1}: ${refusal.message}` } : refusal;
  }
  const values = answers.map((answer) => (answer.status === 'done' ? answer.value : undefined));
  return done(isMany ? values : values[0]);
}
