export interface Asker<Question> {
  readonly ask: (question: Question) => void;
  readonly end: () => void;
}

interface AskWorkerOptions<Question, Reply> {
  readonly worker: Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;
  /** What the worker is sent for a question. */
  readonly messageOf: (question: Question) => unknown;
  /** Whether a question has the same answer as the one before it, and so need not be put. */
  readonly isSame?: ((before: Question, question: Question) => boolean) | undefined;
  readonly onReply: (reply: Reply) => void;
  readonly onError: () => void;
}

/** One question at a time: what is asked while the worker is busy waits, and only the newest of it is put. */
export function askWorker<Question, Reply>(options: AskWorkerOptions<Question, Reply>): Asker<Question> {
  const { worker, messageOf, isSame, onReply, onError } = options;
  let isBusy = false;
  let asked: Question | undefined;
  let waiting: Question | undefined;
  const ask = (question: Question): void => {
    if (isBusy) {
      waiting = question;
      return;
    }
    if (asked !== undefined && isSame?.(asked, question) === true) return;
    isBusy = true;
    asked = question;
    worker.postMessage(messageOf(question));
  };
  const goOn = (): void => {
    isBusy = false;
    const next = waiting;
    waiting = undefined;
    if (next !== undefined) ask(next);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    onReply(data);
    goOn();
  });
  // A question that failed is over too: the next one may have an answer, and the same one may be put again.
  worker.addEventListener('error', () => {
    asked = undefined;
    onError();
    goOn();
  });
  return { ask, end: () => worker.terminate() };
}
