import { historicalWindow } from '../historical-window';

/** From the high of the S&P 500 to the week of its low; stocks and bonds fell together. */
export const rates2022 = historicalWindow('rates-2022', 'Inflation and rate shock 2022', '2022-01-03', '2022-10-14');
