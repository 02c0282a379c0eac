import os from 'node:os';
import type { BenchTask } from './task';

export interface TableLine {
  readonly task: string;
  readonly name: string;
  readonly isOurs: boolean;
  readonly medianMilliseconds: number;
  readonly runs: number;
  readonly objective: number | undefined;
  readonly violation: number | undefined;
  readonly answer: number | undefined;
  readonly failure: string | undefined;
}

const TIMES = ['who', 'median ms', 'runs', 'times ours'];
const WORTH = ['objective', 'above the best', 'violation'];
/** An answer further outside the limits is not counted among the best. */
const VIOLATION_MAX = 1e-9;
const ANSWER_DIGITS = 10;

const milliseconds = (value: number): string => (value < 1 ? value.toFixed(4) : value.toFixed(2));

const headingsOf = ({ answer }: BenchTask): string[] => [
  ...TIMES,
  ...(answer === undefined ? WORTH : [answer.heading]),
];

/** Cells of each line; the first of ours is what ratios are taken to, the least objective what gaps are taken to. */
function cellsOf(task: BenchTask, lines: readonly TableLine[]): string[][] {
  const ours = lines.find(({ isOurs }) => isOurs)?.medianMilliseconds ?? Number.NaN;
  const objectives = lines.flatMap(({ objective, violation = 0 }) =>
    objective === undefined || violation > VIOLATION_MAX ? [] : [objective],
  );
  const best = Math.min(...objectives);
  return lines.map(({ name, medianMilliseconds, runs, objective, violation, answer, failure }) => {
    if (failure !== undefined)
      return [
        name,
        `not run: ${failure.slice(0, 60)}`,
        ...headingsOf(task)
          .slice(2)
          .map(() => ''),
      ];
    const times = [name, milliseconds(medianMilliseconds), String(runs), (medianMilliseconds / ours).toPrecision(3)];
    if (task.answer !== undefined) return [...times, answer === undefined ? '' : answer.toPrecision(ANSWER_DIGITS)];
    const gap = objective === undefined ? '' : ((objective - best) / Math.abs(best)).toExponential(1);
    const value = objective === undefined ? '' : objective.toPrecision(10);
    return [...times, value, gap, violation === undefined ? '' : violation.toExponential(1)];
  });
}

export function textOf(task: BenchTask, lines: readonly TableLine[]): string {
  const rows = [headingsOf(task), ...cellsOf(task, lines)];
  const widths = headingsOf(task).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const text = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [`${task.title}   (reach: ${task.reach})`, ...text, ''].join('\n');
}

export function markdownOf(task: BenchTask, lines: readonly TableLine[]): string {
  const body = markdownTable([headingsOf(task), ...cellsOf(task, lines)]);
  const note = task.note === undefined ? [] : [task.note, ''];
  return [`## ${task.title}`, '', `Reach: ${task.reach}.`, '', body, '', ...note].join('\n');
}

const SUMMARY_HEADINGS = ['task', 'reach', 'ours, ms', 'ours, other starts, ms', 'fastest peer', 'ms', 'times ours'];

/** One line a task: the first of ours beside the fastest peer that answered. */
export function summaryOf(tasks: readonly (readonly [BenchTask, readonly TableLine[]])[]): string {
  const cells = tasks.map(([{ title, reach }, lines]) => {
    const [ours, ...others] = lines.filter(({ isOurs }) => isOurs);
    const peers = lines.filter(({ isOurs, failure }) => !isOurs && failure === undefined);
    const [fastest] = peers.sort((left, right) => left.medianMilliseconds - right.medianMilliseconds);
    const own = ours?.medianMilliseconds ?? Number.NaN;
    const peer =
      fastest === undefined
        ? ['none was run', '', '']
        : [fastest.name, milliseconds(fastest.medianMilliseconds), (fastest.medianMilliseconds / own).toPrecision(3)];
    const starts = others.map(({ medianMilliseconds }) => milliseconds(medianMilliseconds)).join(', ');
    return [title, reach, milliseconds(own), starts, ...peer];
  });
  return markdownTable([SUMMARY_HEADINGS, ...cells]);
}

function markdownTable([headings = [], ...cells]: readonly (readonly string[])[]): string {
  const row = (entries: readonly string[]): string => `| ${entries.join(' | ')} |`;
  return [headings, headings.map(() => '---'), ...cells].map(row).join('\n');
}

export function machineLines(command: string): string[] {
  const [cpu] = os.cpus();
  return [
    `Machine: ${cpu?.model ?? 'unknown'}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.platform()} ${os.arch()}; Node ${process.version}.`,
    'Medians of many runs after a warm-up, ours and every peer in one run on the same numbers; set-up and solve are timed,',
    `reading the problem is not. Shared machine: read ratios, not digits. \`npm run ${command}\` makes this table.`,
  ];
}
