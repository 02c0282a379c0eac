import type { ConstructionMethod } from './construction-method';
import { built, equalShares, normalised, pickEntries, vectorRefusal, warn } from './shared';
import type { SignalWeighted } from './types';

/** Shares in proportion to max(0, signal); 1/n where no signal is positive. */
export const signalWeighted: ConstructionMethod<SignalWeighted> = {
  kind: 'signal-weighted',
  needs: [],
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  pick: (request, columns) => ({ ...request, signals: pickEntries(request.signals, columns) }),
  check: (problem) => vectorRefusal(problem, problem.request.signals, 'objective.signals'),
  build: ({ symbols, request: { signals } }) => {
    const positive = signals.map((signal) => Math.max(signal, 0));
    if (positive.some((signal) => signal > 0)) return built(normalised(positive));
    const warning = warn('no-signal', 'No signal is positive, so every instrument has the same share.');
    return built(equalShares(symbols.length), { warnings: [warning] });
  },
};
