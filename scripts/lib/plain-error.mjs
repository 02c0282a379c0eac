/** Something the reader can act on: printed as one sentence, without a stack. */
export class PlainError extends Error {
  name = 'PlainError';
}

const DISK_FULL = /ENOSPC|EDQUOT|No space left on device/i;

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/**
 * One sentence for what went wrong, with the way out where we know it.
 * @param {unknown} error
 */
export function sentenceFor(error) {
  const text = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (DISK_FULL.test(text) || DISK_FULL.test(code)) {
    return `The disk is full. Free some space (a first start needs about 3 GB) and run the same command again: what was done so far is kept.`;
  }
  if (error instanceof PlainError) return text;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const where = error instanceof Error && 'path' in error ? ` (${String(error.path)})` : '';
    return `This user may not write here${where}. Run as the user who owns this folder, or change its owner.`;
  }
  return text;
}

/**
 * Runs a script's main function: an error becomes one plain sentence and exit code 1.
 * BALLAST_DEBUG=1 adds the stack.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    const code = await main();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    process.stderr.write(`\n${sentenceFor(error)}\n`);
    const isExpected = error instanceof PlainError || codeOf(error) !== '';
    if (error instanceof Error && (!isExpected || process.env.BALLAST_DEBUG)) process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}
