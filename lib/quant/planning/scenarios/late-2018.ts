import { historicalWindow } from '../historical-window';

/** From the high of the S&P 500 to its low on Christmas Eve. */
export const late2018 = historicalWindow('late-2018', 'Sell-off of late 2018', '2018-09-20', '2018-12-24');
