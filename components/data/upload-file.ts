import { z } from 'zod';
import { type Outcome, refused } from '@/lib/base/outcome';
import { PriceImportView } from '@/lib/shared/contracts/price-set';

const ADDRESS = '/api/v1/prices';

/** The service's bound; a larger file is refused before it travels. */
const BYTES_MAX = 20 * 1024 * 1024;

const Refusal = z.object({ error: z.object({ message: z.string() }) });

const NO_ANSWER = refused('unavailable', 'The file did not arrive. Check the connection and drop it again.');

/** One sentence when there is no point in sending the file. */
export function fileProblem({ name, size }: Pick<File, 'name' | 'size'>): string | undefined {
  if (size === 0) return `${name} is empty.`;
  return size > BYTES_MAX ? `${name} is larger than 20 MB.` : undefined;
}

/** Sends the bytes as they are; the answer is the report, before anything is kept. */
export async function uploadFile(file: File): Promise<Outcome<PriceImportView>> {
  const response = await fetch(ADDRESS, {
    method: 'POST',
    body: file,
    headers: {
      'Content-Type': /\.gz$/i.test(file.name) ? 'application/gzip' : 'text/csv',
      'X-File-Name': encodeURIComponent(file.name),
    },
  }).catch(() => undefined);
  const body: unknown = await response?.json().catch(() => undefined);
  if (response === undefined) return NO_ANSWER;
  if (response.ok) {
    const view = PriceImportView.safeParse(body);
    return view.success ? { status: 'done', value: view.data } : NO_ANSWER;
  }
  const refusal = Refusal.safeParse(body);
  return refusal.success ? refused('bad-input', refusal.data.error.message) : NO_ANSWER;
}
