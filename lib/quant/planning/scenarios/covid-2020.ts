import { historicalWindow } from '../historical-window';

/** From the high of the S&P 500 to its low. */
export const covid2020 = historicalWindow('covid-2020', 'Pandemic crash 2020', '2020-02-19', '2020-03-23');
