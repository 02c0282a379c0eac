import { type Outcome, refused } from '@/lib/base/outcome';
import { backtestAnswer } from '@/lib/codec/backtest/answer';
import { frontierAnswer } from '@/lib/codec/frontier';
import { metricsAnswer } from '@/lib/codec/metrics';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { panelFromInline, panelFromSimulated } from '@/lib/codec/prices-input';
import { recommendAnswer } from '@/lib/codec/recommend/answer';
import { riskAnswer } from '@/lib/codec/risk';
import { simulateAnswer } from '@/lib/codec/simulate/answer';
import { stressAnswer } from '@/lib/codec/stress/answer';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { Control } from '@/lib/quant/trading/types';
import { BacktestDoorRequest } from '@/lib/shared/contracts/backtest-door';
import { FilePrices, type PricesInput } from '@/lib/shared/contracts/common';
import { FrontierRequest } from '@/lib/shared/contracts/frontier';
import { MetricsRequest } from '@/lib/shared/contracts/metrics';
import { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { plainestIssue } from '@/lib/shared/contracts/plain-issue';
import { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { RiskRequest } from '@/lib/shared/contracts/risk-door';
import { SimulateRequest } from '@/lib/shared/contracts/simulate-door';
import { StressRequest } from '@/lib/shared/contracts/stress-door';
import type { z } from 'zod';
import { panelOfFile, readPriceFile } from './price-file';

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly example: string;
  readonly run: (request: unknown) => Promise<Outcome<unknown>>;
}

/** Nobody watches a command line's progress; Ctrl-C ends it. */
const UNWATCHED: Control = { report: () => undefined, shouldStop: () => false };

function command<Input>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  readonly input: z.ZodType<Input>;
  readonly answer: (input: Input) => Promise<Outcome<unknown>> | Outcome<unknown>;
}): Command {
  const { input, answer, ...rest } = definition;
  return {
    ...rest,
    run: async (request) => {
      const parsed = input.safeParse(request);
      if (parsed.success) return answer(parsed.data);
      const issue = plainestIssue(parsed.error.issues);
      const field = issue?.path.join('.') ?? '';
      return refused('bad-input', `${field === '' ? 'request' : field}: ${issue?.message ?? 'not valid'}.`, field);
    },
  };
}

async function panelOf(prices: PricesInput): Promise<Outcome<PricePanel>> {
  if ('file' in prices) return panelOfFile(prices);
  if ('series' in prices) return panelFromInline(prices);
  if ('simulated' in prices) return panelFromSimulated(prices);
  return refused('bad-input', 'A stored price set can only be named to the server; give a file here.', 'prices.set');
}

const recommendCommand = command({
  name: 'recommend',
  summary: 'A certified plan for each risk level, with its reasons, a backtest and stress tests.',
  example: '{ "prices": { "file": "prices.csv.gz" }, "assets": ["SPY", "IEF", "GLD", "SHV"] }',
  input: RecommendRequest,
  answer: async (request) => {
    const panel = await panelOf(request.prices);
    if (panel.status === 'refused') return panel;
    const run = recommendAnswer(request, panel.value, UNWATCHED);
    return run.status === 'cancelled' ? refused('unavailable', 'The computation was stopped.') : run;
  },
});

const backtestCommand = command({
  name: 'backtest',
  summary: 'Strategies replayed on past prices side by side, with costs, intervals and the bars to beat.',
  example: '{ "prices": { "file": "prices.csv.gz" }, "assets": ["SPY", "IEF"], "strategies": ["equal-weight"] }',
  input: BacktestDoorRequest,
  answer: async (request) => {
    const panel = await panelOf(request.prices);
    if (panel.status === 'refused') return panel;
    const run = backtestAnswer(request, panel.value, UNWATCHED);
    return run.status === 'cancelled' ? refused('unavailable', 'The computation was stopped.') : run;
  },
});

/** For the doors that take prices or do without. */
const withPrices =
  <Request extends { readonly prices?: PricesInput }, Answer>(
    answer: (request: Request, panel?: PricePanel) => Outcome<Answer>,
  ) =>
  async (request: Request): Promise<Outcome<Answer>> => {
    if (request.prices === undefined) return answer(request);
    const panel = await panelOf(request.prices);
    return panel.status === 'refused' ? panel : answer(request, panel.value);
  };

const optimizeCommand = command({
  name: 'optimize',
  summary: 'Weights for one objective within limits, with a certificate, or the limits that conflict.',
  example:
    '{ "assets": ["SPY", "IEF"], "prices": { "file": "prices.csv.gz" }, "objective": { "kind": "min-risk", "measure": "variance" } }',
  input: OptimizeRequest,
  answer: withPrices(optimizeAnswer),
});

const frontierCommand = command({
  name: 'frontier',
  summary: 'The mixes with the least risk for each expected return within limits.',
  example:
    '{ "assets": ["A", "B"], "moments": { "expectedReturns": [0.05, 0.03], "covariance": [[0.04, 0], [0, 0.01]] } }',
  input: FrontierRequest,
  answer: withPrices(frontierAnswer),
});

const riskCommand = command({
  name: 'risk',
  summary: 'What a mix carries: volatility, tail losses, and which assets and classes they come from.',
  example: '{ "assets": ["SPY", "IEF"], "prices": { "file": "prices.csv.gz" }, "weights": { "SPY": 0.6, "IEF": 0.4 } }',
  input: RiskRequest,
  answer: withPrices(riskAnswer),
});

const stressCommand = command({
  name: 'stress',
  summary: 'What past crises, shocks and scenarios of your own would do to a mix, in money and by holding.',
  example:
    '{ "assets": ["SPY", "IEF"], "prices": { "file": "prices.csv.gz" }, "weights": { "SPY": 0.6, "IEF": 0.4 }, "own": [{ "name": "Stocks fall", "moves": [{ "class": "equity", "move": -0.2 }] }] }',
  input: StressRequest,
  answer: withPrices(stressAnswer),
});

const metricsCommand = command({
  name: 'metrics',
  summary: 'Every metric of the dictionary for a series of returns.',
  example: '{ "returns": [0.01, -0.02, 0.015] }',
  input: MetricsRequest,
  answer: metricsAnswer,
});

const simulateCommand = command({
  name: 'simulate',
  summary: 'What becomes of money in a mix: the odds of a target, the likely range month by month, incomes.',
  example:
    '{ "assets": ["SPY", "IEF"], "prices": { "file": "prices.csv.gz" }, "weights": { "SPY": 0.6, "IEF": 0.4 }, "months": 120, "startAmount": 10000, "contributions": { "monthly": 200 }, "target": { "amount": 50000 } }',
  input: SimulateRequest,
  answer: withPrices(simulateAnswer),
});

const pricesCommand = command({
  name: 'prices',
  summary: 'What a price file holds and what is wrong with it, cell by cell.',
  example: '{ "file": "prices.csv.gz" }',
  input: FilePrices,
  answer: async ({ file }) => {
    const read = await readPriceFile(file);
    if (read.status === 'refused') return read;
    const { layout, problems, needsConsent, assumptions, goodPart } = read.value;
    const { symbols, days, basis } = goodPart;
    return {
      status: 'done',
      value: { layout, basis, symbols, dayCount: days.length, needsConsent, assumptions, problems },
    };
  },
});

export const COMMANDS: readonly Command[] = [
  recommendCommand,
  optimizeCommand,
  frontierCommand,
  riskCommand,
  simulateCommand,
  stressCommand,
  backtestCommand,
  metricsCommand,
  pricesCommand,
];
