import { formatMicros, microsFromNumber, roundToCents } from '@/lib/base/money';
import type { MoneyText } from '@/lib/shared/contracts/common';

/** Money as it goes over the wire: dollars to the cent. */
export const usdFromMicros = (micros: bigint): MoneyText => ({
  amount: formatMicros(roundToCents(micros)),
  currency: 'USD',
});

/** The same from a double, for what is worked out and not booked. */
export const usdFromNumber = (amount: number): MoneyText => usdFromMicros(microsFromNumber(amount));
