import { formatPercent } from '@/lib/shared/format/percent';

/** The window as a bar: where the tries run, and what nobody looks at before the end. */
export function SearchSplit({ trainShare }: { readonly trainShare: number }) {
  const train = formatPercent(trainShare, { decimals: 0 });
  const rest = formatPercent(1 - trainShare, { decimals: 0 });
  return (
    <figure className="flex flex-col gap-2">
      <div aria-hidden className="flex h-9 gap-1 text-small">
        <span
          className="flex items-center justify-center rounded-control bg-well px-2"
          style={{ flexBasis: train, flexGrow: 0, flexShrink: 1 }}
        >
          Tries
        </span>
        <span className="flex flex-1 items-center justify-center rounded-control border border-accent px-2 text-accent">
          Untouched
        </span>
      </div>
      <figcaption className="max-w-prose text-small text-muted">
        Every try runs on the first {train} of the days. Only the winner then walks over the last {rest}, once.
      </figcaption>
    </figure>
  );
}
