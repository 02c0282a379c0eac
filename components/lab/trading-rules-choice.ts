import { COST_PRESET_CATALOGUE } from '@/lib/shared/catalogue.generated';
import { textOf } from './run-request';

/** What the advanced part of a test's form offers, as the wire takes it; the first of each needs nothing sent. */

interface Choice {
  readonly value: string;
  readonly label: string;
}

const BAND = { kind: 'absolute', points: 0.05 } as const;

export const RULE_CHOICES: readonly Choice[] = [
  { value: '', label: 'On the dates above' },
  { value: 'bands', label: 'Whenever a holding is 5 points off its target' },
  { value: 'edge', label: 'Whenever one is 5 points off, and only back to 5' },
  { value: 'five-twenty-five', label: 'Whenever one is 5 points, or a quarter of a small target, off (5/25)' },
  { value: 'dates-bands', label: 'On the dates above, where one is 5 points off' },
];

function ruleOf(value: string, calendar: string) {
  switch (value) {
    case 'bands':
      return { kind: 'bands', bands: BAND };
    case 'edge':
      return { kind: 'bands', bands: BAND, tolerance: 'edge' };
    case 'five-twenty-five':
      return { kind: 'bands', bands: { kind: 'five-twenty-five' } };
    case 'dates-bands':
      return { kind: 'calendar-bands', every: calendar, bands: BAND };
    default:
      return undefined;
  }
}

/** Impact needs volumes, which not every price file has; the command line offers those presets too. */
export const COST_CHOICES: readonly Choice[] = [
  { value: '', label: 'The commission above' },
  ...COST_PRESET_CATALOGUE.ids
    .filter((id) => !('impact' in COST_PRESET_CATALOGUE.entries[id].costs))
    .map((id) => ({ value: id, label: COST_PRESET_CATALOGUE.entries[id].name })),
];

export const MOMENT_CHOICES: readonly Choice[] = [
  { value: '', label: 'At the close of the next day' },
  { value: 'open', label: 'At the open of the next day' },
];

export const TAX_CHOICES: readonly Choice[] = [
  { value: '', label: 'No taxes' },
  { value: 'flat', label: 'A quarter of each year’s realised gains' },
  { value: 'us-federal-2024', label: 'United States federal, 2024, single, $80,000 other income' },
];

const TAX_RATE = 0.25;
const OTHER_INCOME = 80_000;

function taxesOf(value: string) {
  switch (value) {
    case 'flat':
      return { preset: 'flat', rate: TAX_RATE };
    case 'us-federal-2024':
      return { preset: 'us-federal-2024', taxableIncome: OTHER_INCOME };
    default:
      return undefined;
  }
}

/** The fields of a request that the advanced part adds; what is left as it stands is not sent. */
export function tradingRulesOfForm(form: FormData): Record<string, unknown> {
  const rebalance = ruleOf(textOf(form, 'rule'), textOf(form, 'calendar'));
  const taxes = taxesOf(textOf(form, 'taxes'));
  const preset = textOf(form, 'costPreset');
  const at = textOf(form, 'executionAt');
  return {
    ...(rebalance === undefined ? {} : { rebalance }),
    ...(preset === '' ? {} : { costs: { preset } }),
    ...(at === '' ? {} : { execution: { at } }),
    ...(taxes === undefined ? {} : { taxes }),
  };
}
