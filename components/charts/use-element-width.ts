'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/**
 * The width of an element in whole pixels, undefined until the browser has measured it.
 * The server renders the reserved height only, so nothing moves and nothing is drawn at a guessed width.
 */
export function useElementWidth(): readonly [RefObject<HTMLDivElement | null>, number | undefined] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const next = Math.floor(entry?.contentRect.width ?? 0);
      setWidth(next > 0 ? next : undefined);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
