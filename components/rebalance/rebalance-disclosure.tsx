import { DisclosureBox } from '@/components/ui/disclosure';
import { TextLink } from '@/components/ui/text-link';
import { ROUTES } from '@/lib/shared/routes';

/** What is known and what is not before the click. */
export function RebalanceDisclosure() {
  return (
    <DisclosureBox title="Before you place these orders">
      <p>
        These are paper orders: a built-in exchange fills them and no real money moves. They are market orders, so each
        fills at the price of its moment, and quantity and cost may differ from the estimate. Sales are sent first; if
        they bring in less than planned, purchases become smaller, and this is shown.
      </p>
      <p>
        Costs are half the gap between buying and selling price plus commission. Taxes on gains are not estimated. A
        rule chose the orders from your accepted plan; you decide whether they are placed, and doing nothing is always
        possible. <TextLink href={ROUTES.disclosures}>All disclosures</TextLink>
      </p>
    </DisclosureBox>
  );
}
