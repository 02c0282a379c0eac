import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { invariant } from '@/lib/base/invariant';
import { controlOf } from '../compute/signals';
import { runTaskByName } from '../compute/tasks';

/** The thread's whole life: one task, one answer. */
const Order = z.object({ name: z.string(), input: z.unknown(), signals: z.instanceof(Int32Array) });

const { name, input, signals } = Order.parse(workerData);
invariant(parentPort !== null, 'this file runs as a thread of the worker');
parentPort.postMessage(runTaskByName(name, input, controlOf(signals)));
