import { inflateSync } from 'node:zlib';

/** What a report's PDF holds, read by its own structure: enough of the format to check our own files. */
export interface ReadPdf {
  readonly id: string;
  /** The text of each page in the order in which it is drawn; strings drawn apart are joined by a line end. */
  readonly pages: readonly string[];
}

/** Code page 1252, in which the standard fonts are written. */
const decoder = new TextDecoder('windows-1252');

/** @throws Error when header, cross-reference table or trailer are not where a reader looks for them */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const raw = Buffer.from(bytes).toString('latin1');
  if (!raw.startsWith('%PDF-1.')) throw new Error('no PDF header');
  const startsAt = /startxref\n(\d+)\n%%EOF\n?$/.exec(raw);
  if (startsAt === null) throw new Error('no end of file');
  const table = raw.slice(Number(startsAt[1]));
  const size = /^xref\n0 (\d+)\n/.exec(table);
  if (size === null) throw new Error('the cross-reference table is not where the file says');
  const entries = [...table.matchAll(/^(\d{10}) \d{5} n/gm)].map(([, offset]) => Number(offset));
  if (entries.length !== Number(size[1]) - 1) throw new Error('the table counts other objects than it lists');
  for (const [index, offset] of entries.entries()) {
    if (!raw.startsWith(`${index + 1} 0 obj`, offset)) throw new Error(`object ${index + 1} is not where it should be`);
  }
  const pages = [...raw.matchAll(/\/Type \/Page\n[\s\S]*?\/Contents (\d+) 0 R/g)].map(([, id]) => Number(id));
  return {
    id: /\/ID \[<([0-9a-f]+)>/.exec(table)?.[1] ?? '',
    pages: pages.map((object) => streamText(raw, entries[object - 1] ?? 0)),
  };
}

function streamText(raw: string, offset: number): string {
  const length = Number(/\/Length (\d+)/.exec(raw.slice(offset))?.[1]);
  const from = raw.indexOf('stream\n', offset) + 'stream\n'.length;
  const content = inflateSync(Buffer.from(raw.slice(from, from + length), 'latin1')).toString('latin1');
  return [...content.matchAll(/\[((?:<[0-9a-f]*>|[-\d. ]+)*)\] TJ/g)]
    .map(([, array = '']) =>
      [...array.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => decoder.decode(Buffer.from(hex, 'hex'))).join(''),
    )
    .join('\n');
}
