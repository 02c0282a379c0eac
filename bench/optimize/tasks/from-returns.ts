import { invariant } from '@/lib/base/invariant';
import { construct } from '@/lib/quant/optimize/constructions/construct';
import { optimize } from '@/lib/quant/optimize/optimize';
import { covarianceOf, problemOf } from '../moments';
import { asReturns, dailyReturns, factorMarket } from '../problems';
import type { BenchTask, Contender, TaskInput } from '../../shared/task';

/** Tasks that start from returns, as users of the peers do; ours also with the covariance at hand. */

type FromCovariance = (covariance: Float64Array, size: number) => Float64Array;

const riskOnly = (covariance: Float64Array, size: number) =>
  problemOf({ size, covariance, expectedReturns: new Float64Array(size) });

/** The same method with the covariance inside the clock and outside of it. */
const withAndWithout = (method: FromCovariance): readonly Contender[] => [
  {
    name: 'Ballast, from returns',
    prepare: (input) => () => method(covarianceOf(asReturns(input)), asReturns(input).instruments),
  },
  {
    name: 'Ballast, covariance at hand',
    prepare: (input) => {
      const covariance = covarianceOf(asReturns(input));
      return () => method(covariance, asReturns(input).instruments);
    },
  },
];

const equalRisk: FromCovariance = (covariance, size) => {
  const outcome = optimize({
    ...riskOnly(covariance, size),
    objective: { kind: 'risk-budget', measure: 'volatility' },
  });
  invariant(outcome.status === 'solved', `equal risk is ${outcome.status}`);
  return outcome.weights;
};

const hierarchical: FromCovariance = (covariance, size) => {
  const outcome = construct({ ...riskOnly(covariance, size), request: { kind: 'hrp' } });
  invariant(outcome.status === 'constructed', `hierarchical risk parity is ${outcome.status}`);
  return outcome.weights;
};

const makeWide = (id: string) => (): TaskInput => dailyReturns(factorMarket(id, 500, 20), id, 1000);

const COVARIANCE_NOTE =
  'Of the time from returns most goes into the sample covariance. Its sums are added in the order of the rows, so that they are the same to the bit everywhere; the peers add them in the vectors of their BLAS. Four rows at a time were tried and kept. The second line is the method itself.';

export const fromReturnsTasks: readonly BenchTask[] = [
  {
    id: 'equal-risk-500',
    title: 'equal risk contributions, 1000 x 500 returns',
    reach: '100x skfolio',
    makeInput: makeWide('equal-risk-500'),
    ours: withAndWithout(equalRisk),
    npmPeers: [],
    note: COVARIANCE_NOTE,
    pythonPeers: ['skfolio_erc', 'riskfolio_erc'],
  },
  {
    id: 'hierarchical-500',
    title: 'hierarchical risk parity, 1000 x 500 returns',
    reach: '50x skfolio',
    makeInput: makeWide('hierarchical-500'),
    ours: withAndWithout(hierarchical),
    npmPeers: [],
    note: COVARIANCE_NOTE,
    pythonPeers: ['skfolio_hrp', 'pypfopt_hrp', 'riskfolio_hrp'],
  },
];
