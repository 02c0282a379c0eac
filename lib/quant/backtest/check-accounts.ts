import { fromMicros } from '../trading/fills';
import type { BacktestFinished } from './types';

/** Half a cent: what is added up to the micro-unit cannot miss by more. */
const MONEY_TOLERANCE = 0.005;

/** Beyond so many a book is wrong throughout, and each further line says the same. */
const FINDINGS_MAX = 20;

/**
 * What does not add up in the books of a run, as sentences; empty when all does. At every close cash and positions make
 * the value, and the value has changed by what the instruments earned (price and income less costs), by interest and
 * money from outside, less fees and taxes; cash has changed by the same less what went into positions; nothing is below
 * zero; costs are those of the trades; no order is filled beyond its quantity, and lots make up the positions.
 */
export function checkAccounts(run: BacktestFinished): readonly string[] {
  return [...rowFindings(run), ...tradeFindings(run), ...lotFindings(run)].slice(0, FINDINGS_MAX);
}

const differs = (left: number, right: number): boolean => !(Math.abs(left - right) < MONEY_TOLERANCE);

function rowFindings(run: BacktestFinished): string[] {
  const { days, value, cash, contributions, positionValues, startMoney } = run;
  const n = run.symbols.length;
  const traded = cashOfTrades(run);
  const findings: string[] = [];
  for (let t = 0; t < days.length && findings.length < FINDINGS_MAX; t++) {
    const positions = sumOf(positionValues, t, n);
    const earned = sumOf(contributions, t, n);
    const others = run.interest[t]! + run.flows[t]! - run.fees[t]! - run.taxes[t]!;
    const [valueBefore, cashBefore] = t === 0 ? [startMoney, startMoney] : [value[t - 1]!, cash[t - 1]!];
    const say = (what: string, is: number, should: number): void => {
      if (differs(is, should)) findings.push(`row ${t}: ${what} ${is}, not ${should}`);
    };
    say('value is', value[t]!, cash[t]! + positions);
    say('value changed to', value[t]!, valueBefore + earned + others);
    say('cash changed to', cash[t]!, cashBefore + others + traded.cash[t]! + run.income[t]! + run.eventCash[t]!);
    say('costs are', run.costs[t]!, traded.costs[t]!);
    if (!(cash[t]! >= 0)) findings.push(`row ${t}: cash is ${cash[t]!}`);
  }
  return findings;
}

/** What the trades moved by row: sales less purchases at their reference prices, less costs. */
function cashOfTrades({ days, trades }: BacktestFinished): { cash: Float64Array; costs: Float64Array } {
  const cash = new Float64Array(days.length);
  const costs = new Float64Array(days.length);
  let t = 0;
  for (const { day, side, value, cost } of trades) {
    while (days[t]! < day) t++;
    cash[t] = cash[t]! + (side === 'sell' ? value : -value) - cost;
    costs[t] = costs[t]! + cost;
  }
  return { cash, costs };
}

const sumOf = (matrix: Float64Array, row: number, n: number): number =>
  matrix.subarray(row * n, (row + 1) * n).reduce((sum, amount) => sum + amount, 0);

function tradeFindings({ costs, orders, totals, holdings, symbols }: BacktestFinished): string[] {
  const findings: string[] = [];
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  if (differs(total, totals.cost)) findings.push(`all costs are ${total}, in total ${totals.cost}`);
  for (const { symbol, day, status, filledSteps, quantitySteps } of orders) {
    const isWhole = filledSteps === quantitySteps;
    if (filledSteps > quantitySteps || (status === 'filled') !== (isWhole && quantitySteps > 0)) {
      findings.push(`the order in ${symbol} of day ${day} is ${status} with ${filledSteps} of ${quantitySteps} steps`);
    }
  }
  holdings.quantitySteps.forEach((steps, i) => {
    if (!(Number.isSafeInteger(steps) && steps >= 0)) findings.push(`${symbols[i]!} is held with ${steps} steps`);
  });
  return findings;
}

function lotFindings({ taxed, taxes, holdings, symbols }: BacktestFinished): string[] {
  if (taxed === undefined) return [];
  const steps = new Float64Array(symbols.length);
  for (const lot of taxed.lots) steps[lot.column] = steps[lot.column]! + lot.steps;
  const findings = symbols.flatMap((symbol, i) => {
    const held = holdings.quantitySteps[i]!;
    return steps[i] === held ? [] : [`lots of ${symbol} hold ${steps[i]!} steps, the account ${held}`];
  });
  const paid = taxes.reduce((sum, tax) => sum + tax, 0);
  const due = taxed.years.reduce((sum, { taxMicros }) => sum + fromMicros(taxMicros), 0);
  if (paid > due + MONEY_TOLERANCE) findings.push(`taxes of ${paid} were paid, ${due} were due`);
  return findings;
}
