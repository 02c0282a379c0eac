import { ASSET_CLASSES, type AssetClass } from '@/lib/quant/market/instrument';
import { listWords } from '@/lib/shared/narrate/en/limits';

/** "stocks, bonds and commodities". */
export const classNames = (assetClasses: readonly AssetClass[]): string =>
  listWords(assetClasses.map((id) => ASSET_CLASSES[id].name.toLowerCase()));
