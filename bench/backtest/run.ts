import { runBench } from '../shared/run-bench';
import { answerAsThread } from './paths';
import { TASKS } from './tasks';

const bench = { heading: 'Backtest bench', command: 'bench:backtest', folder: '.ballast/bench/backtest', tasks: TASKS };

if (!answerAsThread()) await runBench(bench, process.argv.slice(2));
