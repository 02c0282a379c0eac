import { healthResponse } from '@/lib/server/http/in/health';

/** Whether people can be let in: what is needed for every page works. */
export const GET = (): Promise<Response> => healthResponse('ready');
