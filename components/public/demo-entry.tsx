import { SubmitButton } from '@/components/ui/submit-button';
import { Notice } from '@/components/ui/states';
import { TextLink } from '@/components/ui/text-link';
import { SANDBOX_IDLE_DAYS } from '@/lib/shared/contracts/settings';
import { ROUTES } from '@/lib/shared/routes';

export interface DemoEntryFormProps {
  /** Opens a private sandbox and goes to its plan. */
  readonly action: (formData: FormData) => void | Promise<void>;
  /** One sentence, when the last try failed. */
  readonly error?: string | undefined;
}

/** One line of disclosure, one button. */
export function DemoEntryForm({ action, error }: DemoEntryFormProps) {
  return (
    <form action={action} className="flex flex-col items-start gap-5 border-y border-outline py-8">
      <p className="max-w-prose">
        Prices here are simulated and money is play money: nothing you see is a real result or a recommendation to buy.
      </p>
      {error !== undefined && (
        <Notice tone="danger" isLive>
          {error}
        </Notice>
      )}
      <SubmitButton>I understand, open the demo</SubmitButton>
    </form>
  );
}

const FACTS = [
  {
    title: 'Private',
    text: `You get a sandbox of your own. No other visitor sees it, and it goes away after ${SANDBOX_IDLE_DAYS} days without a visit.`,
  },
  { title: 'Complete', text: 'Everything works in it: questions, plan, evidence, orders, rebalancing with one click.' },
  { title: 'Resettable', text: 'Start over whenever you like from the line on top of every page.' },
] as const;

/** The demo page around the form. */
export function DemoEntry(props: DemoEntryFormProps) {
  return (
    <div className="grid gap-12 py-16 lg:grid-cols-[3fr_2fr] lg:gap-24">
      <div className="flex flex-col gap-8">
        <h1 className="font-serif text-title">Try all of Ballast now, without an account.</h1>
        <DemoEntryForm {...props} />
        <p className="max-w-prose text-small text-muted">
          Want to keep what you make? <TextLink href={ROUTES.signUp}>Create an account</TextLink> instead. What the
          figures mean, and what they do not, is in the <TextLink href={ROUTES.disclosures}>disclosures</TextLink>.
        </p>
      </div>
      <dl className="flex flex-col">
        {FACTS.map(({ title, text }) => (
          <div key={title} className="border-t border-hairline py-5">
            <dt className="font-strong">{title}</dt>
            <dd className="pt-1 text-muted">{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
