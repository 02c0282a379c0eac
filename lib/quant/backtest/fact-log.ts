import type { Fact } from '../policy/types';
import type { Decided, StrategyOutcome } from '../strategy/types';

/** What was noticed during a run, each thing once, with how often it happened. */
export class FactLog {
  private readonly counted = new Map<string, { fact: Fact; count: number }>();
  private readonly single = new Map<string, Fact>();

  addOnce(fact: Fact, id = identityOf(fact)): void {
    if (!this.single.has(id)) this.single.set(id, fact);
  }

  addCounted(fact: Fact): void {
    const id = identityOf(fact);
    const seen = this.counted.get(id);
    this.counted.set(id, { fact, count: seen === undefined ? 1 : seen.count + 1 });
  }

  addDecision({ leftOut, facts }: Decided): void {
    for (const symbol of leftOut) this.addCounted({ key: 'backtest.left-out', values: { symbol } });
    // Figures of a single decision differ each time and belong to it alone; the run tells what has none.
    for (const { key, values } of facts) {
      if (Object.keys(values).length === 0) this.addCounted({ key, values });
    }
  }

  /** A later decision came to nothing and the holdings stayed; of each reason only the first day is told. */
  addKept({ status }: StrategyOutcome, day: number): void {
    this.addOnce({ key: 'backtest.holdings-kept', values: { why: status, day } }, `kept|${status}`);
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
