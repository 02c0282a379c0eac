import { describe, expect, test } from 'vitest';
import { superiorAbility } from '@/lib/quant/backtest/search/superior-ability';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../support/close';

const PERIODS = 60;
const TRIALS = 5;
const RESAMPLES = 20_000;
const SHIFTS = [0.12, 0.05, 0, -0.1, -0.9];
const SCALES = [1, 0.3, 2, 0.7, 1.2];

/** The columns of scripts/superior_ability.py: "minimal standard" generator, twelve uniforms a value, memory 0.3. */
function columns(): Float64Array {
  let state = 20241121;
  const returns = new Float64Array(PERIODS * TRIALS);
  for (let k = 0; k < TRIALS; k++) {
    let before = 0;
    for (let t = 0; t < PERIODS; t++) {
      let total = 0;
      for (let draw = 0; draw < 12; draw++) {
        state = (state * 16807) % 2147483647;
        total += state / 2147483647;
      }
      before = 0.3 * before + total - 6;
      returns[k * PERIODS + t] = SCALES[k]! * (before + SHIFTS[k]!);
    }
  }
  return returns;
}

/** Printed by the script, which used arch 8.0.0. */
const PVALUES = [
  ['realityCheck', 0.57108],
  ['lower', 0.3469],
  ['consistent', 0.39538],
  ['upper', 0.49868],
] as const;

const trials = { returns: columns(), trials: TRIALS, periods: PERIODS };

/** Three standard errors of the difference of two shares, from 20,000 draws here and 50,000 there. */
const threeErrors = (share: number): number => 3 * Math.sqrt(share * (1 - share) * (1 / RESAMPLES + 1 / 50_000));

describe('reality check and superior predictive ability against arch', () => {
  test('the columns are those of the script', () => {
    expectClose(trials.returns[0]!, 0.8804845281506343, TOLERANCE.closedForm);
    expectClose(trials.returns[4 * PERIODS]!, -0.9589398399549256, TOLERANCE.closedForm);
  });

  const found = superiorAbility(trials, { resamples: RESAMPLES, meanBlockLength: 4, rng: randomStream('arch') });

  test.each(PVALUES)('%s', (id, expected) => {
    expect(Math.abs(found[id] - expected), `${found[id]} against ${expected}`).toBeLessThan(threeErrors(expected));
  });

  test('the bounds are in order, and a trial that nobody could hope for moves only the upper ones', () => {
    expect(found.lower).toBeLessThanOrEqual(found.consistent);
    expect(found.consistent).toBeLessThanOrEqual(found.upper);
    const hopeless = Float64Array.from([...trials.returns, ...trials.returns.slice(0, PERIODS).map((r) => r - 5)]);
    const more = superiorAbility(
      { returns: hopeless, trials: TRIALS + 1, periods: PERIODS },
      { resamples: 2_000, meanBlockLength: 4, rng: randomStream('arch') },
    );
    const few = superiorAbility(trials, { resamples: 2_000, meanBlockLength: 4, rng: randomStream('arch') });
    expect(more.consistent).toBe(few.consistent);
    expect(more.lower).toBe(few.lower);
    expect(more.upper).toBeGreaterThanOrEqual(few.upper);
  });
});
