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

/** English with {0}, {1} … in it, split at them. */
const templates = (texts.translations ?? []).map(([english, translated]) => ({ literals: english.split(/\{\d\}/), translated }));

function filled({ literals, translated }, sentence) {
  if (!sentence.startsWith(literals[0]) || !sentence.endsWith(literals.at(-1))) return null;
  if (literals.length === 1) return sentence === literals[0] ? translated : null;
  const values = [];
  let from = literals[0].length;
  for (const [index, literal] of literals.slice(1).entries()) {
    const at = index === literals.length - 2 ? sentence.length - literal.length : sentence.indexOf(literal, from);
    if (at < from) return null;
    values.push(sentence.slice(from, at));
    from = at + literal.length;
  }
  return translated.replace(/\{(\d)\}/g, (_, at) => values[at] ?? '');
}

/** What the server says in English, in the page's language where there is a translation. */
export function saySentence(english) {
  for (const template of templates) {
    const translated = filled(template, english);
    if (translated !== null) return translated;
  }
  return english;
}

/** The sentence for a word of the server's; the word itself if there is none. */
export const sayWord = (prefix, word) => texts[`${prefix}.${word}`] ?? word;
