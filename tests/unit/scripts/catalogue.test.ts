import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { METRICS } from '@/lib/quant/risk/metrics';
import { SCENARIOS } from '@/lib/quant/planning/scenarios';
import { FEATURES } from '@/lib/quant/features/registry';
import { FEATURE_CATALOGUE, METRIC_CATALOGUE, SCENARIO_CATALOGUE } from '@/lib/shared/catalogue.generated';
import { catalogueSource } from '@/scripts/lib/catalogue-source';

const FILE = path.resolve(import.meta.dirname, '../../../lib/shared/catalogue.generated.ts');

test('the committed catalogue is the one the registries make (scripts/generate-catalogue.ts writes it)', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(catalogueSource());
});

describe('it is plain data', () => {
  test('ids in the order of the registry', () => {
    expect([...METRIC_CATALOGUE.ids]).toEqual(Object.keys(METRICS));
    expect([...SCENARIO_CATALOGUE.ids]).toEqual(Object.keys(SCENARIOS));
  });

  test('parameters with unit, bounds and default, as the feature checks them', () => {
    for (const id of FEATURE_CATALOGUE.ids) {
      expect(FEATURE_CATALOGUE.entries[id].parameters).toEqual(FEATURES[id].parameters);
    }
  });
});
