import { parseMicros } from '@/lib/base/money';
import { formatQuantity } from '@/lib/base/quantity';
import type { ActivityKind } from '../../contracts/activity';
import { formatMoney } from '../../format/money';
import { NO_FIGURE } from '../../format/number';
import { FactReader, type FactValues, type Sentence } from '../../narrate/values';

const STEPS = /^\d{1,19}$/;

function orderWords(v: FactReader): string {
  const steps = v.text('quantitySteps');
  const decimals = v.number('quantityDecimals');
  const isQuantity = STEPS.test(steps) && decimals !== null && decimals >= 0 && decimals <= 9;
  const quantity = isQuantity ? formatQuantity(BigInt(steps), decimals) : NO_FIGURE;
  return `${v.text('side')} ${quantity} ${v.text('symbol')}`;
}

/** Exact amounts travel as text; what is none shows as a dash. */
const moneyWords = (v: FactReader, name: string): string =>
  parseMicros(v.text(name)) === undefined ? NO_FIGURE : formatMoney(v.text(name), 'USD');

const REBALANCE_ENDS: Readonly<Record<string, string>> = {
  done: 'The rebalance is done.',
  failed: 'The rebalance could not be finished.',
  cancelled: 'The rebalance was stopped.',
};

const withReason = (sentence: string, v: FactReader): string =>
  v.has('reason') ? `${sentence} ${v.text('reason')}` : sentence;

/** One plain sentence for each kind of event in the record. */
export const ACTIVITY_SENTENCES: Readonly<Record<ActivityKind, Sentence>> = {
  'signed-up': () => 'You opened your account and accepted the disclosures.',
  'signed-in': () => 'You signed in.',
  'signed-out': () => 'You signed out.',
  'session-ended': () => 'You ended another session.',
  'password-changed': () => 'You changed your password; all other sessions ended.',
  'user-deleted': () => 'You deleted your account.',
  'data-exported': () => 'You downloaded your data.',
  'sandbox-entered': () => 'You opened this demo and accepted its disclosure.',
  'sandbox-reset': () => 'You reset the demo.',
  'sandbox-removed': (v) => `The demo was removed after ${v.plain('idleDays')} days without a visit.`,
  'disclosure-acknowledged': () => 'You acknowledged a disclosure.',
  'profile-completed': (v) =>
    `You finished the questionnaire: ${v.text('level')}, with tolerance ${v.plain('tolerance')} and capacity ${v.plain('capacity')} of 100.`,
  'recommendation-made': (v) => `A ${v.text('level')} plan was made for you.`,
  'recommendation-accepted': () => 'You accepted the plan as your target.',
  'account-opened': (v) => `You opened the account "${v.text('name')}".`,
  'account-funded': (v) => `You paid in ${moneyWords(v, 'amount')}.`,
  'dividend-received': (v) => `A dividend of ${moneyWords(v, 'amount')} came in from ${v.text('symbol')}.`,
  'shares-split': (v) =>
    `Shares of ${v.text('symbol')} were split ${v.plain('numerator')} for ${v.plain('denominator')}; ${moneyWords(v, 'amount')} was paid for parts of a share.`,
  'tax-paid': (v) => `Taxes of ${moneyWords(v, 'amount')} were paid out.`,
  'rebalance-confirmed': (v) => `You confirmed a rebalance of ${v.plain('orderCount')} orders.`,
  'rebalance-finished': (v) => withReason(REBALANCE_ENDS[v.text('status')] ?? 'The rebalance ended.', v),
  'order-sent': (v) => `An order went to the broker: ${orderWords(v)}.`,
  'order-ended': (v) => withReason(`An order ended before it was filled: ${orderWords(v)}.`, v),
  'prices-imported': () => 'Prices were added to your data.',
  'backtest-finished': () => 'A backtest was finished.',
  'comparison-finished': () => 'A comparison of strategies was finished.',
  'search-finished': () => 'A search over settings was finished.',
  'job-cancelled': () => 'You stopped a running computation.',
};

export const activitySentence = (kind: ActivityKind, values: FactValues): string =>
  ACTIVITY_SENTENCES[kind](new FactReader(values));
