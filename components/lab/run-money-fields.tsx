import { NumberField } from '@/components/ui/number-field';
import { Term } from '@/components/ui/tooltip';
import type { RunFormState } from './use-run-form';

/** The cost a plan is made with. */
const COMMISSION_AT_FIRST = 1;

export interface RunMoneyFieldsProps extends Pick<RunFormState, 'errorOf'> {
  readonly startAmount: number;
  /** Said of the commission where several rules pay it. */
  readonly isSameForAll?: boolean | undefined;
}

/** How much money a run starts with, and what a trade costs it. */
export function RunMoneyFields({ startAmount, isSameForAll = false, errorOf }: RunMoneyFieldsProps) {
  const whatItIs = 'of each trade, besides half the gap between buying and selling price';
  return (
    <>
      <NumberField
        kind="money"
        label="Start money"
        name="startAmount"
        defaultValue={startAmount}
        hint="At least $100."
        error={errorOf('startAmount')}
      />
      <NumberField
        kind="plain"
        label="Commission"
        unit="bp"
        name="commissionBasisPoints"
        defaultValue={COMMISSION_AT_FIRST}
        hint={
          <>
            In <Term id="basis-point">basis points</Term>
            {` ${whatItIs}${isSameForAll ? '; the same for all' : ''}.`}
          </>
        }
        error={errorOf('commissionBasisPoints')}
      />
    </>
  );
}
