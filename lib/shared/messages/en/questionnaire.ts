/**
 * The questionnaire's words, by the ids of the question registry. `{name}` is filled from the fact's values.
 * Every money example speaks of $10,000, so that answers can be compared.
 */
export const QUESTIONNAIRE_MESSAGES = {
  questions: {
    purpose: {
      title: 'What is this money for?',
      why: 'The purpose decides how much of it may be at risk when you need it.',
      options: {
        retirement: 'Retirement',
        wealth: 'Building wealth over decades',
        home: 'A home',
        education: 'Education',
        income: 'Income to live on',
        'rainy-day': 'A reserve for rainy days',
      },
    },
    horizon: {
      title: 'When will you need most of this money?',
      why: 'Time is what heals a bad year. With little of it, a fall cannot be waited out.',
      options: {
        'under-1-year': 'Within a year',
        '1-to-3-years': 'In one to three years',
        '3-to-5-years': 'In three to five years',
        '5-to-10-years': 'In five to ten years',
        'over-10-years': 'In more than ten years',
      },
    },
    income: {
      title: 'How safe is your income?',
      why: 'If your income stops in the same year in which markets fall, you may have to sell at the worst time.',
      options: {
        'below-spending': 'It does not cover what I spend',
        varies: 'It goes up and down',
        steady: 'It is steady',
        secure: 'It is secure, such as a pension or a permanent post',
      },
    },
    reserves: {
      title: 'Apart from this money, how long could you live on savings?',
      why: 'A reserve keeps you from selling investments to pay a bill.',
      options: {
        none: 'I have no other savings',
        'under-3-months': 'Less than three months',
        '3-to-6-months': 'Three to six months',
        'over-6-months': 'More than six months',
      },
    },
    obligations: {
      title: 'Which of these do you have?',
      why: 'What you owe comes first. Paying back an expensive debt is a sure return that no plan can match.',
      options: {
        none: 'None of these',
        mortgage: 'A mortgage',
        'cheap-loan': 'Another loan at a low rate, such as a student loan',
        'payment-within-3-years': 'A large payment due within three years',
        'expensive-debt': 'Card debt or another loan at a high rate',
      },
    },
    preference: {
      title: 'You invest $10,000 for one year. Which range would you choose?',
      why: 'In one year of ten the result falls outside the range. A chance of more always comes with a chance of less.',
      options: {
        narrow: '$9,600 to $11,300',
        moderate: '$9,100 to $12,000',
        wide: '$8,300 to $13,000',
        widest: '$7,500 to $14,000',
      },
    },
    'loss-reaction': {
      title: 'Your $10,000 has become $8,000 in three months. What do you do?',
      why: 'A plan that you leave at the bottom does more harm than a calmer one that you keep.',
      options: {
        'sell-early': 'I would have sold everything at $9,000',
        'sell-some': 'I sell a part to feel safer',
        hold: 'I wait',
        'buy-more': 'I put more in',
      },
    },
    experience: {
      title: 'How much have you invested before?',
      why: 'Having lived through a fall with your own money teaches you how you react to it.',
      options: {
        none: 'Not at all',
        some: 'Funds or shares, for less than three years',
        experienced: 'For more than three years, through at least one fall',
        expert: 'I choose and trade investments regularly',
      },
    },
    knowledge: {
      title: 'Interest rates rise. What usually happens to the price of a bond that you already hold?',
      why: 'This one has a right answer. It tells us what to explain, and nobody should carry a risk they do not know.',
      options: {
        rise: 'It rises',
        fall: 'It falls',
        same: 'It stays the same',
        unsure: 'I do not know',
      },
    },
    amount: {
      title: 'How much do you want to invest now?',
      why: 'We show gains, losses and costs in your own money.',
    },
    'monthly-contribution': {
      title: 'How much will you add each month?',
      why: 'Regular payments lower the return you need, and so the risk. Zero is fine.',
    },
    'tax-bracket': {
      title: 'Which federal income tax rate do you pay on your last dollar?',
      why: 'It tells us what a sale would cost you after tax.',
      options: {
        'no-tax': 'None, or this account is tax-free',
        'up-to-12': '10 % or 12 %',
        '22-to-24': '22 % or 24 %',
        '32-and-over': '32 % or more',
        unsure: 'I do not know',
      },
    },
    exclusions: {
      title: 'Is there anything you do not want to hold?',
      why: 'We leave it out and show you what that costs in expected return and risk.',
      options: {
        equity: 'Stocks',
        bond: 'Bonds',
        commodity: 'Commodities and gold',
        currency: 'Currencies',
        crypto: 'Crypto',
      },
    },
  },
  contradictions: {
    'bold-range-but-sells-early':
      'You chose a range that includes losses of more than 15 %, and you would sell after a loss of 10 %. Which of the two is closer to you?',
    'narrow-range-but-buys-falls':
      'You chose the narrowest range, and you would buy more after a fall of 20 %. Which of the two is closer to you?',
    'long-goal-but-short-horizon':
      'Your goal takes many years, and you need most of the money within three. When do you really need it?',
    'rainy-day-but-long-horizon':
      'A reserve must be at hand at any time, and you say you will not need the money for ten years. Which is it?',
    'expert-but-misses-knowledge':
      'You trade regularly, and your answer about bonds is not right: when rates rise, bonds already held lose value. Please look at both answers again.',
    'expensive-debt-but-bold-range':
      'You pay a high rate on a debt and want to take a high risk. Paying back the debt earns that rate for sure.',
    'no-reserve-but-bold-range':
      'You have no other savings and want to take a high risk. A single bill could force you to sell at a loss.',
    'payment-due-but-long-horizon':
      'A large payment is due within three years, and you say you will not need this money for at least five. Will the payment come from elsewhere?',
    'saves-what-is-not-left':
      'Your income does not cover what you spend, and you plan to add ${monthlyContribution} a month. Where will it come from?',
    'no-stocks-but-bold-range':
      'You want a wide range of outcomes without stocks. Most of the reward for risk comes from stocks. Which matters more to you?',
  },
  rules: {
    'horizon-under-1-year': 'You need the money within a year: capacity counts as {cap} at most.',
    'horizon-under-3-years': 'You need the money within three years: capacity counts as {cap} at most.',
    'horizon-under-5-years': 'You need the money within five years: capacity counts as {cap} at most.',
    'no-reserve': 'Without other savings, capacity counts as {cap} at most.',
    'thin-reserve': 'With less than three months of savings, capacity counts as {cap} at most.',
    'expensive-debt': 'With an expensive debt, capacity counts as {cap} at most.',
    'payment-due': 'With a large payment due soon, capacity counts as {cap} at most.',
    'income-below-spending': 'While your spending exceeds your income, capacity counts as {cap} at most.',
    'rainy-day-money': 'Money for rainy days must not fall far: capacity counts as {cap} at most.',
    'sells-early': 'You would sell after a small loss: tolerance counts as {cap} at most.',
    'no-experience': 'Until you have invested before, tolerance counts as {cap} at most.',
    'knowledge-missed': 'The question about bonds was missed: tolerance counts as {cap} at most.',
  },
} as const;
