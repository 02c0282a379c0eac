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

/** Names and figures go beside the middle column only: the order and the hues are the same in all three. */
export function IllustrativeMixes() {
  return (
    <figure className="flex flex-col gap-4">
      <div className="grid grid-cols-3 gap-4 sm:gap-6">
        {MIXES.map(({ name, mix }) => (
          <div key={name} className="flex flex-col gap-3">
            <div className="flex h-80 flex-col gap-px" role="list" aria-label={name}>
              {mix.map(({ assetClass, share }) => (
                <div
                  key={assetClass}
                  role="listitem"
                  className="flex min-h-0 items-stretch gap-2"
                  style={{ flexGrow: share * 100, flexBasis: 0 }}
                >
                  <span
                    aria-hidden
                    className="w-8 shrink-0 sm:w-10"
                    style={{ background: ASSET_CLASSES[assetClass].color }}
                  />
                  <span className="flex min-w-0 flex-col justify-center text-small leading-4">
                    <span className="truncate text-muted">{ASSET_CLASSES[assetClass].label}</span>
                    <span className="figures">{formatPercent(share, { decimals: 0 })}</span>
                  </span>
                </div>
              ))}
            </div>
            <p className="border-t border-outline pt-2 text-small font-strong">{name}</p>
          </div>
        ))}
      </div>
      <figcaption className="text-small text-muted">
        Illustration. How a mix may change with the risk you can bear; yours is worked out from your answers.
      </figcaption>
    </figure>
  );
}
