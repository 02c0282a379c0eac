import { runBench } from '../shared/run-bench';
import { TASKS } from './tasks';

await runBench(
  { heading: 'Backtest bench', command: 'bench:backtest', folder: '.ballast/bench/backtest', tasks: TASKS },
  process.argv.slice(2),
);
