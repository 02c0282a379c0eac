/**
 * One short line per step with its time. Scripts whose standard output belongs to the caller (the CLI) speak on
 * standard error, and only when a step takes real work.
 * @param {NodeJS.WriteStream} stream
 */
export function createConsole(stream) {
  // A terminal that was closed must not take down what still has to be stopped in order.
  stream.on('error', () => {});
  return {
    /** @param {string} sentence */
    say: (sentence) => void stream.write(`${sentence}\n`),
    /**
     * @template T
     * @param {string} title
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     */
    step: async (title, work) => {
      const begin = Date.now();
      stream.write(`${title} ... `);
      try {
        const result = await work();
        stream.write(`${seconds(Date.now() - begin)}\n`);
        return result;
      } catch (error) {
        stream.write(`failed after ${seconds(Date.now() - begin)}\n`);
        throw error;
      }
    },
  };
}

/** @typedef {ReturnType<typeof createConsole>} Console */

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
