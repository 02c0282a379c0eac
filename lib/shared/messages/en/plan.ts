/** Words of the plan page that are not made from the numbers of a plan; sentences about a plan come from `narrate`. */
export const PLAN_MESSAGES = {
  levels: {
    conservative: {
      name: 'Conservative',
      text: 'Calm first: small swings, and small falls.',
    },
    balanced: {
      name: 'Balanced',
      text: 'A middle course: some growth, and falls that can be waited out.',
    },
    aggressive: {
      name: 'Aggressive',
      text: 'Growth first, and falls that may take years to heal.',
    },
  },
  /** What each named optimise request asks for. */
  requests: {
    'max-return-at-risk-level': 'The highest expected return whose volatility stays below your risk level.',
    'min-variance': 'The least volatility within your limits.',
    'min-variance-for-return': 'The least volatility that is still expected to earn the return you named.',
    'max-return-within-loss':
      'The highest expected return whose normal loss in one year in twenty stays within what you accept.',
    'min-variance-for-amount': 'The least volatility that is still expected to reach your amount by its date.',
  },
  certificate: {
    dualityGap: {
      name: 'Duality gap',
      text: 'A proof from both sides: no other mix within the same limits can be better by more than this.',
    },
    primalResidual: {
      name: 'Primal residual',
      text: 'By how much the weights miss any limit, such as adding up to 100%.',
    },
    dualResidual: {
      name: 'Dual residual',
      text: 'By how much the prices of the limits fail to explain the weights.',
    },
  },
  shadowPriceUnits: {
    'expected-return': 'of expected return',
    volatility: 'of volatility',
    utility: 'of the score that is maximised',
    ratio: 'of the return for each unit of risk',
    'log-risk-balance': 'of the risk balance',
    'tracking-error': 'of tracking error',
    risk: 'of the risk that is measured',
  },
  /** The five things to know beside every test on past prices. */
  hypothetical: [
    'Method: each month the plan was made anew from what was known on that day, and traded at the next close.',
    'Limits: no taxes, no delays, no panic. A rule written today could not have been followed then.',
    'Results vary: another period or other instruments give other figures, and the future is neither.',
    'Universe: only the instruments you chose, and only those that still exist.',
    'Hypothetical: nobody held this portfolio.',
  ],
} as const;
