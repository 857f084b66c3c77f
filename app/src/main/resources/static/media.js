// One file: rating, keywords, copying, what looks like it.
import { api } from './api.js';
import { all, byId, closest, element, findById, hasModifier, matches, setText, tried } from './dom.js';
import { keepMark } from './marks.js';
import { keepFile, keepReturn } from './place.js';
import { say } from './texts.js';
import { valueAt } from './values.js';
import { scoreOfKey, wordsIn } from './words.js';

/** @import { Keyword, Similar } from './api.js' */

const COPIED_MILLIS = 1500;
const main = byId('main');
const id = main.dataset.id ?? '';
const stage = byId('stage');
const tag = byId('tag', HTMLInputElement);

/**
 * Runs what may be refused, and says aloud that it was done.
 * @param {() => Promise<void>} work
 * @param {string} [said]
 */
async function trying(work, said) {
  const done = await tried(byId('media-error'), work);
  if (done && said) setText(byId('announce'), said);
}

/* ---- rating ---- */

/** @param {number} score */
function showScore(score) {
  main.dataset.score = String(score);
  all(document, '#rate [data-rate]').forEach((button) => {
    const its = Number(button.dataset.rate);
    button.setAttribute('aria-pressed', String(its === score));
    button.classList.toggle('lit', its > 0 && its <= score);
  });
}

/** @param {number} score */
function sentenceOf(score) {
  if (score < 0) return say('score.rejected');
  return score ? say('media.rated', score) : say('score.none');
}

/** @param {number} score */
function rate(score) {
  return trying(async () => {
    await api.changeOne(id, { score });
    showScore(score);
    keepMark('rated', id, score);
  }, sentenceOf(score));
}

function toggleFavourite() {
  const favourite = main.dataset.favourite !== 'true';
  return trying(
    async () => {
      await api.changeOne(id, { favourite });
      main.dataset.favourite = String(favourite);
      byId('favourite').setAttribute('aria-pressed', String(favourite));
      keepMark('favoured', id, favourite);
    },
    say(favourite ? 'library.favoured' : 'library.unfavoured'),
  );
}

byId('favourite').addEventListener('click', toggleFavourite);
byId('rate').addEventListener('click', (event) => {
  const button = closest(event.target, '[data-rate]');
  if (button) rate(Number(button.dataset.rate));
});

/* ---- keywords ---- */

/** @param {{ keywords: Keyword[] }} file */
function showKeywords({ keywords }) {
  const own = keywords.filter(({ type }) => type === 'user');
  byId('ours').replaceChildren(...own.map(({ keyword }) => chip(keyword)));
}

/** @param {string} keyword */
function chip(keyword) {
  const href = `/library?keyword=${encodeURIComponent(keyword)}`;
  const name = say('media.remove', keyword);
  return element(
    'li',
    { className: 'chip' },
    element('a', { href }, element('bdi', { text: keyword })),
    element('button', { type: 'button', 'data-remove': keyword, 'aria-label': name, text: '×' }),
  );
}

byId('tagging').addEventListener('submit', (event) => {
  event.preventDefault();
  const words = wordsIn(tag.value.toLowerCase());
  if (!words.length) return;
  trying(async () => {
    showKeywords(await api.changeOne(id, { keywords: { add: words } }));
    tag.value = '';
  }, say('library.added'));
});
byId('ours').addEventListener('click', (event) => {
  const word = closest(event.target, '[data-remove]')?.dataset.remove;
  if (word === undefined) return;
  trying(async () => {
    showKeywords(await api.changeOne(id, { keywords: { remove: [word] } }));
    tag.focus();
  }, say('library.removed'));
});

/* ---- copying ---- */

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyOverHttp(text);
  }
}

/**
 * The old way, for a page that came over plain HTTP from another machine.
 * @param {string} text
 */
function copyOverHttp(text) {
  const area = element('textarea', { className: 'sr-only', 'aria-hidden': 'true' });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

/** @param {HTMLElement} button */
function showCopied(button) {
  const was = button.textContent;
  setText(button, say('media.copied'));
  setText(byId('announce'), say('media.copied'));
  setTimeout(() => setText(button, was), COPIED_MILLIS);
}

document.addEventListener('click', (event) => {
  const button = closest(event.target, 'button');
  const path = button?.dataset.copy;
  if (!button || !path) return;
  trying(async () => {
    const value = valueAt(await api.media(id), path);
    await copy(typeof value === 'string' ? value : JSON.stringify(value, null, 2));
    showCopied(button);
  });
});

/* ---- what looks like it ---- */

/** @param {Similar} item */
function similar(item) {
  const image = element('img', {
    src: `${item.thumbnail}?size=256`,
    alt: item.name,
    loading: 'lazy',
    width: item.width ?? 256,
    height: item.height ?? 256,
  });
  const distance = item.distance ? say('media.bits', item.distance) : say('media.same');
  return element('li', { 'data-nsfw': item.nsfw }, element('a', { href: `/library/${item.id}` }, image, distance));
}

trying(async () => {
  const { items } = await api.similar(id);
  byId('similar-box').hidden = !items.length;
  byId('similar').replaceChildren(...items.map(similar));
});

/* ---- the page ---- */

const back = byId('back');
keepFile(id);
window.addEventListener('pageshow', () => keepFile(id));
back.addEventListener('click', () => {
  keepFile(id);
  keepReturn(back.getAttribute('href') ?? '');
});

findById('unveil-one')?.addEventListener('click', () => stage.classList.add('shown'));

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (hasModifier(event) || matches(event.target, 'input, textarea, select, video')) return;
  const scrolls = matches(event.target, 'pre');
  const score = scoreOfKey(event.key);
  if (event.key === 'ArrowLeft' && !scrolls) findById('previous')?.click();
  else if (event.key === 'ArrowRight' && !scrolls) findById('next')?.click();
  else if (event.key === 'Escape') back.click();
  else if (score !== null) rate(score);
  else if (/^[fF]$/.test(event.key)) toggleFavourite();
  else if (/^[vV]$/.test(event.key)) stage.classList.toggle('shown');
}

document.addEventListener('keydown', onKey);
showScore(Number(main.dataset.score));
document.documentElement.dataset.ready = 'true';
