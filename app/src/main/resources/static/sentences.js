// Sentences in one language, and what is put into them. Needs no page.

/**
 * @typedef {{ translations?: [string, string][], [key: string]: any }} Bundle sentences by key, and pairs of English with
 *   {0}, {1} … in it and its translation
 */

/** @typedef {string | number | null | undefined} Value what stands in the place of {0}, {1} … */

/**
 * The sentences of one language. A key that is not known is its own sentence: the server's test of the bundles, and not
 * this class, makes sure that there is one. Immutable.
 */
export class Sentences {
  /**
   * @param {string} lang
   * @param {Bundle} texts as the server sends them
   */
  constructor(lang, texts) {
    this.texts = texts;
    this.whole = new Intl.NumberFormat(lang);
    this.plurals = new Intl.PluralRules(lang);
    this.templates = (texts.translations ?? []).map(([english, translated]) => ({
      literals: english.split(/\{\d\}/),
      translated,
    }));
  }

  /**
   * One sentence, with values in the places of {0}, {1} …
   * @param {string} key
   * @param {...Value} values
   * @returns {string}
   */
  say(key, ...values) {
    return fill(this.texts[key] ?? key, (at) => {
      const value = values[at];
      return typeof value === 'number' ? this.whole.format(value) : (value ?? '');
    });
  }

  /**
   * A sentence about so many.
   * @param {string} key
   * @param {number} count
   * @param {...Value} more
   */
  sayCount(key, count, ...more) {
    const form = this.plurals.select(count) === 'one' ? 'one' : 'other';
    return this.say(`${key}.${form}`, count, ...more);
  }

  /**
   * What the server says in English, in this language where there is a translation.
   * @param {string} english
   */
  saySentence(english) {
    for (const { literals, translated } of this.templates) {
      const values = valuesIn(literals, english);
      if (values) return fill(translated, (at) => values[at] ?? '');
    }
    return english;
  }

  /**
   * The sentence for a word of the server's; the word itself if there is none.
   * @param {string} prefix
   * @param {string} word
   * @returns {string}
   */
  sayWord(prefix, word) {
    return this.texts[`${prefix}.${word}`] ?? word;
  }
}

/**
 * @param {string} template
 * @param {(at: number) => string} valueAt
 */
function fill(template, valueAt) {
  return template.replace(/\{(\d)\}/g, (_, at) => valueAt(Number(at)));
}

/**
 * What stands between the literals of a template in a sentence; null if it is not a sentence of that template.
 * @param {string[]} literals
 * @param {string} sentence
 * @returns {string[] | null}
 */
function valuesIn(literals, sentence) {
  const last = literals.length - 1;
  if (!sentence.startsWith(literals[0]) || !sentence.endsWith(literals[last])) return null;
  if (last === 0) return sentence === literals[0] ? [] : null;
  const values = [];
  let from = literals[0].length;
  for (let i = 1; i <= last; i += 1) {
    const at = i === last ? sentence.length - literals[i].length : sentence.indexOf(literals[i], from);
    if (at < from) return null;
    values.push(sentence.slice(from, at));
    from = at + literals[i].length;
  }
  return values;
}
