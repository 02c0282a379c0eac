import { readRun, writeRun, emptyRun } from './run-file.mjs';
import { shutDown } from './shut-down.mjs';

// Stands beside a start and cleans up after it when it is killed: no process can do that for itself. The start holds
// the other end of our standard input, which closes however it ends; the word "done" before that means it has
// cleaned up itself.
const startPid = Number(process.argv[2]);

process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('SIGHUP', () => {});

let heard = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => (heard = (heard + text).slice(-16)));
await new Promise((resolve) => process.stdin.once('close', resolve));

const run = readRun();
if (!heard.includes('done') && run.start?.pid === startPid) {
  await shutDown(run);
  if (readRun().start?.pid === startPid) writeRun(emptyRun(run.ports));
}
