/** How the reader wants figures shown; kept in the browser only. */
export const DISPLAY_PREFERENCES = {
  amounts: { storageKey: 'ballast-amounts', values: ['shown', 'hidden'] },
  gainLoss: { storageKey: 'ballast-gain-loss', values: ['blue-orange', 'green-red'] },
} as const;

export type DisplayPreference = keyof typeof DISPLAY_PREFERENCES;
export type DisplayPreferenceValue<P extends DisplayPreference> = (typeof DISPLAY_PREFERENCES)[P]['values'][number];

/** Runs before the first paint, so that hidden amounts are never seen for a moment. */
export const DISPLAY_PREFERENCES_SCRIPT = `try{${Object.entries(DISPLAY_PREFERENCES)
  .map(
    ([name, { storageKey, values }]) =>
      `var v=localStorage.getItem('${storageKey}');if(${JSON.stringify(values)}.indexOf(v)>=0)document.documentElement.dataset.${name}=v;`,
  )
  .join('')}}catch(e){}`;
