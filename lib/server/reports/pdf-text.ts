import { MINUS } from '@/lib/shared/format/number';

/** What the standard fonts of a PDF can write besides Latin-1 (Windows code page 1252). */
const EXTRA = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/**
 * Text as the standard fonts can write it: a true minus becomes the dash of the same width, and what they have no glyph
 * for becomes a question mark, so that nothing is dropped unseen. The HTML report has every character.
 */
export const pdfText = (text: string): string =>
  Array.from(text.replaceAll(MINUS, '–').replace(/[\u00a0\u2009\u202f]/g, ' '))
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      const isLatin = (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code <= 0xff && code !== 0xad);
      return isLatin || EXTRA.includes(character) ? character : '?';
    })
    .join('');
