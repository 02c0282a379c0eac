import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS } from './scripts/lib/browser.mjs';

const report = process.env['BALLAST_BROWSER_REPORT'] ?? '.ballast/reports/browser.json';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/support/e2e-setup.ts',
  fullyParallel: true,
  workers: 2,
  // A test that passes only at the second try is a failure to look into.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: report }]],
  use: {
    browserName: 'chromium',
    baseURL: process.env['BALLAST_E2E_URL'] ?? 'http://localhost:3000',
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    // Recording every step of every page takes a good part of the time; a failure leaves its picture and the page's text.
    trace: process.env['BALLAST_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: BROWSER_FLAGS },
  },
});
