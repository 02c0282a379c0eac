export const MAIN_ID = 'main';

export function SkipLink() {
  return (
    <a
      href={`#${MAIN_ID}`}
      className="sr-only rounded-control bg-accent px-4 py-2 text-small text-on-accent focus:not-sr-only focus:fixed focus:start-4 focus:top-4 focus:z-60"
    >
      Skip to content
    </a>
  );
}
