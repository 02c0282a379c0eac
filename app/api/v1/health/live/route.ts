/** The process answers: nothing else is asked, so that a broken dependency does not get a sound process restarted. */
export const GET = (): Response => Response.json({ status: 'alive' }, { headers: { 'Cache-Control': 'no-store' } });
