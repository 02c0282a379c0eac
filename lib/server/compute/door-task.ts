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

/** The doors that compute and keep nothing, with what each of them is asked. */
interface DoorRequest {
  readonly optimize: OptimizeRequest;
  readonly frontier: FrontierRequest;
  readonly risk: RiskRequest;
  readonly simulate: SimulateRequest;
  readonly stress: StressRequest;
  readonly backtest: BacktestDoorRequest;
  readonly metrics: MetricsRequest;
}

type DoorId = keyof DoorRequest;

/** Requests to one of the doors. */
export type DoorRequests<Door extends DoorId = DoorId> = {
  readonly [Id in Door]: { readonly door: Id; readonly requests: readonly DoorRequest[Id][] };
}[Door];

/** The stored prices that the requests name, by the id of their set. */
type StoredPanels = ReadonlyMap<string, PricePanel>;

export type DoorTaskInput = DoorRequests & { readonly stored: StoredPanels };

type Answer = Outcome<unknown>;

/** One answer a request, or up to the first that is refused. */
export const doorTask: Task<DoorTaskInput, readonly Answer[]> = (input, control) => {
  const answers: Answer[] = [];
  for (const answer of answersOf(input, input.stored, control)) {
    if (control.shouldStop()) return { status: 'stopped' };
    answers.push(answer);
    if (answer.status === 'refused') break;
  }
  return { status: 'finished', value: answers };
};

type AnswerRequest<Request> = (request: Request, stored: StoredPanels, control: Control) => Answer;

const DOORS: { readonly [Door in DoorId]: AnswerRequest<DoorRequest[Door]> } = {
  optimize: withPanel(optimizeAnswer),
  frontier: withPanel(frontierAnswer),
  risk: withPanel(riskAnswer),
  simulate: withPanel(simulateAnswer),
  stress: withPanel(stressAnswer),
  backtest: replayed,
  metrics: metricsAnswer,
};

function* answersOf<Door extends DoorId>(
  { door, requests }: DoorRequests<Door>,
  stored: StoredPanels,
  control: Control,
): Generator<Answer, undefined> {
  for (const request of requests) yield DOORS[door](request, stored, control);
  return undefined;
}

function replayed(request: BacktestDoorRequest, stored: StoredPanels, control: Control): Answer {
  const panel = panelOf(request.prices, stored);
  if (panel.status === 'refused') return panel;
  const run = backtestAnswer(request, panel.value, control);
  return run.status === 'cancelled' ? refused('unavailable', 'The computation was stopped.') : run;
}

function withPanel<Request extends { readonly prices?: PricesInput }>(
  answer: (request: Request, panel?: PricePanel, control?: Control) => Answer,
): AnswerRequest<Request> {
  return (request, stored, control) => {
    if (request.prices === undefined) return answer(request, undefined, control);
    const panel = panelOf(request.prices, stored);
    return panel.status === 'done' ? answer(request, panel.value, control) : panel;
  };
}

const panelOf = (prices: PricesInput, stored: StoredPanels): Outcome<PricePanel> =>
  requestPanel(prices, 'set' in prices ? stored.get(prices.set) : undefined);

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
