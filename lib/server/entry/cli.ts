import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { ERROR_CODES, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import { type Command, COMMANDS } from '../cli/commands';

/** The command line: a request in JSON from a file or standard input, the answer in JSON on standard output. */

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const usage = (): string =>
  [
    'Usage: npm run -s ballast -- <command> [request.json]   (or the request on standard input)',
    ...COMMANDS.map(({ name, summary, example }) => `\n  ${name.padEnd(12)}${summary}\n              ${example}`),
  ].join('\n');

async function readRequest(file: string | undefined): Promise<Outcome<unknown>> {
  let source: string;
  try {
    source = file === undefined ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch {
    return refused('bad-input', `The request file ${file ?? ''} cannot be read.`);
  }
  try {
    return { status: 'done', value: JSON.parse(source) as unknown };
  } catch (error) {
    const where = file ?? 'standard input';
    // The parser quotes the text, line ends and all.
    const why = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : '';
    return refused('bad-input', `The request on ${where} is not valid JSON: ${why}.`);
  }
}

/** The sentence, which names the field in any case. */
const sentenceOf = ({ message, field = '' }: Refusal): string =>
  field === '' || message.startsWith(field) ? message : `${field}: ${message}`;

/** Many requests give many answers; the first that is refused ends the run with nothing printed. */
async function answerAll(command: Command, request: unknown): Promise<Outcome<unknown>> {
  if (!Array.isArray(request)) return command.run(request);
  const answers: unknown[] = [];
  for (const [index, single] of request.entries()) {
    const answer = await command.run(single);
    if (answer.status === 'refused') return { ...answer, message: `Request ${index + 1}: ${sentenceOf(answer)}` };
    answers.push(answer.value);
  }
  return { status: 'done', value: answers };
}

async function main(words: readonly string[]): Promise<number> {
  const [name, file] = words;
  const command = COMMANDS.find((entry) => entry.name === name);
  if (command === undefined) {
    const isQuestion = name === undefined || name === 'help' || name === '--help';
    say(isQuestion ? usage() : `There is no command ${name}.\n${usage()}`);
    return isQuestion ? 0 : ERROR_CODES['bad-input'].exitCode;
  }
  if (file === undefined && process.stdin.isTTY) {
    say(`${name} needs a request: a file, or JSON on standard input, such as\n${command.example}`);
    return ERROR_CODES['bad-input'].exitCode;
  }
  const request = await readRequest(file);
  const answer = request.status === 'refused' ? request : await answerAll(command, request.value);
  if (answer.status === 'refused') {
    say(sentenceOf(answer));
    return ERROR_CODES[answer.code].exitCode;
  }
  const indent = process.stdout.isTTY ? 2 : undefined;
  process.stdout.write(`${JSON.stringify(answer.value, null, indent)}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
