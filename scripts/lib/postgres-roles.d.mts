/** Types of postgres-roles.mjs for the tests, which are TypeScript. */
import type { TestServer } from './test-server.mjs';

export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly exchangeUrl: string;
}
export function databaseUrls(port: number, database: string, secrets: TestServer['secrets']): DatabaseUrls;
