import type { ServiceContext } from '../context';
import { refreshSimulatedMarket } from './refresh-simulated';

/** The new day is there within the hour. Making it takes half a second, once a day. */
const LOOK_MILLISECONDS = 3_600_000;

/** Looks now and every hour whether the simulated market has a new day to store; a failure is tried again then. */
export function keepSimulatedFresh(ctx: ServiceContext): { readonly stop: () => Promise<void> } {
  const look = async (): Promise<void> => {
    try {
      if ((await refreshSimulatedMarket(ctx)) === 'stored') ctx.log.info('the simulated market has a new day');
    } catch (error) {
      ctx.log.error({ err: error }, 'the simulated market could not be stored');
    }
  };
  let current = look();
  const timer = setInterval(() => {
    current = look();
  }, LOOK_MILLISECONDS);
  return {
    stop: async () => {
      clearInterval(timer);
      await current;
    },
  };
}
