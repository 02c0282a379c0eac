import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// tailwind-merge takes our size names for colours unless told, and would drop `text-small` before `text-muted`.
const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      'font-size': [{ text: ['small', 'body', 'lead', 'title', 'display'] }],
      'font-weight': [{ font: ['regular', 'strong'] }],
      rounded: [{ rounded: ['control', 'card'] }],
      shadow: [{ shadow: ['lifted'] }],
    },
  },
});

/** Joins class names; of two that set the same property the later one wins. */
export const classNames = (...values: ClassValue[]): string => merge(clsx(values));
