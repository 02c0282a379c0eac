import { launchProduct } from './lib/launcher.mjs';
import { runMain } from './lib/plain-error.mjs';

await runMain(() => launchProduct(import.meta.filename, 'production'));
