import { existsSync } from 'node:fs';
import path from 'node:path';
import { bundleSource } from './bundle.mjs';
import { root } from './paths.mjs';
import { runOrFail } from './run-command.mjs';

const GENERATOR = 'scripts/generate-catalogue.ts';

/** Writes lib/shared/catalogue.generated.ts from the registries. The generator leaves an unchanged file alone. */
export async function generateCatalogue() {
  if (!existsSync(path.join(root, GENERATOR))) return;
  const generator = await bundleSource(GENERATOR, 'generate-catalogue');
  await runOrFail('catalogue', process.execPath, [generator], { cwd: root });
}
