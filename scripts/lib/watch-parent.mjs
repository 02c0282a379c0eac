import { isMainThread } from 'node:worker_threads';

// Loaded into every service before its own code: a service whose supervisor has died ends by itself, first politely.
// The keeper does the same from outside; this is for the case that the keeper was killed too.
const POLL_MILLISECONDS = 500;
const GRACE_MILLISECONDS = 8_000;

const parent = Number(process.env.BALLAST_PARENT_PID);

if (isMainThread && parent > 1 && process.ppid === parent) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MILLISECONDS).unref();
  }, POLL_MILLISECONDS);
  timer.unref();
}
