/** A key to press, as it is printed on the keyboard. */
export function KeyHint({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="inline-flex gap-1">
      {keys.map((key) => (
        <kbd key={key} className="rounded-[4px] border border-outline px-1.5 font-sans text-small text-muted">
          {key}
        </kbd>
      ))}
    </span>
  );
}
