import { onParentGone } from './reenter.mjs';
import { endCommands } from './run-command.mjs';

const SIGNALS = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });

/** For scripts that run and end: Ctrl-C ends the commands under way too, which lead process groups of their own. */
export function endOnSignal() {
  const end = (code) => void endCommands().then(() => process.exit(code));
  for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => end(code));
  onParentGone(() => end(1));
}
