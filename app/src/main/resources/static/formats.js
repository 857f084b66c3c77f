// Numbers and times as people read them. Needs no page.

/** @import { Value } from './sentences.js' */

/** What stands for a value that is not known. */
const UNKNOWN = '–';

/** Numbers and durations in one language. Immutable. */
export class Formats {
  /**
   * @param {string} lang
   * @param {(key: string, ...values: Value[]) => string} say the sentences of that language
   */
  constructor(lang, say) {
    this.say = say;
    this.whole = new Intl.NumberFormat(lang);
    this.tenths = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  /**
   * A whole number; 0 for none.
   * @param {number | null | undefined} value
   */
  number(value) {
    return this.whole.format(value ?? 0);
  }

  /**
   * So many a second: with a tenth below ten.
   * @param {number | null | undefined} value
   */
  rate(value) {
    if (!value) return UNKNOWN;
    return value < 10 ? this.tenths.format(value) : this.whole.format(Math.round(value));
  }

  /**
   * A duration in its two largest units.
   * @param {number | null | undefined} seconds
   */
  duration(seconds) {
    if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return UNKNOWN;
    if (seconds > 0 && seconds < 1) return this.say('under-a-second');
    const s = Math.max(0, Math.round(seconds));
    if (s < 60) return this.say('seconds', s);
    if (s < 3600) return this.say('minutes', Math.floor(s / 60), s % 60);
    return this.say('hours', Math.floor(s / 3600), Math.floor((s % 3600) / 60));
  }
}

/**
 * The moment of a server's time, which is UTC without an offset, as the Python tool writes it; NaN for none.
 * @param {string | null | undefined} text
 */
export function time(text) {
  return text ? Date.parse(`${text}Z`) : NaN;
}
