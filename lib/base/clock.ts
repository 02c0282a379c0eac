/** Time and chance come in as arguments, so that every result can be repeated. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
}

/** Fills the target with uniform random bytes. */
export type RandomBytes = (target: Uint8Array) => Uint8Array;

export const fixedClock = (epochMilliseconds: number): Clock => ({ now: () => epochMilliseconds });
