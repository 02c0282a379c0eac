'use client';

import { useSyncExternalStore } from 'react';
import { DISPLAY_PREFERENCES, type DisplayPreference, type DisplayPreferenceValue } from './display-preferences';

const CHANGE_EVENT = 'ballast-display-preference';

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGE_EVENT, onChange);
  return () => window.removeEventListener(CHANGE_EVENT, onChange);
}

/** The value on the page's root element, which the styles read, and a setter that also remembers it. */
export function useDisplayPreference<P extends DisplayPreference>(
  preference: P,
): readonly [DisplayPreferenceValue<P>, (value: DisplayPreferenceValue<P>) => void] {
  const { storageKey, values } = DISPLAY_PREFERENCES[preference];
  const [first] = values;
  const value = useSyncExternalStore(
    subscribe,
    () => values.find((candidate) => candidate === document.documentElement.dataset[preference]) ?? first,
    () => first,
  );
  const setValue = (next: DisplayPreferenceValue<P>): void => {
    document.documentElement.dataset[preference] = next;
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // Private windows may refuse storage: the choice then lasts for this page only.
    }
    window.dispatchEvent(new Event(CHANGE_EVENT));
  };
  return [value, setValue];
}
