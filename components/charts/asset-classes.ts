/** Fixed order, names and hues of the asset classes, the same in every chart. */
export const ASSET_CLASSES = {
  equity: { label: 'Stocks', color: 'var(--class-equity)' },
  bond: { label: 'Bonds', color: 'var(--class-bond)' },
  commodity: { label: 'Commodities', color: 'var(--class-commodity)' },
  currency: { label: 'Currencies', color: 'var(--class-currency)' },
  crypto: { label: 'Crypto', color: 'var(--class-crypto)' },
  cash: { label: 'Cash', color: 'var(--class-cash)' },
  index: { label: 'Indices', color: 'var(--class-index)' },
} as const;

export type AssetClassId = keyof typeof ASSET_CLASSES;

const ORDER = Object.keys(ASSET_CLASSES);

export const byAssetClass = (left: AssetClassId, right: AssetClassId): number =>
  ORDER.indexOf(left) - ORDER.indexOf(right);
