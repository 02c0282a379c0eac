const POLL_MILLISECONDS = 100;
const ANSWER_MILLISECONDS_MAX = 3_000;

/**
 * Waits until the address answers 200.
 * @param {string} url
 * @param {number} timeoutMilliseconds
 * @param {() => boolean} [shouldStop]
 * @returns {Promise<string | null>} null when ready, else what was seen last
 */
export async function waitUntilReady(url, timeoutMilliseconds, shouldStop = () => false) {
  const end = Date.now() + timeoutMilliseconds;
  let seen = 'no answer';
  while (Date.now() < end && !shouldStop()) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX), redirect: 'manual' });
      if (response.status === 200) return null;
      seen = `status ${response.status}: ${(await response.text()).slice(0, 300)}`;
    } catch {
      seen = 'no answer';
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  return seen;
}
