import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { timeOf } from './clock';
import { readResults, writeInput } from './exchange';
import { machineLines, markdownOf, summaryOf, type TableLine, textOf } from './table';
import type { BenchTask, Contender, TaskInput } from './task';
import { TASKS } from './tasks';

/** Ours and each peer, one task after the other, on the same numbers in one run. */

const PYTHON = 'bench/peers/.venv/bin/python';
const FOLDER = '.ballast/bench/optimize';
const RESULTS = 'bench/RESULTS.md';

const problemOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const NOTHING = { objective: undefined, violation: undefined };

const worthOf = (task: BenchTask, input: TaskInput, weights: Float64Array) =>
  weights.length === 0
    ? NOTHING
    : { objective: task.objective?.(input, weights), violation: task.violation?.(input, weights) };

async function lineOf(task: BenchTask, input: TaskInput, contender: Contender, isOurs: boolean): Promise<TableLine> {
  const base = { task: task.id, name: contender.name, isOurs };
  try {
    const work = await contender.prepare(input);
    const weights = work();
    const timing = timeOf(work);
    return {
      ...base,
      ...timing,
      ...(contender.hasOtherProblems === true ? NOTHING : worthOf(task, input, weights)),
      failure: undefined,
    };
  } catch (error) {
    return { ...base, medianMilliseconds: Number.NaN, runs: 0, ...NOTHING, failure: problemOf(error) };
  }
}

function pythonLines(task: BenchTask, input: TaskInput): TableLine[] {
  if (task.pythonPeers.length === 0 || !existsSync(PYTHON)) return [];
  writeInput(FOLDER, task.id, task.pythonPeers, input);
  const run = spawnSync(PYTHON, ['bench/peers/run_peers.py', path.join(FOLDER, task.id)], { stdio: 'inherit' });
  if (run.status !== 0) return [];
  return readResults(FOLDER, task.id).map(({ name, version, weights, ...rest }) => ({
    ...rest,
    task: task.id,
    name: `${name} ${version}`,
    isOurs: false,
    ...worthOf(task, input, weights),
  }));
}

async function linesOf(task: BenchTask): Promise<TableLine[]> {
  const input = task.makeInput();
  const lines: TableLine[] = [];
  for (const contender of task.ours) lines.push(await lineOf(task, input, contender, true));
  for (const contender of task.npmPeers) lines.push(await lineOf(task, input, contender, false));
  return [...lines, ...pythonLines(task, input)];
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
mkdirSync(FOLDER, { recursive: true });
const done: (readonly [BenchTask, readonly TableLine[]])[] = [];
for (const task of TASKS) {
  if (wanted.length > 0 && !wanted.includes(task.id)) continue;
  const lines = await linesOf(task);
  process.stdout.write(`${textOf(task, lines)}\n`);
  done.push([task, lines]);
}
if (!existsSync(PYTHON)) process.stdout.write('The Python peers are not installed: see bench/peers/README.md.\n');
if (process.argv.includes('--write')) {
  const sections = done.map(([task, lines]) => markdownOf(task, lines));
  const text = ['# Optimiser bench', '', ...machineLines(), '', summaryOf(done), '', ...sections].join('\n');
  writeFileSync(RESULTS, text);
  process.stdout.write(`Written to ${RESULTS}.\n`);
}
