import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { catalogueSource } from './lib/catalogue-source';

/** Relative to the checkout, where this runs. */
const FILE = 'lib/shared/catalogue.generated.ts';

const source = catalogueSource();
// An unchanged file keeps its time stamp, so that nothing is built again for it.
if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== source) writeFileSync(FILE, source);
