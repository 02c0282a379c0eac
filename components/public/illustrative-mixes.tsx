import { ASSET_CLASSES, type AssetClassId } from '@/components/charts/asset-classes';
import { formatPercent } from '@/lib/shared/format/percent';

type Mix = readonly { readonly assetClass: AssetClassId; readonly share: number }[];

/** Round numbers that show the idea; they come from no calculation and promise nothing. */
const MIXES: readonly { readonly name: string; readonly mix: Mix }[] = [
  {
    name: 'Conservative',
    mix: [
      { assetClass: 'equity', share: 0.2 },
      { assetClass: 'bond', share: 0.5 },
      { assetClass: 'commodity', share: 0.05 },
      { assetClass: 'cash', share: 0.25 },
    ],
  },
  {
    name: 'Balanced',
    mix: [
      { assetClass: 'equity', share: 0.45 },
      { assetClass: 'bond', share: 0.35 },
      { assetClass: 'commodity', share: 0.1 },
      { assetClass: 'cash', share: 0.1 },
    ],
  },
  {
    name: 'Aggressive',
    mix: [
      { assetClass: 'equity', share: 0.75 },
      { assetClass: 'bond', share: 0.1 },
      { assetClass: 'commodity', share: 0.1 },
      { assetClass: 'crypto', share: 0.05 },
    ],
  },
];

export function IllustrativeMixes() {
  return (
    <figure className="flex flex-col gap-8">
      {MIXES.map(({ name, mix }) => (
        <div key={name} className="flex flex-col gap-2">
          <p className="font-strong">{name}</p>
          <div aria-hidden className="flex h-9 gap-px">
            {mix.map(({ assetClass, share }) => (
              <span
                key={assetClass}
                style={{ width: `${share * 100}%`, background: ASSET_CLASSES[assetClass].color }}
              />
            ))}
          </div>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small text-muted" aria-label={`${name}, an illustration`}>
            {mix.map(({ assetClass, share }) => (
              <li key={assetClass} className="flex items-center gap-1.5">
                <span
                  aria-hidden
                  className="size-2.5 rounded-[2px]"
                  style={{ background: ASSET_CLASSES[assetClass].color }}
                />
                {ASSET_CLASSES[assetClass].label}
                <span className="figures text-ink">{formatPercent(share, { decimals: 0 })}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <figcaption className="border-t border-hairline pt-3 text-small text-muted">
        Illustration. How a mix may change with the risk you can bear; yours is worked out from your answers.
      </figcaption>
    </figure>
  );
}
