import type { TestProject } from 'vitest/node';
import { openTestServer, type TestServer } from '../../scripts/lib/test-server.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Once a run: starts or joins the test server and prepares its template; gives up its share at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, close } = await openTestServer();
  project.provide('testServer', server);
  return close;
}
