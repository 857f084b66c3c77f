// Sentences in the page's language. The module is ready when they are loaded, and so is everything that imports it.
import { Sentences } from './sentences.js';

const { lang } = document.documentElement;
const sentences = new Sentences(lang, await load());

/** The page's own sentences are in the page; where these cannot be had their keys are shown. */
async function load() {
  try {
    return await (await fetch(`/texts/${lang}`)).json();
  } catch {
    return {};
  }
}

/** One sentence, with values in the places of {0}, {1} … */
export const say = sentences.say.bind(sentences);

/** A sentence about so many. */
export const sayCount = sentences.sayCount.bind(sentences);

/** What the server says in English, in the page's language where there is a translation. */
export const saySentence = sentences.saySentence.bind(sentences);

/** The sentence for a word of the server's; the word itself if there is none. */
export const sayWord = sentences.sayWord.bind(sentences);
