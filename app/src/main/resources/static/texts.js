// Sentences in the page's language. Loaded before anything that says one.
const { lang } = document.documentElement;
let texts = {};
try {
  texts = await (await fetch(`/texts/${lang}`)).json();
} catch { /* the page's own sentences are there; these fall back to their keys */ }

const whole = new Intl.NumberFormat(lang);
const plurals = new Intl.PluralRules(lang);

/** One sentence, with values in the places of {0}, {1} … */
export function say(key, ...values) {
  return (texts[key] ?? key).replace(/\{(\d)\}/g, (_, at) => (typeof values[at] === 'number' ? whole.format(values[at]) : values[at] ?? ''));
}

/** A sentence about so many. */
export const sayCount = (key, count, ...more) => say(`${key}.${plurals.select(count) === 'one' ? 'one' : 'other'}`, count, ...more);

/** The sentence for a word of the server's; the word itself if there is none. */
export const sayWord = (prefix, word) => texts[`${prefix}.${word}`] ?? word;
