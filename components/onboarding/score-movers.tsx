import { ShareBar } from '@/components/charts/share-bar';
import type { AnswerMap, QuestionView, ScoreView } from '@/lib/shared/contracts/profile';
import { formatNumber } from '@/lib/shared/format/number';
import { answerText, questionTexts } from './question-texts';

export interface ScoreMoversProps {
  readonly movers: ScoreView['movers'];
  readonly questions: readonly QuestionView[];
  readonly answers: AnswerMap;
}

const SHOWN_MAX = 6;

/** Which answers made the score what it is, in points against leaving the question out. */
export function ScoreMovers({ movers, questions, answers }: ScoreMoversProps) {
  const shown = movers.slice(0, SHOWN_MAX);
  const largest = Math.max(1, ...shown.map(({ effect }) => Math.abs(effect)));
  if (shown.length === 0) return <p className="text-muted">No single answer moved the score on its own.</p>;
  return (
    <ul className="flex flex-col">
      {shown.map(({ questionId, effect }) => {
        const question = questions.find(({ id }) => id === questionId);
        return (
          <li
            key={questionId}
            className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2 border-t border-hairline py-3 text-small sm:grid-cols-[1.6fr_1fr_6rem]"
          >
            <span className="flex min-w-0 flex-col">
              <span className="text-muted">{questionTexts(questionId).title}</span>
              <span>{question === undefined ? '' : answerText(question, answers)}</span>
            </span>
            <span className="col-span-2 row-start-2 sm:col-span-1 sm:col-start-2 sm:row-start-1">
              <ShareBar value={effect} ends={[-largest, largest]} color={effect < 0 ? 'var(--loss)' : 'var(--gain)'} />
            </span>
            <span className="figures text-end sm:col-start-3">
              {formatNumber(effect, { decimals: 0, sign: 'always' })} points
            </span>
          </li>
        );
      })}
    </ul>
  );
}
