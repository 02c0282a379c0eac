import { bundleEntries } from './bundle.mjs';
import { generateCatalogue } from './catalogue.mjs';
import { generatePrismaClient } from './prisma.mjs';

/** Everything that is made from sources before anything can run or be checked. */
export async function generateSources() {
  await generatePrismaClient();
  await generateCatalogue();
}

/** @returns {Promise<Record<string, string>>} entry name -> module */
export async function buildEntries() {
  await generateSources();
  return bundleEntries();
}
