import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { GoalReport } from '@/components/goals/goal-report';
import { chanceText, goalsText, oddsText, trialPath, trialText } from '@/components/goals/goal-words';
import { trialOfQuery } from '@/components/goals/trial-of-query';
import type { GoalDocument, GoalListItem, GoalStatusWord, GoalStudy, GoalTrial } from '@/lib/shared/contracts/goal';

const GOAL: GoalDocument = {
  kind: 'home',
  amount: 60_000,
  date: '2033-11-21',
  startAmount: 15_000,
  monthly: 450,
  priority: 'want',
  mayGive: 'either',
  level: 'balanced',
  incomeYears: 30,
  rule: 'fixed-real',
  engine: 'block-bootstrap',
  isMeanUncertain: false,
  inflation: 0.025,
  annualFee: 0,
};

describe('odds in words', () => {
  test.each([
    [0.82, 0.0038, '82 in 100, give or take 1'],
    [0.5, 0.0158, '50 in 100, give or take 3'],
    [0.823, 0.001, '82 in 100, give or take 1'],
    [1, 0.0002, 'more than 99 in 100'],
    [0, 0.0002, 'fewer than 1 in 100'],
  ])('%d with an error of %d', (probability, standardError, text) => {
    expect(oddsText({ probability, standardError })).toBe(text);
  });

  test('with what the hundred are', () => {
    expect(oddsText({ probability: 0.82, standardError: 0.004 }, 'paths get there')).toBe(
      '82 in 100 paths get there, give or take 1',
    );
  });

  test('never none and never all', () => {
    expect(chanceText(0.0049)).toBe('fewer than 1 in 100');
    expect(chanceText(0.005)).toBe('1 in 100');
    expect(chanceText(0.9951)).toBe('more than 99 in 100');
  });
});

describe('what is tried', () => {
  test('goes into the address and comes back', () => {
    const trial = { monthly: 512, date: '2034-01-21', level: 'conservative' } as const;
    const path = trialPath('/goals/1', trial);
    expect(path).toBe('/goals/1?monthly=512&date=2034-01-21&level=conservative');
    expect(trialOfQuery(Object.fromEntries(new URL(path, 'http://localhost').searchParams))).toEqual(trial);
    expect(trialPath('/goals/1', {})).toBe('/goals/1');
  });

  test.each([
    [{ monthly: '-5' }],
    [{ monthly: '1e9' }],
    [{ monthly: '1000000000.01' }],
    [{ amount: '9999999999' }],
    [{ amount: '0' }],
    [{ date: '2033-13-01' }],
    [{ date: '2033-02-31' }],
    [{ date: 'soon' }],
    [{ level: 'reckless' }],
    [{ monthly: ['1', '2'] }],
  ])('%j is left out', (query) => {
    expect(trialOfQuery(query)).toEqual({});
  });

  test('is said beside what is saved', () => {
    expect(trialText({ monthly: 512 }, GOAL)).toBe('$512 a month instead of $450');
    expect(trialText({ amount: 50_000, level: 'aggressive' }, GOAL)).toBe(
      '$50,000 instead of $60,000, the aggressive mix instead of the balanced one',
    );
  });
});

describe('all goals together', () => {
  const judged = (status: GoalStatusWord): GoalListItem['judgement'] => ({
    verdict: { status, odds: { probability: 0.8, standardError: 0.01 }, onTrackMin: 0.7, atRiskMin: 0.5 },
    monthlyNeeded: null,
  });
  const [good, bad] = [judged('on-track'), judged('off-track')];

  test.each([
    [[good], 'Your goal is on track.'],
    [[good, good], 'All 2 goals are on track.'],
    [[good, null], '1 of 2 goals is on track; 1 has no odds for now.'],
    [[good, bad], '1 of 2 goals is on track.'],
    [[good, good, bad], '2 of 3 goals are on track.'],
    [[judged('at-risk')], 'Your goal is at risk.'],
    [[bad, bad], 'None of 2 goals is on track.'],
    [[bad, null, null], 'None of 3 goals is on track; 2 have no odds for now.'],
    [[null, null], '2 goals, and no odds for now.'],
  ])('%#', (judgements, text) => {
    expect(goalsText(judgements.map((judgement) => ({ judgement })))).toBe(text);
  });
});

const STUDY: GoalStudy = {
  verdict: { status: 'at-risk', odds: { probability: 0.62, standardError: 0.0049 }, onTrackMin: 0.7, atRiskMin: 0.5 },
  dates: ['2026-11-21', '2033-11-21'],
  bands: {
    p5: [15_000, 50_000],
    p25: [15_000, 58_000],
    p50: [15_000, 64_000],
    p75: [15_000, 71_000],
    p95: [15_000, 83_000],
  },
  incomes: null,
  shortfall: 5_100,
  help: { monthly: 480, date: null, amount: 58_400 },
  mixes: [
    {
      id: 'balanced',
      label: 'Balanced',
      level: 'balanced',
      isAboveProfile: false,
      volatility: 0.09,
      expectedReturn: 0.06,
      odds: { probability: 0.62, standardError: 0.0097 },
    },
    {
      id: 'aggressive',
      label: 'Aggressive',
      level: 'aggressive',
      isAboveProfile: true,
      volatility: 0.12,
      expectedReturn: 0.066,
      odds: { probability: 0.66, standardError: 0.0095 },
    },
  ],
  glide: {
    dates: ['2026-11-21', '2027-11-21'],
    classes: [{ assetClass: 'equity', shares: [0.6, 0.3] }],
    odds: { probability: 0.68, standardError: 0.007 },
    bestFixed: { probability: 0.62, standardError: 0.007 },
  },
  sequence: null,
  assumptions: {
    paths: 10_000,
    mixPaths: 2_500,
    engine: 'Past months redrawn (block bootstrap)',
    engineFallback: null,
    pastMonths: 322,
    expectedReturn: 0.06,
    volatility: 0.09,
    meanYears: 3,
    flooredMonths: 0,
  },
};

/** As read aloud, without the marks of the page. */
function reportText(goal: GoalDocument, study: GoalStudy, trial: GoalTrial = {}): string {
  const report = (
    <GoalReport
      goalId="1"
      name="A home"
      goal={goal}
      trial={trial}
      study={study}
      source="Source"
      disclosure="Hypothetical"
    />
  );
  return renderToStaticMarkup(report)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('the report', () => {
  test('says every number of what would help, and which mixes are bolder than the answers', () => {
    const text = reportText(GOAL, STUDY);
    expect(text).toContain('$480 a month: $30 more');
    expect(text).toContain('Ten years later would not be enough.');
    expect(text).toContain('$58,400: $1,600 less');
    expect(text).toContain('brings the odds to 70 in 100');
    expect(text).toContain('Aggressive: 66 in 100, give or take 2 · bolder than your answers support');
    expect(text).toContain('Deciding anew at each step by how much there is gives 68 in 100, give or take 1');
    expect(text).toContain('Hypothetical');
  });

  test('says where the doubt about the expected returns has no part', () => {
    const said = 'Both take the expected returns as known.';
    expect(reportText({ ...GOAL, isMeanUncertain: true }, STUDY)).toContain(said);
    expect(reportText(GOAL, STUDY)).not.toContain(said);
  });

  test('a mix that is only tried is not held', () => {
    expect(reportText(GOAL, STUDY)).toContain('Held now');
    const tried = reportText({ ...GOAL, level: 'aggressive' }, STUDY, { level: 'aggressive' });
    expect(tried).toContain('Shown here');
    expect(tried).not.toContain('Held now');
  });

  test('does not offer what the investor ruled out', () => {
    const text = reportText({ ...GOAL, mayGive: 'neither' }, STUDY);
    expect(text).not.toContain('$58,400');
    expect(text).not.toContain('Ten years later');
  });

  test('does not promise a help that there is none of', () => {
    const help = { monthly: GOAL.monthly, date: GOAL.date, amount: GOAL.amount };
    const text = reportText({ ...GOAL, mayGive: 'neither' }, { ...STUDY, help });
    expect(text).toContain('What you put in now is just what it takes.');
    expect(text).not.toContain('Each of these alone');
  });

  test('of a retirement shows its income and the order of returns', () => {
    const sequence = [
      { order: 'worst-first' as const, wealth: [400_000, 100_000, 0], lastedYears: 12 },
      { order: 'best-first' as const, wealth: [400_000, 380_000, 350_000], lastedYears: null },
    ];
    const text = reportText(
      { ...GOAL, kind: 'retirement', amount: 24_000 },
      { ...STUDY, incomes: { ...STUDY.bands }, glide: null, sequence },
    );
    expect(text).toContain('Worst years first');
    expect(text).toContain('12 full years');
    expect(text).toContain('to the end');
  });
});
