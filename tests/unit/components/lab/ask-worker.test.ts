import { expect, test } from 'vitest';
import { askWorker } from '@/components/lab/ask-worker';

/** A worker that answers when it is told to. */
class SlowWorker extends EventTarget {
  readonly asked: unknown[] = [];
  isEnded = false;

  postMessage(question: unknown): void {
    this.asked.push(question);
  }

  terminate(): void {
    this.isEnded = true;
  }

  answer(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  fail(): void {
    this.dispatchEvent(new Event('error'));
  }
}

function setUp() {
  const worker = new SlowWorker();
  const replies: unknown[] = [];
  const failures: string[] = [];
  const asker = askWorker<string, string>({
    worker,
    messageOf: (question) => question,
    isSame: (before, question) => before === question,
    onReply: (reply) => replies.push(reply),
    onError: () => failures.push('failed'),
  });
  return { worker, replies, failures, asker };
}

test('one question at a time, and of those that wait only the newest', () => {
  const { worker, replies, asker } = setUp();
  for (const question of ['one', 'two', 'three']) asker.ask(question);
  expect(worker.asked).toEqual(['one']);
  worker.answer('1');
  expect(worker.asked).toEqual(['one', 'three']);
  worker.answer('3');
  expect(worker.asked).toEqual(['one', 'three']);
  expect(replies).toEqual(['1', '3']);
});

test('the same question is not put twice in a row', () => {
  const { worker, asker } = setUp();
  asker.ask('one');
  worker.answer('1');
  asker.ask('one');
  expect(worker.asked).toEqual(['one']);
});

test('a question that fails holds up neither the next one nor a second try', () => {
  const { worker, replies, failures, asker } = setUp();
  asker.ask('bad');
  asker.ask('good');
  worker.fail();
  expect(failures).toEqual(['failed']);
  expect(worker.asked).toEqual(['bad', 'good']);
  worker.fail();
  asker.ask('good');
  worker.answer('2');
  expect(worker.asked).toEqual(['bad', 'good', 'good']);
  expect(replies).toEqual(['2']);
});

test('the worker ends with its page', () => {
  const { worker, asker } = setUp();
  asker.end();
  expect(worker.isEnded).toBe(true);
});
