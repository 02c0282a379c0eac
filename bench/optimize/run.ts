import { runBench } from '../shared/run-bench';
import { TASKS } from './tasks';

await runBench(
  { heading: 'Optimiser bench', command: 'bench:optimize', folder: '.ballast/bench/optimize', tasks: TASKS },
  process.argv.slice(2),
);
