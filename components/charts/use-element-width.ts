'use client';

import { type RefCallback, useEffect, useState } from 'react';

/**
 * The width of an element in whole pixels, undefined until the browser has measured it.
 * The server renders the reserved height only, so nothing moves and nothing is drawn at a guessed width.
 * The element may go and another come, as where a chart gives way to its table and returns.
 */
export function useElementWidth(): readonly [RefCallback<HTMLDivElement>, number | undefined] {
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const next = Math.floor(entry?.contentRect.width ?? 0);
      setWidth(next > 0 ? next : undefined);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}
