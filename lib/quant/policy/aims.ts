import { invariant } from '../../base/invariant';
import { normalQuantile } from '../math/normal-quantile';
import type { MaxReturn, MinRisk } from '../optimize/types';
import { requiredAnnualReturn, valueOfSavings } from './required-return';
import type { Aim, AimKind, ClassLimit, Fact, Policy } from './types';

interface AimContext {
  /** What cash earns, decimal per year. */
  readonly cashReturn: number;
}

/** The optimise request an aim stands for, shown with the plan. All limits are fractions of the whole portfolio. */
export interface AimRequest {
  readonly name: string;
  readonly objective: MinRisk | MaxReturn;
  readonly limits: {
    /** Of the whole portfolio, cash included, decimal per year. */
    readonly returnMin?: number;
    readonly volatilityMax: number;
    readonly cashWeight: number;
    readonly weightMax: number;
    readonly classLimits: readonly ClassLimit[];
  };
  /** What the investor should hear about how the aim was read. */
  readonly facts: readonly Fact[];
}

type AimOutcome =
  | { readonly status: 'requested'; readonly request: AimRequest }
  | { readonly status: 'out-of-reach'; readonly facts: readonly Fact[] };

type AimByKind = { readonly [A in Aim as A['kind']]: A };

interface AimEntry<K extends AimKind> {
  readonly kind: K;
  readonly request: (aim: AimByKind[K], policy: Policy, context: AimContext) => AimOutcome;
}

/** One year in twenty is worse than this, were returns normal. */
const LOSS_CONFIDENCE = 0.95;

const MIN_VARIANCE: MinRisk = { kind: 'min-risk', measure: 'variance' };

const requested = (request: AimRequest): AimOutcome => ({ status: 'requested', request });

/** What the policy demands of every aim. */
const policyLimits = (policy: Policy): AimRequest['limits'] => ({
  volatilityMax: policy.annualVolatilityMax,
  cashWeight: policy.cashWeight,
  weightMax: policy.weightMax,
  classLimits: policy.classLimits,
});

/**
 * The policy at a volatility below its own: the invested part shrinks in proportion and cash takes its place. That is
 * within reach whenever the policy itself is, and crosses none of its maxima; asking the risky part to be calmer instead
 * can be infeasible in a crisis. Floors shrink with the invested part.
 */
function limitsForVolatility(policy: Policy, volatilityMax: number): AimRequest['limits'] {
  const limits = policyLimits(policy);
  if (volatilityMax >= limits.volatilityMax) return limits;
  const factor = volatilityMax / limits.volatilityMax;
  return {
    ...limits,
    volatilityMax,
    cashWeight: 1 - factor * (1 - limits.cashWeight),
    classLimits: limits.classLimits.map((limit) => ({ ...limit, min: limit.min * factor })),
  };
}

/**
 * Volatility at which the normal loss of a year, z * volatility - cash return, equals the loss accepted. Only cash is
 * credited with a return: the rest of the expectation is a hope, and this aim is about not needing it.
 */
const volatilityForLoss = (lossMax: number, cashReturn: number): number =>
  (lossMax + cashReturn) / normalQuantile(LOSS_CONFIDENCE);

const mostReturn: AimEntry<'most-return'> = {
  kind: 'most-return',
  request: (_aim, policy) =>
    requested({
      name: 'max-return-at-risk-level',
      objective: { kind: 'max-return' },
      limits: policyLimits(policy),
      facts: [],
    }),
};

const leastRisk: AimEntry<'least-risk'> = {
  kind: 'least-risk',
  request: (_aim, policy) =>
    requested({ name: 'min-variance', objective: MIN_VARIANCE, limits: policyLimits(policy), facts: [] }),
};

const targetReturn: AimEntry<'target-return'> = {
  kind: 'target-return',
  request: ({ annualReturn }, policy) =>
    requested({
      name: 'min-variance-for-return',
      objective: MIN_VARIANCE,
      limits: { ...policyLimits(policy), returnMin: annualReturn },
      facts: [],
    }),
};

const keepCapital: AimEntry<'keep-capital'> = {
  kind: 'keep-capital',
  request: ({ lossMax }, policy, { cashReturn }) => {
    invariant(lossMax > 0 && lossMax <= 1, `a loss of ${lossMax} is not a fraction of the money`);
    const volatilityMax = volatilityForLoss(lossMax, cashReturn);
    const values = { lossMax, confidence: LOSS_CONFIDENCE, cashReturn };
    if (volatilityMax <= 0) return { status: 'out-of-reach', facts: [{ key: 'aim.cash-loses-more', values }] };
    const limits = limitsForVolatility(policy, volatilityMax);
    const facts: Fact[] = [{ key: 'aim.loss-limit', values: { ...values, volatilityMax } }];
    if (volatilityMax > limits.volatilityMax) {
      facts.push({ key: 'aim.risk-level-is-stricter', values: { volatilityMax: limits.volatilityMax } });
    }
    if (limits.cashWeight > policy.cashWeight) {
      facts.push({ key: 'aim.cash-raised', values: { before: policy.cashWeight, after: limits.cashWeight } });
    }
    return requested({ name: 'max-return-within-loss', objective: { kind: 'max-return' }, limits, facts });
  },
};

const amountByDate: AimEntry<'amount-by-date'> = {
  kind: 'amount-by-date',
  request: ({ amount, years, startAmount, monthlyContribution }, policy, { cashReturn }) => {
    const plan = { startAmount, monthlyContribution, years };
    const required = requiredAnnualReturn(plan, amount);
    if (required.status === 'out-of-reach') {
      const { annualReturnTried, valueReached } = required;
      const values = { amount, years, annualReturnTried, valueReached };
      return { status: 'out-of-reach', facts: [{ key: 'aim.amount-out-of-reach', values }] };
    }
    const { annualReturn } = required;
    const name = 'min-variance-for-amount';
    const facts: Fact[] = [{ key: 'aim.return-required', values: { amount, years, annualReturn } }];
    if (annualReturn <= cashReturn) {
      const valueInCash = valueOfSavings(plan, cashReturn);
      facts.push({ key: 'aim.cash-is-enough', values: { amount, years, cashReturn, valueInCash } });
      return requested({ name, objective: MIN_VARIANCE, limits: policyLimits(policy), facts });
    }
    return requested({
      name,
      objective: MIN_VARIANCE,
      limits: { ...policyLimits(policy), returnMin: annualReturn },
      facts,
    });
  },
};

export const AIMS = {
  'most-return': mostReturn,
  'least-risk': leastRisk,
  'target-return': targetReturn,
  'keep-capital': keepCapital,
  'amount-by-date': amountByDate,
} as const satisfies { readonly [K in AimKind]: AimEntry<K> };

function requestOf<K extends AimKind>(kind: K, aim: AimByKind[K], policy: Policy, context: AimContext): AimOutcome {
  const entries: { readonly [Each in AimKind]: AimEntry<Each> } = AIMS;
  return entries[kind].request(aim, policy, context);
}

/**
 * The optimise request an aim stands for under a policy, or why no request could serve it.
 * Whether the request has a solution on the universe at hand is for the optimiser to say.
 */
export const requestForAim = (aim: Aim, policy: Policy, context: AimContext): AimOutcome =>
  requestOf(aim.kind, aim, policy, context);
