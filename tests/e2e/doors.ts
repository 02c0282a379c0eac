import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { APIResponse, Page } from '@playwright/test';
import { z } from 'zod';
import { expect } from './fixtures';
import { siteOrigin } from './visitors';

const ROOT = path.join(import.meta.dirname, '../..');

/** The `recommend` door for programs, as the signed-in person. */
export const recommendOverHttp = (page: Page, request: unknown): Promise<APIResponse> =>
  page.request.post('/api/v1/recommendations', { data: request, headers: { origin: siteOrigin() } });

const Kept = z.object({ id: z.uuid(), createdAt: z.iso.datetime() });

/** The text of a kept answer with id and time, which stand first, cut off. */
export async function textWithoutName(response: APIResponse): Promise<string> {
  const whole = await response.text();
  expect(response.status(), whole.slice(0, 300)).toBe(200);
  const { id, createdAt } = Kept.parse(JSON.parse(whole));
  const front = `{"id":"${id}","createdAt":"${createdAt}",`;
  expect(whole.startsWith(front)).toBe(true);
  return `{${whole.slice(front.length)}`;
}

export interface Printed {
  readonly exitCode: number | null;
  readonly text: string;
  /** What stands on standard error. */
  readonly sentence: string;
}

/** `npm run -s ballast -- recommend` with the request on standard input. */
export async function recommendAtTheDesk(request: unknown): Promise<Printed> {
  const command = spawn(process.execPath, ['scripts/ballast.mjs', 'recommend'], { cwd: ROOT });
  const ended = new Promise<number | null>((resolve, reject) => command.once('close', resolve).once('error', reject));
  command.stdin.end(JSON.stringify(request));
  const [printed, said, exitCode] = await Promise.all([text(command.stdout), text(command.stderr), ended]);
  return { exitCode, text: printed.trimEnd(), sentence: said.trimEnd() };
}
