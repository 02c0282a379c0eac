/** Words of the way to the first plan; questions and their answers stand in `questionnaire`. */
export const ONBOARDING_MESSAGES = {
  steps: {
    aim: 'Aim',
    universe: 'What to use',
    questions: 'Questions',
    review: 'Review',
  },
  aims: {
    'most-return': {
      title: 'The most return at my risk level',
      text: 'Your answers set how much the plan may swing; within that it looks for the highest expected return.',
    },
    'least-risk': {
      title: 'The least risk',
      text: 'The calmest mix your limits allow, whatever it earns.',
    },
    'target-return': {
      title: 'A return I name',
      text: 'The calmest mix that is expected to earn it. If your risk level does not allow that, the plan says so.',
    },
    'keep-capital': {
      title: 'Keep my capital',
      text: 'You name the largest loss you accept in a bad year; the plan raises cash until it fits.',
    },
    'amount-by-date': {
      title: 'An amount by a date',
      text: 'The calmest mix that is expected to get you there from what you start with and what you add.',
    },
  },
  classes: {
    equity: 'Shares in companies: they carry most of the reward for risk, and most of the falls.',
    bond: 'Loans to states and companies: calmer, and often steady when stocks fall.',
    commodity: 'Gold, oil, metals, crops: they move on their own and earn no income.',
    currency: 'Other countries’ money: small doses only.',
    crypto: 'Digital coins: very large swings; a little goes a long way.',
    cash: 'Short treasury bills: hardly any swing, the yield of the day.',
  },
} as const;
