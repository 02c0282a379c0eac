interface ShareBarProps {
  /** Decimals on a common scale; a negative value grows to the left of the zero line. */
  readonly value: number;
  readonly ends: readonly [number, number];
  readonly color: string;
  readonly isHollow?: boolean | undefined;
}

const percentOf = (value: number, [low, high]: readonly [number, number]): number =>
  ((value - low) / (high - low)) * 100;

/** A bar from zero on a scale that several rows share. Drawn with plain elements, so the server draws it too. */
export function ShareBar({ value, ends, color, isHollow = false }: ShareBarProps) {
  const zero = percentOf(0, ends);
  const tip = percentOf(value, ends);
  return (
    <div aria-hidden className="relative h-3 w-full">
      <div
        className="absolute inset-y-0 transition-[width,left]"
        style={{
          left: `${Math.min(zero, tip)}%`,
          width: `${Math.abs(tip - zero)}%`,
          background: isHollow ? 'transparent' : color,
          boxShadow: isHollow ? `inset 0 0 0 1.5px ${color}` : 'none',
        }}
      />
      <div className="absolute -inset-y-1 w-px bg-outline" style={{ left: `${zero}%` }} />
    </div>
  );
}
