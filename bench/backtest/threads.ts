import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { invariant } from '@/lib/base/invariant';
import { runTrialPart, type TrialPart, type TrialPartResult } from '@/lib/quant/backtest/search/trial-run';
import { type PartResult, runSimulationPart, type SimulationPart } from '@/lib/quant/planning/simulation/simulate';
import { UNWATCHED } from './market';

export type SimulationInput = Parameters<typeof runSimulationPart>[0];

type Order =
  | { readonly kind: 'paths'; readonly input: SimulationInput; readonly part: SimulationPart }
  | { readonly kind: 'trials'; readonly part: TrialPart };

/** Two threads, kept from run to run as the product keeps its own. */
export const THREADS = 2;

function simulated(input: SimulationInput, part: SimulationPart): PartResult {
  const outcome = runSimulationPart(input, part);
  invariant(outcome.status === 'done', outcome.status);
  return outcome.result;
}

const answerTo = (order: Order): unknown =>
  order.kind === 'paths' ? simulated(order.input, order.part) : runTrialPart(order.part, UNWATCHED);

/** The bench's own file is its thread's file too; there it only answers. */
export function answerAsThread(): boolean {
  if (isMainThread || parentPort === null) return false;
  const port = parentPort;
  port.on('message', (order: Order) => {
    port.postMessage(answerTo(order));
  });
  return true;
}

const threads: Worker[] = [];

function ask<Result>(thread: Worker, order: Order): Promise<Result> {
  return new Promise((resolve, reject) => {
    thread.once('message', (result: Result) => {
      thread.off('error', reject);
      resolve(result);
    });
    thread.once('error', reject);
    thread.postMessage(order);
  });
}

async function answersTo<Result>(orders: readonly Order[]): Promise<Result[]> {
  while (threads.length < orders.length) {
    const thread = new Worker(new URL(import.meta.url));
    thread.unref();
    threads.push(thread);
  }
  return Promise.all(
    orders.map((order, at) => {
      const thread = threads[at];
      invariant(thread !== undefined, 'a thread an order');
      return ask<Result>(thread, order);
    }),
  );
}

export const simulatePaths = (input: SimulationInput, parts: readonly SimulationPart[]): Promise<PartResult[]> =>
  answersTo(parts.map((part) => ({ kind: 'paths', input, part })));

export const runTrials = (parts: readonly TrialPart[]): Promise<TrialPartResult[]> =>
  answersTo(parts.map((part) => ({ kind: 'trials', part })));
