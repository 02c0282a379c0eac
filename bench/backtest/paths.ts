import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { invariant } from '@/lib/base/invariant';
import {
  mergeSimulation,
  type PartResult,
  runSimulationPart,
  type SimulationPart,
  splitSimulation,
} from '@/lib/quant/planning/simulation/simulate';

export type SimulationInput = Parameters<typeof runSimulationPart>[0];

interface Order {
  readonly input: SimulationInput;
  readonly part: SimulationPart;
}

/** Two threads, kept from run to run as the product keeps its own. */
const THREADS = 2;

function resultOf({ input, part }: Order): PartResult {
  const outcome = runSimulationPart(input, part);
  invariant(outcome.status === 'done', outcome.status);
  return outcome.result;
}

/** The bench's own file is its thread's file too; there it only answers. */
export function answerAsThread(): boolean {
  if (isMainThread || parentPort === null) return false;
  const port = parentPort;
  port.on('message', (order: Order) => {
    port.postMessage(resultOf(order));
  });
  return true;
}

const threads: Worker[] = [];

function ask(thread: Worker, order: Order): Promise<PartResult> {
  return new Promise((resolve, reject) => {
    thread.once('message', (result: PartResult) => {
      thread.off('error', reject);
      resolve(result);
    });
    thread.once('error', reject);
    thread.postMessage(order);
  });
}

/** Odds of the goal, from the product's own parts on two threads. */
export async function oddsOnTwoThreads(input: SimulationInput): Promise<number> {
  while (threads.length < THREADS) {
    const thread = new Worker(new URL(import.meta.url));
    thread.unref();
    threads.push(thread);
  }
  const parts = splitSimulation(input, THREADS);
  const results = await Promise.all(
    parts.map((part, at) => {
      const thread = threads[at];
      invariant(thread !== undefined, 'a thread a part');
      return ask(thread, { input, part });
    }),
  );
  return mergeSimulation(input, results).success.probability;
}
