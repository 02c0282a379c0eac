import 'server-only';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { readBytes } from './read-body';

export interface Upload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** A little more than the service allows, so that it is the service that says how large a file may be. */
const BYTES_MAX = 21 * 1024 * 1024;

/** What browsers and tools call a CSV file or a packed one. */
const FILE_TYPES = /^(text\/csv|application\/(csv|gzip|x-gzip|octet-stream|vnd\.ms-excel))\s*(;|$)/i;
const FORM_TYPE = /^multipart\/form-data\s*;/i;

const TOO_LARGE = refused('too-large', 'The file is larger than 20 MB.', 'file');

/** Header values are Latin-1, file names are not: they come percent-encoded. */
function nameOfHeader(request: Request): string | undefined {
  const name = request.headers.get('x-file-name');
  if (name === null) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

async function fileOfForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Outcome<Upload>> {
  const form = await new Response(bytes, { headers: { 'Content-Type': contentType } })
    .formData()
    .catch(() => undefined);
  const file = form?.get('file');
  if (file === undefined || file === null || typeof file === 'string') {
    return refused('bad-input', 'Send the file in a field called file.', 'file');
  }
  return done({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
}

/** A file sent as it is, named by `X-File-Name`, or as the field `file` of a form. */
export async function readUpload(request: Request): Promise<Outcome<Upload>> {
  const contentType = request.headers.get('content-type') ?? '';
  const isForm = FORM_TYPE.test(contentType);
  if (!isForm && !FILE_TYPES.test(contentType)) {
    return refused('bad-input', 'Send a CSV file as text/csv, a packed one as application/gzip, or a form.');
  }
  const fileName = nameOfHeader(request);
  if (!isForm && fileName === undefined) {
    return refused('bad-input', 'Name the file in the header X-File-Name, percent-encoded.', 'fileName');
  }
  const bytes = await readBytes(request, BYTES_MAX);
  if (bytes === undefined) return TOO_LARGE;
  return isForm ? fileOfForm(bytes, contentType) : done({ fileName: fileName ?? '', bytes });
}
