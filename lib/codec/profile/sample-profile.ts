import { invariant } from '@/lib/base/invariant';
import { scoreAnswers } from '@/lib/quant/policy/score-answers';
import type { AnswerMap, ScoreView } from '@/lib/shared/contracts/profile';
import { answersFromMap, scoreView } from './answers';

/** What a visitor's sample invests, in account currency. */
export const SAMPLE_AMOUNT = 10_000;

/** An investor in the middle of things: a long horizon, a steady income, some experience, no contradiction. */
const SAMPLE_ANSWERS: AnswerMap = {
  purpose: 'wealth',
  horizon: '5-to-10-years',
  income: 'steady',
  reserves: '3-to-6-months',
  obligations: ['mortgage'],
  preference: 'moderate',
  'loss-reaction': 'hold',
  experience: 'some',
  knowledge: 'fall',
  amount: SAMPLE_AMOUNT,
  'monthly-contribution': 0,
  'tax-bracket': '22-to-24',
};

/** The sample's answers and what they come to; a change of the questionnaire that breaks them is a bug to be seen. */
export function sampleProfile(): { readonly answers: AnswerMap; readonly score: ScoreView } {
  const answers = answersFromMap(SAMPLE_ANSWERS);
  invariant(answers.status === 'done', 'the sample answers fit the questionnaire');
  const outcome = scoreAnswers(answers.value);
  invariant(outcome.status === 'scored' && outcome.contradictions.length === 0, 'the sample is whole and consistent');
  return { answers: SAMPLE_ANSWERS, score: scoreView(outcome) };
}
