import { invariant } from '@/lib/base/invariant';
import { simulateOrders } from '@/lib/quant/backtest/simulate-orders';
import { randomStream } from '@/lib/quant/math/rng';
import type { BenchTask, OrdersInput, TaskInput } from '../../shared/task';

const BARS = 10_000;
const COLUMNS = 100;
/** The sizes that vectorbt's own benchmark repeats. */
const SIZES = [1, -0.5, 0.5, -1, 0];

function makeInput(): OrdersInput {
  const random = randomStream('order-simulation');
  const sizes = Float64Array.from(
    { length: BARS * COLUMNS },
    (_, at) => SIZES[Math.floor(at / COLUMNS) % SIZES.length] ?? 0,
  );
  const prices = new Float64Array(BARS * COLUMNS);
  const last = new Float64Array(COLUMNS).fill(100);
  for (let at = 0; at < prices.length; at++) {
    const column = at % COLUMNS;
    last[column] = (last[column] ?? 0) * Math.exp(0.01 * random.nextNormal());
    prices[at] = last[column] ?? 0;
  }
  return { kind: 'orders', bars: BARS, columns: COLUMNS, sizes, prices, feeRate: 0.001, startCash: 10_000 };
}

const ordersOf = (input: TaskInput): OrdersInput => {
  invariant(input.kind === 'orders', input.kind);
  return input;
};

export const orderSimulationTasks: readonly BenchTask[] = [
  {
    id: 'order-simulation',
    title: 'order simulation, 100 columns x 10,000 bars',
    reach: "level with vectorbt's Rust engine",
    note: 'Sizes repeat as in vectorbt’s own benchmark, 0.1 % fee, cash of each column its own; every side writes one record an order. The answer is the cash of all columns at the end. `-flex` passes single numbers for what is the same everywhere, the faster of the two ways.',
    makeInput,
    ours: [
      {
        name: 'Ballast',
        prepare: (input) => {
          const { columns, sizes, prices, feeRate, startCash } = ordersOf(input);
          return () => simulateOrders({ columns, sizes, prices, feeRate, startCash }).cash;
        },
      },
    ],
    npmPeers: [],
    pythonPeers: ['vectorbt_rust', 'vectorbt_rust_flex', 'vectorbt_numba'],
    answer: { heading: 'cash at the end', of: (_, cash) => cash.reduce((sum, value) => sum + value, 0) },
  },
];
