/** Types of test-server.mjs for the tests, which are TypeScript. */
export interface TestServer {
  readonly port: number;
  readonly template: string;
  readonly templateStore: string;
  readonly secrets: Readonly<
    Record<
      | 'ownerPassword'
      | 'appPassword'
      | 'exchangePassword'
      | 'demoPassword'
      | 'exchangeKey'
      | 'nextAuthSecret'
      | 'postgresPassword',
      string
    >
  >;
}
export function openTestServer(): Promise<{ server: TestServer; close: () => Promise<void> }>;
export function copyTemplate(
  server: TestServer,
  name: string,
): Promise<{ database: string; drop: () => Promise<void> }>;
