import { runBench } from '../shared/run-bench';
import { TASKS } from './tasks';
import { answerAsThread } from './threads';

const bench = { heading: 'Backtest bench', command: 'bench:backtest', folder: '.ballast/bench/backtest', tasks: TASKS };

if (!answerAsThread()) await runBench(bench, process.argv.slice(2));
