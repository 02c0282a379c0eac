import { seconds } from './console.mjs';
import { runCommand } from './run-command.mjs';
import { root } from './paths.mjs';

const LINES_SHOWN_MAX = 200;

/**
 * One part of a check: a command, and what its output must show beyond exit code 0.
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} args            of node
 * @property {NodeJS.ProcessEnv} [env]
 * @property {Promise<unknown>} [after] what must be over before this part may begin
 * @property {(output: string) => string | null} [objection] a sentence when the output belies the exit code
 */

/** @typedef {{ name: string, isPassed: boolean, milliseconds: number, output: string }} PartResult */

/** @param {Part} part @returns {Promise<PartResult>} */
async function runPart(part) {
  const begin = Date.now();
  const { code, output } = await runCommand(`check-${part.name}`, process.execPath, part.args, {
    cwd: root,
    env: { ...process.env, ...part.env },
  });
  const objection = code === 0 ? (part.objection?.(output) ?? null) : null;
  const isPassed = code === 0 && objection === null;
  return { name: part.name, isPassed, milliseconds: Date.now() - begin, output: objection ?? output };
}

/** @param {PartResult} result @param {import('./console.mjs').Console} console */
function report(result, console) {
  console.say(
    `${result.isPassed ? 'ok    ' : 'FAILED'} ${result.name.padEnd(20)} ${seconds(result.milliseconds).padStart(8)}`,
  );
  if (result.isPassed) return;
  const lines = result.output.trimEnd().split('\n').slice(-LINES_SHOWN_MAX);
  console.say(lines.map((line) => `       ${line}`).join('\n'));
}

/**
 * Runs all parts, a few at a time in their order, those that wait for something when it is over, and reports each as it ends. A failed part does not stop the others: one run
 * shows everything there is to mend.
 * @param {readonly Part[]} parts
 * @param {number} atOnce
 * @param {import('./console.mjs').Console} console
 */
export async function runParts(parts, atOnce, console) {
  const waiting = [...parts];
  const held = new Set(parts.filter((part) => part.after !== undefined));
  for (const part of held) part.after?.finally(() => held.delete(part)).catch(() => undefined);
  const results = [];
  const next = () => {
    const at = waiting.findIndex((part) => !held.has(part));
    return waiting.splice(Math.max(at, 0), 1)[0];
  };
  const work = async () => {
    for (let part = next(); part; part = next()) {
      await part.after;
      const result = await runPart(part);
      results.push(result);
      report(result, console);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
