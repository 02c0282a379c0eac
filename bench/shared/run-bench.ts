import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { timeOf } from './clock';
import { readResults, writeInput } from './exchange';
import { machineLines, markdownOf, summaryOf, type TableLine, textOf } from './table';
import type { BenchTask, Contender, TaskInput } from './task';

const PYTHON = 'bench/peers/.venv/bin/python';
const RESULTS = 'bench/RESULTS.md';

/** One bench: a heading of the results, the tasks under it and the command that makes it. */
export interface Bench {
  readonly heading: string;
  readonly command: string;
  /** Where the Python peers read their input. */
  readonly folder: string;
  readonly tasks: readonly BenchTask[];
}

const problemOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const NOTHING = { objective: undefined, violation: undefined, answer: undefined };

const worthOf = (task: BenchTask, input: TaskInput, weights: Float64Array) =>
  weights.length === 0
    ? NOTHING
    : {
        objective: task.objective?.(input, weights),
        violation: task.violation?.(input, weights),
        answer: task.answer?.of(input, weights),
      };

async function lineOf(task: BenchTask, input: TaskInput, contender: Contender, isOurs: boolean): Promise<TableLine> {
  const base = { task: task.id, name: contender.name, isOurs };
  try {
    const work = await contender.prepare(input);
    const weights = await work();
    const timing = await timeOf(work);
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

function pythonLines(task: BenchTask, input: TaskInput, folder: string): TableLine[] {
  if (task.pythonPeers.length === 0 || !existsSync(PYTHON)) return [];
  writeInput(folder, task.id, task.pythonPeers, input);
  const run = spawnSync(PYTHON, ['bench/peers/run_peers.py', path.join(folder, task.id)], { stdio: 'inherit' });
  if (run.status !== 0) return [];
  return readResults(folder, task.id).map(({ name, version, weights, ...rest }) => ({
    ...rest,
    task: task.id,
    name: `${name} ${version}`,
    isOurs: false,
    ...worthOf(task, input, weights),
  }));
}

async function linesOf(task: BenchTask, folder: string): Promise<TableLine[]> {
  const input = task.makeInput();
  const lines: TableLine[] = [];
  for (const contender of task.ours) lines.push(await lineOf(task, input, contender, true));
  for (const contender of task.npmPeers) lines.push(await lineOf(task, input, contender, false));
  return [...lines, ...pythonLines(task, input, folder)];
}

/** The file holds one part a bench, each under its own heading of the first level; the other parts stay as they are. */
function writePart(heading: string, text: string): void {
  const parts = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8').split(/^(?=# )/m) : [];
  const at = parts.findIndex((part) => part.startsWith(`# ${heading}\n`));
  if (at === -1) parts.push(text);
  else parts[at] = text;
  writeFileSync(RESULTS, `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`);
  process.stdout.write(`Written to ${RESULTS}.\n`);
}

/** Ours and each peer, one task after the other, on the same numbers in one run; `words` may name some of the tasks. */
export async function runBench({ heading, command, folder, tasks }: Bench, words: readonly string[]): Promise<void> {
  const wanted = words.filter((word) => !word.startsWith('--'));
  mkdirSync(folder, { recursive: true });
  const done: (readonly [BenchTask, readonly TableLine[]])[] = [];
  for (const task of tasks) {
    if (wanted.length > 0 && !wanted.includes(task.id)) continue;
    const lines = await linesOf(task, folder);
    process.stdout.write(`${textOf(task, lines)}\n`);
    done.push([task, lines]);
  }
  if (!existsSync(PYTHON)) process.stdout.write('The Python peers are not installed: see bench/peers/README.md.\n');
  if (!words.includes('--write')) return;
  const sections = done.map(([task, lines]) => markdownOf(task, lines));
  writePart(heading, [`# ${heading}`, '', ...machineLines(command), '', summaryOf(done), '', ...sections].join('\n'));
}
