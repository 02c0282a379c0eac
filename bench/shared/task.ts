/** What a run came to: the weights it found, in the order of the problem, or other numbers of its answer. */
export type Weights = Float64Array;

/** A quadratic program 1/2 x'Hx - c'x over bounds and two-sided rows, as both sides read it. */
export interface ProgramInput {
  readonly kind: 'quadratic-program';
  readonly size: number;
  /** Row-major n x n; always there, so that a peer without factor form can be run. */
  readonly hessian: Float64Array;
  /** H = L'L + diag(specific): row-major k x n, where the problem has that form. */
  readonly loadings?: Float64Array;
  /** Length n. */
  readonly specific?: Float64Array;
  /** One or more c, row-major m x n; a warm task solves them in turn. */
  readonly linears: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Row-major rowMin.length x n. */
  readonly rows: Float64Array;
  readonly rowMin: Float64Array;
  readonly rowMax: Float64Array;
}

/** Simple returns, for tasks that start from data. */
export interface ReturnsInput {
  readonly kind: 'returns';
  readonly observations: number;
  readonly instruments: number;
  /** Row-major observations x instruments. */
  readonly returns: Float64Array;
}

/** Orders of so many units, each column with money of its own. */
export interface OrdersInput {
  readonly kind: 'orders';
  readonly bars: number;
  readonly columns: number;
  /** Row-major bars x columns; negative sells, zero trades nothing. */
  readonly sizes: Float64Array;
  /** Row-major bars x columns. */
  readonly prices: Float64Array;
  /** Share of the traded value. */
  readonly feeRate: number;
  readonly startCash: number;
}

/** Daily total-return prices of a market. */
export interface PricesInput {
  readonly kind: 'prices';
  readonly symbols: readonly string[];
  readonly days: readonly string[];
  /** Row-major days x symbols. */
  readonly prices: Float64Array;
  /** Share of the traded value. */
  readonly costRate: number;
  /** Rows a decision looks back on. */
  readonly lookback: number;
}

/** Money over months, drawn from a history of monthly returns. */
export interface PathsInput {
  readonly kind: 'paths';
  readonly paths: number;
  readonly months: number;
  readonly instruments: number;
  readonly observations: number;
  /** Row-major observations x instruments, monthly. */
  readonly returns: Float64Array;
  /** Length instruments, restored each month. */
  readonly weights: Float64Array;
  readonly startMoney: number;
  readonly contribution: number;
  readonly goal: number;
}

export type TaskInput = ProgramInput | ReturnsInput | OrdersInput | PricesInput | PathsInput;

/** What is timed; a promise where threads work. */
export type Work = () => Weights | Promise<Weights>;

/** One way to do a task. */
export interface Contender {
  readonly name: string;
  /** Solves neighbours of the problem in turn, so that its last answer is not one to this problem. */
  readonly hasOtherProblems?: boolean;
  /** Prepares outside the clock and answers the work to be timed. */
  readonly prepare: (input: TaskInput) => Promise<Work> | Work;
}

/** One line of the table. To add one: a file in tasks/ and a line in tasks.ts. */
export interface BenchTask {
  readonly id: string;
  readonly title: string;
  /** What issue and README promise, in words; never checked by the bench. */
  readonly reach: string;
  /** What a reader of the numbers should know: what was left out and why, what was tried where the reach is missed. */
  readonly note?: string;
  readonly makeInput: () => TaskInput;
  readonly ours: readonly Contender[];
  /** Peers from npm, run in this process. */
  readonly npmPeers: readonly Contender[];
  /** Names of functions in bench/peers/run_peers.py, run where their virtual environment exists. */
  readonly pythonPeers: readonly string[];
  /** What the weights are worth, smaller is better; absent where methods differ by design. */
  readonly objective?: (input: TaskInput, weights: Weights) => number;
  /** Largest violation of a limit; an answer outside the limits is no better for its objective. */
  readonly violation?: (input: TaskInput, weights: Weights) => number;
  /** One figure of the answer instead of objective and violation, to see that all did the same. */
  readonly answer?: { readonly heading: string; readonly of: (input: TaskInput, values: Weights) => number };
}
