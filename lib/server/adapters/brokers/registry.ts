import { requiredEnv } from '../../env';
import type { Broker } from './broker';
import { paperBroker } from './paper';

/** Every broker by the kind of account it serves: one file and one line each. */
export const BROKERS = {
  paper: (externalAccountId) =>
    paperBroker({ url: requiredEnv('EXCHANGE_URL'), key: requiredEnv('EXCHANGE_KEY'), accountId: externalAccountId }),
} as const satisfies Record<string, (externalAccountId: string) => Broker>;

export type BrokerKind = keyof typeof BROKERS;

/** The connection of an account row; `kind` is checked by the database. */
export const brokerOf = (account: { readonly externalId: string }): Broker => BROKERS.paper(account.externalId);
