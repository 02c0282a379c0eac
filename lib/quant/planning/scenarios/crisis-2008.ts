import { historicalWindow } from '../historical-window';

/** From the high of the S&P 500 to its low. */
export const crisis2008 = historicalWindow('crisis-2008', 'Financial crisis 2007 to 2009', '2007-10-09', '2009-03-09');
