import { formatQuantity } from '@/lib/base/quantity';
import type { Broker, BrokerAction, BrokerDeposit, BrokerFill } from '@/lib/server/adapters/brokers/broker';

/** A broker that is lists: what was paid in, filled and done to holdings, in the order it happened. */
export class ListBroker {
  readonly deposits: BrokerDeposit[] = [];
  readonly fills: BrokerFill[] = [];
  readonly actions: BrokerAction[] = [];
  cashMicros = 0n;
  readonly held = new Map<string, bigint>();

  asBroker(): Broker {
    const answered = <T>(value: T) => Promise.resolve({ status: 'answered', value } as const);
    const after = <T>(list: readonly T[], index: number): readonly T[] => list.slice(index + 1);
    const unused = (): never => {
      throw new Error('not asked here');
    };
    return {
      openAccount: unused,
      deposit: unused,
      submit: unused,
      orderByClientId: unused,
      cancel: unused,
      cash: () => answered({ cashMicros: this.cashMicros, buyingPowerMicros: this.cashMicros }),
      positions: () =>
        answered(
          [...this.held]
            .filter(([, steps]) => steps > 0n)
            .map(([symbol, steps]) => ({ symbol, quantity: formatQuantity(steps, 6) })),
        ),
      fillsAfter: (id) =>
        answered(
          after(
            this.fills,
            this.fills.findIndex(({ executionId }) => executionId === id),
          ),
        ),
      depositsAfter: (id) =>
        answered(
          after(
            this.deposits,
            this.deposits.findIndex(({ depositId }) => depositId === id),
          ),
        ),
      actionsAfter: (id) =>
        answered(
          after(
            this.actions,
            this.actions.findIndex(({ actionId }) => actionId === id),
          ),
        ),
      payTax: unused,
    };
  }
}
