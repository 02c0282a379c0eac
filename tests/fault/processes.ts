import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const BUILD = path.resolve(import.meta.dirname, '../../.ballast/build');

/** A real process of the product, as `npm start` runs it; the modules were bundled when the test database was made. */
export interface ProductProcess {
  readonly pid: number;
  /** kill -9: no handler of the process runs. Resolves when it is gone. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startProcess(
  entry: 'worker' | 'exchange',
  extra: Record<string, string> = {},
): Promise<ProductProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', path.join(BUILD, `${entry}.mjs`)], {
    env: { ...process.env, LOG_LEVEL: 'info', BALLAST_PARENT_PID: String(process.pid), ...extra },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid } = child;
  if (pid === undefined || child.stdout === null) throw new Error(`${entry} did not start`);
  const exited = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      if (process.env['BALLAST_TEST_LOG'] !== undefined) process.stderr.write(text);
      if (text.includes('"ready"')) resolve();
    });
    void exited.then(() => reject(new Error(`${entry} ended before it was ready`)));
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return { pid, kill: () => end('SIGKILL'), close: () => end('SIGTERM') };
}
