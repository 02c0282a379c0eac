import { HypotheticalDisclosure } from '@/components/lab/hypothetical-disclosure';
import { formatCount } from '@/lib/shared/format/quantity';

/** What a reader of simulated odds must know. */
export function GoalDisclosure({ symbols }: { readonly symbols: readonly string[] }) {
  return (
    <HypotheticalDisclosure
      isSimulated
      method="Thousands of paths of months to come are made up from the expected returns and risks of the plan; the odds are the share of them that arrive. The expected returns are assumptions, and the largest doubt of all."
      universe={`${formatCount(symbols.length, 'instrument')}: ${symbols.join(', ')}.`}
    />
  );
}
