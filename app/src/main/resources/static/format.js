// Numbers and times as people read them, and elements that only ever hold text.
import { say } from './texts.js';

const whole = new Intl.NumberFormat(document.documentElement.lang);
const tenths = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const number = (value) => whole.format(value ?? 0);

export const rate = (value) => (value ? (value < 10 ? tenths.format(value) : whole.format(Math.round(value))) : '–');

export function duration(seconds) {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return '–';
  if (seconds > 0 && seconds < 1) return say('under-a-second');
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return say('seconds', s);
  if (s < 3600) return say('minutes', Math.floor(s / 60), s % 60);
  return say('hours', Math.floor(s / 3600), Math.floor((s % 3600) / 60));
}

/** The server's times are UTC without an offset, as the Python tool writes them. */
export const time = (text) => (text ? Date.parse(`${text}Z`) : NaN);

export function element(name, { className, text, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Changes a text only if it differs, so that nothing is laid out or read aloud for nothing. */
export function setText(target, text) {
  const value = String(text);
  if (target.textContent !== value) target.textContent = value;
}
