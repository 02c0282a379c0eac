import { describe, expect, test } from 'vitest';
import { importAnswer } from '@/components/data/import-header';
import { ageWords, indexNotes, symbolsOfText } from '@/components/data/price-words';
import { fileProblem } from '@/components/data/upload-file';
import type { ImportProblem, InstrumentView, PriceImportView } from '@/lib/shared/contracts/price-set';

const instrument = (symbol: string, isInvestable: boolean, suggestedSubstitute: string | null): InstrumentView => ({
  symbol,
  name: symbol,
  assetClass: 'currency',
  kind: isInvestable ? 'fund' : 'index',
  sector: null,
  region: null,
  isInvestable,
  suggestedSubstitute,
  annualFee: 0,
});

test('an index says that it cannot be held and what can', () => {
  expect(
    indexNotes([instrument('UUP', true, null), instrument('DXY', false, 'UUP'), instrument('VIX', false, null)]),
  ).toEqual(['DXY is an index and cannot be held; UUP can.', 'VIX is an index and cannot be held.']);
});

test('ages are said as people say them', () => {
  expect([0, 1, 2, 876].map(ageWords)).toEqual(['today', 'yesterday', '2 days old', '876 days old']);
});

test('symbols are read from commas, spaces and lines, once each', () => {
  expect(symbolsOfText(' spy, TLT;gld\nBTC-USD  spy ')).toEqual(['SPY', 'TLT', 'GLD', 'BTC-USD']);
  expect(symbolsOfText(' , ')).toEqual([]);
});

test('a file that need not travel is refused by name', () => {
  expect(fileProblem({ name: 'a.csv', size: 0 })).toBe('a.csv is empty.');
  expect(fileProblem({ name: 'a.csv', size: 20 * 1024 * 1024 + 1 })).toBe('a.csv is larger than 20 MB.');
  expect(fileProblem({ name: 'a.csv', size: 20 * 1024 * 1024 })).toBeUndefined();
});

describe('the verdict on a file', () => {
  const problem = (severity: ImportProblem['severity']): ImportProblem => ({
    severity,
    code: 'x',
    row: 1,
    column: 'SPY',
    message: 'x',
  });
  const view = (
    part: Partial<PriceImportView>,
    problems: ImportProblem[] = [],
    count = problems.length,
  ): PriceImportView => ({
    id: '01a1fc1c-f6a5-71d3-9a6b-f921aca4bb14',
    fileName: 'a.csv',
    status: 'read',
    report: { schemaVersion: 1, layout: 'wide', rowCount: 9, problems, problemCount: count },
    needsConsent: false,
    good: null,
    priceSetId: null,
    createdAt: '2026-11-20T00:00:00Z',
    ...part,
  });

  test('whole, in part, not at all, and decided', () => {
    expect(importAnswer(view({}, [problem('note')]))).toMatch(/read whole/);
    expect(importAnswer(view({ needsConsent: true }, [problem('dropped'), problem('note')]))).toMatch(/^1 thing /);
    expect(importAnswer(view({ needsConsent: true }, [problem('dropped')], 900))).toMatch(/^Part of this file/);
    expect(importAnswer(view({ status: 'unreadable' }, [problem('fatal')]))).toMatch(/^Nothing/);
    expect(importAnswer(view({ status: 'dropped' }))).toMatch(/dropped/);
    expect(importAnswer(view({ status: 'kept' }))).toMatch(/kept/);
  });
});
