import { pathToFileURL } from 'node:url';
import { bundleEntries } from './bundle.mjs';
import { generateCatalogue } from './catalogue.mjs';
import { PlainError } from './plain-error.mjs';
import { generatePrismaClient } from './prisma.mjs';

/** Brings the bundled command line up to date with the sources and runs it in this process. */
export async function runCli() {
  await generatePrismaClient();
  await generateCatalogue();
  const { cli } = await bundleEntries(['cli', 'thread']);
  if (!cli) throw new PlainError('This checkout has no command line yet: lib/server/entry/cli.ts is missing.');
  await import(pathToFileURL(cli).href);
}
