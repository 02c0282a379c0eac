import { historicalWindow } from '../historical-window';

/** From the last high before the debt-ceiling dispute to the autumn's low; Treasuries rose while their rating fell. */
export const summer2011 = historicalWindow('summer-2011', 'Debt crisis of 2011', '2011-07-22', '2011-10-03');
