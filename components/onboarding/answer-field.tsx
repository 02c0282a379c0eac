'use client';

import { KeyHint } from '@/components/ui/key-hint';
import { NumberField } from '@/components/ui/number-field';
import { RadioCards } from '@/components/ui/radio-cards';
import { FieldError } from '@/components/ui/field';
import { Checkbox } from '@/components/ui/toggles';
import type { QuestionView } from '@/lib/shared/contracts/profile';
import { type Answer, toggled } from './answering';
import { optionText, questionTexts } from './question-texts';

export interface AnswerFieldProps {
  readonly question: QuestionView;
  readonly answer: Answer | undefined;
  readonly problem: string | undefined;
  readonly onAnswer: (answer: Answer | undefined) => void;
}

const keyHint = (index: number) => (
  <span className="hidden sm:inline">
    <KeyHint keys={[String(index + 1)]} />
  </span>
);

/** The control of one question: one of several, several, or an amount. */
export function AnswerField({ question, answer, problem, onAnswer }: AnswerFieldProps) {
  const { title } = questionTexts(question.id);
  switch (question.kind) {
    case 'choice':
      return (
        <RadioCards
          legend={title}
          isLegendHidden
          value={typeof answer === 'string' ? answer : ''}
          onValueChange={onAnswer}
          error={problem}
          options={question.options.map((option, index) => ({
            value: option,
            label: optionText(question.id, option),
            detail: keyHint(index),
          }))}
        />
      );
    case 'multi':
      return (
        <fieldset className="flex flex-col">
          <legend className="sr-only">{title}</legend>
          {question.options.map((option, index) => (
            <div
              key={option}
              className="flex items-center justify-between gap-4 border-t border-hairline py-4 last:border-b"
            >
              <Checkbox
                label={optionText(question.id, option)}
                isChecked={Array.isArray(answer) && answer.includes(option)}
                onCheckedChange={() => onAnswer(toggled(question, answer, option))}
              />
              {keyHint(index)}
            </div>
          ))}
          {problem !== undefined && (
            <div role="alert" className="pt-3">
              <FieldError id={undefined} message={problem} />
            </div>
          )}
        </fieldset>
      );
    case 'amount':
      return (
        <NumberField
          kind="money"
          label={title}
          isLabelHidden
          defaultValue={typeof answer === 'number' ? answer : undefined}
          onValueChange={onAnswer}
          error={problem}
          placeholder="10,000"
          className="max-w-72"
        />
      );
  }
}
