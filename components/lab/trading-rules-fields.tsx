import { Details } from '@/components/ui/disclosure';
import { Select } from '@/components/ui/select';
import { COST_CHOICES, MOMENT_CHOICES, RULE_CHOICES, TAX_CHOICES } from './trading-rules-choice';

/** For those who want to know what a rule, a broker's prices or a tax would have done; all of it may stay as it is. */
export function TradingRulesFields() {
  return (
    <Details summary="Advanced: rule of trading, costs, taxes">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        <Select label="When it trades" name="rule" options={RULE_CHOICES} />
        <Select label="What a broker takes" name="costPreset" options={COST_CHOICES} />
        <Select
          label="When orders are filled"
          name="executionAt"
          options={MOMENT_CHOICES}
          hint="Prices without opens are filled at the close, and the result says so."
        />
        <Select
          label="Taxes"
          name="taxes"
          options={TAX_CHOICES}
          hint="On gains that are realised, paid at the start of the next year. Income inside the prices counts as a gain when it is sold."
        />
      </div>
    </Details>
  );
}
