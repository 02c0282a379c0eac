import { formatPercent } from '@/lib/shared/format/percent';
import type { ClassShare } from './plan-shares';

/** A mix as one bar, in the hues of the asset classes; the figures stand in the list below it. */
export function MixBar({ shares, label }: { readonly shares: readonly ClassShare[]; readonly label: string }) {
  return (
    <div
      role="img"
      aria-label={`${label}: ${shares.map((each) => `${each.label} ${formatPercent(each.share, { decimals: 0 })}`).join(', ')}`}
      className="flex h-3 gap-px overflow-hidden rounded-[2px]"
    >
      {shares.map(({ assetClass, color, share }) => (
        <span key={assetClass} style={{ flexGrow: share, background: color }} />
      ))}
    </div>
  );
}
