import { formatPercent } from '@/lib/shared/format/percent';
import { ASSET_CLASSES, type AssetClassId, byAssetClass } from './asset-classes';

export interface StackedBarPart {
  readonly symbol: string;
  readonly assetClass: AssetClassId;
  readonly weight: number;
}

export interface StackedBarProps {
  readonly parts: readonly StackedBarPart[];
}

/** Less would be a line that nobody sees. */
const SHOWN_MIN = 0.001;

/** One portfolio as one bar: instruments of a class side by side, in the fixed order of the classes. */
export function StackedBar({ parts }: StackedBarProps) {
  const shown = parts
    .filter(({ weight }) => weight >= SHOWN_MIN)
    .toSorted((left, right) => byAssetClass(left.assetClass, right.assetClass));
  return (
    <span
      role="img"
      aria-label={shown.map(({ symbol, weight }) => `${symbol} ${formatPercent(weight)}`).join(', ')}
      className="flex h-5 gap-px"
    >
      {shown.map(({ symbol, assetClass, weight }) => (
        <span
          key={symbol}
          title={`${symbol} ${formatPercent(weight)}`}
          className="block h-full"
          style={{ width: `${weight * 100}%`, background: ASSET_CLASSES[assetClass].color }}
        />
      ))}
    </span>
  );
}

/** What the colours of the bars mean, and, where it is given, how much of each there is. */
export function ClassKey({
  classes,
}: {
  readonly classes: readonly { readonly assetClass: AssetClassId; readonly share?: number | undefined }[];
}) {
  return (
    <ul aria-label="Colours" className="flex flex-wrap gap-x-5 gap-y-1 text-small text-muted">
      {classes
        .toSorted((left, right) => byAssetClass(left.assetClass, right.assetClass))
        .map(({ assetClass, share }) => (
          <li key={assetClass} className="flex items-center gap-2">
            <span aria-hidden className="size-2.5" style={{ background: ASSET_CLASSES[assetClass].color }} />
            {ASSET_CLASSES[assetClass].label}
            {share !== undefined && <span className="figures text-ink">{formatPercent(share)}</span>}
          </li>
        ))}
    </ul>
  );
}
