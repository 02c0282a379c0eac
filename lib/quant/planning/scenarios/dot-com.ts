import { historicalWindow } from '../historical-window';

/** From the high of the S&P 500 to its low, two and a half years later. */
export const dotCom = historicalWindow('dot-com', 'Dot-com bust 2000 to 2002', '2000-03-24', '2002-10-09');
