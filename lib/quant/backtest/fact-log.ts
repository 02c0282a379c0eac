import type { Fact } from '../policy/types';
import type { Decided, StrategyOutcome } from '../strategy/types';

/** What was noticed during a run, each thing once, with how often it happened. */
export class FactLog {
  private readonly counted = new Map<string, { fact: Fact; count: number }>();
  private readonly single = new Map<string, Fact>();

  addOnce(fact: Fact): void {
    const id = identityOf(fact);
    if (!this.single.has(id)) this.single.set(id, fact);
  }

  addCounted(fact: Fact): void {
    const id = identityOf(fact);
    const seen = this.counted.get(id);
    this.counted.set(id, { fact, count: seen === undefined ? 1 : seen.count + 1 });
  }

  addDecision({ leftOut, facts }: Decided): void {
    for (const symbol of leftOut) this.addCounted({ key: 'backtest.left-out', values: { symbol } });
    // Facts of single decisions differ in their figures each time; the run tells only that they occurred.
    for (const { key } of facts) this.addCounted({ key, values: {} });
  }

  /** A later decision came to nothing and the holdings stayed. */
  addKept(decision: StrategyOutcome, day: number): void {
    this.addOnce({ key: 'backtest.holdings-kept', values: { why: decision.status, day } });
  }

  /** In order of first occurrence; `count` is the number of decisions concerned. */
  all(): Fact[] {
    const counted = [...this.counted.values()].map(({ fact, count }): Fact => ({
      key: fact.key,
      values: { ...fact.values, count },
    }));
    return [...this.single.values(), ...counted];
  }
}

const identityOf = ({ key, values }: Fact): string =>
  [key, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join('|');
