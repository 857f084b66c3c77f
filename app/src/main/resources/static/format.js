// Numbers and times in the page's language.
import { all, setText } from './dom.js';
import { Formats } from './formats.js';
import { say } from './texts.js';

const { lang } = document.documentElement;
const formats = new Formats(lang, say);

/** A whole number; 0 for none. */
export const number = formats.number.bind(formats);

/** So many a second: with a tenth below ten. */
export const rate = formats.rate.bind(formats);

/** A duration in its two largest units. */
export const duration = formats.duration.bind(formats);

/**
 * Shows the page's moments in the reader's own zone; what the server wrote stays as their titles.
 * @param {Intl.DateTimeFormatOptions} style
 */
export function showLocalTimes(style) {
  const format = new Intl.DateTimeFormat(lang, style);
  all(document, 'time[datetime]').forEach((time) => {
    time.title = time.textContent ?? '';
    setText(time, format.format(new Date(/** @type {HTMLTimeElement} */ (time).dateTime)));
  });
}
