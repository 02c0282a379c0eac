import { healthResponse } from '@/lib/server/http/in/health';

/** Each dependency by itself, also those without which most pages still work. */
export const GET = (): Promise<Response> => healthResponse('dependencies');
