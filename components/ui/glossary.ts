/** What each technical word means, in one or two plain sentences. */
export const GLOSSARY = {
  volatility:
    'How far yearly returns usually stray from their average. With 9% volatility, about two years in three end within 9 points of the average.',
  'expected-return': 'The average yearly return we would plan with. Single years differ widely from it.',
  'estimate-interval':
    'How unsure we are of the average itself. If the method is right, nine such ranges in ten contain the true average.',
  'one-year-outcome': 'Where a single year may end: nine years in ten are expected to fall inside this range.',
  drawdown: 'The fall from the highest value so far to the present one.',
  'maximum-drawdown': 'The deepest fall from a high point before a new high was reached.',
  'risk-contribution': 'The share of the whole portfolio’s ups and downs that one holding is responsible for.',
  'efficient-frontier': 'The mixes that earn the most expected return for each level of risk under your limits.',
  drift: 'How far your holdings have moved from the plan because prices moved: half the sum of all differences.',
  rebalance: 'Trading back to the planned weights after prices have moved them.',
  sharpe:
    'Return above cash, divided by volatility. It compares reward with risk; past values say little about the future.',
  correlation: 'How alike two holdings move: 1 means together, 0 means unrelated, −1 means opposite.',
  beta: 'How much a holding moves, on average, when the market moves by one per cent.',
  'value-at-risk': 'A loss that is exceeded only one time in twenty over the period named.',
  'expected-shortfall': 'The average loss in the worst one time in twenty.',
  'shadow-price': 'What one more point of room on a limit would add to the plan’s expected return.',
  'binding-limit': 'A limit that the plan touches. Loosening it would change the plan.',
  tolerance: 'How much loss you are willing to live through.',
  capacity: 'How much loss you can afford, given your income, reserves and dates.',
  'basis-point': 'One hundredth of a per cent: 25 basis points are 0.25%.',
  turnover: 'How much of the portfolio is traded in a year.',
  'walk-forward': 'A test in which each decision uses only what was known on that day.',
  'simulated-market': 'Prices made by a seeded model of markets, not real quotes. They are always marked as simulated.',
  'paper-account': 'An account with play money: orders fill on a built-in exchange, and no real money moves.',
  'equal-weight': 'The same amount in every holding: a simple rule that is hard to beat.',
  'sixty-forty': '60% world shares, 40% bonds: the common yardstick for a balanced portfolio.',
  'buy-and-hold': 'Buy once and never trade again.',
  'certified-optimum':
    'A proof, stored with the plan, that no other mix within your limits scores better by more than a stated hair.',
  covariance: 'How much each pair of holdings moves together: the raw material of every risk figure.',
  shrinkage: 'Pulling noisy estimates towards a sober common value, because extreme estimates are mostly chance.',
  liquidity: 'How quickly something can be sold without moving its price.',
  'tracking-error': 'How far yearly returns usually stray from those of the yardstick.',
  'overfitting-probability':
    'How often the winner of one half of the past ends in the lower half on the other. One in two is what chance does.',
  'deflated-sharpe':
    'The chance that the true ratio is above what the best of so many tries shows by luck alone (the deflated Sharpe ratio).',
  'data-snooping':
    'How often a best try this good turns up where none is better than cash. Small speaks for skill (superior predictive ability).',
} as const satisfies Record<string, string>;

export type GlossaryId = keyof typeof GLOSSARY;
