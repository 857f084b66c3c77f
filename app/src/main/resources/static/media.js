// One file: rating, keywords, copying, what looks like it.
import { api } from './api.js';
import { byId, element, setText } from './format.js';
import { keepFile, keepReturn } from './place.js';
import { say } from './texts.js';

const main = byId('main');
const { id } = main.dataset;

async function tried(work, said) {
  setText(byId('media-error'), '');
  try {
    await work();
    if (said) setText(byId('announce'), said);
  } catch (error) {
    setText(byId('media-error'), error.message);
  }
}

/* ---- rating ---- */

function showScore(score) {
  main.dataset.score = score;
  document.querySelectorAll('#rate [data-rate]').forEach((button) => {
    const its = Number(button.dataset.rate);
    button.setAttribute('aria-pressed', its === score);
    button.classList.toggle('lit', its > 0 && its <= score);
  });
}

const rate = (score) => tried(async () => {
  await api.changeOne(id, { score });
  showScore(score);
  tellGrid('rated', score);
}, score < 0 ? say('score.rejected') : score ? say('media.rated', score) : say('score.none'));

/** What the grid shows when one goes back to it. */
function tellGrid(what, value) {
  try {
    const told = JSON.parse(sessionStorage.getItem(what) ?? '{}');
    sessionStorage.setItem(what, JSON.stringify({ ...told, [id]: value }));
  } catch { /* the grid shows it after a reload */ }
}

function favour() {
  const favourite = main.dataset.favourite !== 'true';
  return tried(async () => {
    await api.changeOne(id, { favourite });
    main.dataset.favourite = favourite;
    byId('favourite').setAttribute('aria-pressed', favourite);
    tellGrid('favoured', favourite);
  }, say(favourite ? 'library.favoured' : 'library.unfavoured'));
}

byId('favourite').addEventListener('click', favour);
byId('rate').addEventListener('click', (event) => {
  const button = event.target.closest('[data-rate]');
  if (button) rate(Number(button.dataset.rate));
});

/* ---- keywords ---- */

byId('tagging').addEventListener('submit', (event) => {
  event.preventDefault();
  const words = byId('tag').value.split(',').map((word) => word.trim().toLowerCase()).filter(Boolean);
  if (words.length) {
    tried(async () => {
      showKeywords(await api.changeOne(id, { keywords: { add: words } }));
      byId('tag').value = '';
    }, say('library.added'));
  }
});
byId('ours').addEventListener('click', (event) => {
  const word = event.target.closest('[data-remove]')?.dataset.remove;
  if (word === undefined) return;
  tried(async () => {
    showKeywords(await api.changeOne(id, { keywords: { remove: [word] } }));
    byId('tag').focus();
  }, say('library.removed'));
});

function showKeywords({ keywords }) {
  byId('ours').replaceChildren(...keywords.filter(({ type }) => type === 'user').map(({ keyword }) => element('li', { className: 'chip' },
    element('a', { href: `/library?keyword=${encodeURIComponent(keyword)}` }, element('bdi', { text: keyword })),
    element('button', { type: 'button', 'data-remove': keyword, 'aria-label': say('media.remove', keyword), text: '×' }))));
}

/* ---- copying ---- */

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element('textarea', { className: 'sr-only', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy'); // where the page came over plain HTTP from another machine
    area.remove();
  }
  const was = button.textContent;
  setText(button, say('media.copied'));
  setText(byId('announce'), say('media.copied'));
  setTimeout(() => setText(button, was), 1500);
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button?.dataset.copy) {
    tried(async () => {
      const value = button.dataset.copy.split('.').reduce((part, name) => part?.[name], await api.media(id));
      await copy(typeof value === 'string' ? value : JSON.stringify(value, null, 2), button);
    });
  }
});

/* ---- what looks like it ---- */

tried(async () => {
  const { items } = await api.similar(id);
  byId('similar-box').hidden = !items.length;
  byId('similar').replaceChildren(...items.map((item) => element('li', { 'data-nsfw': item.nsfw },
    element('a', { href: `/library/${item.id}` },
      element('img', { src: `${item.thumbnail}?size=256`, alt: item.name, loading: 'lazy', width: item.width ?? 256, height: item.height ?? 256 }),
      item.distance ? say('media.bits', item.distance) : say('media.same')))));
});

/* ---- the page ---- */

keepFile(id);
window.addEventListener('pageshow', () => keepFile(id));
byId('back').addEventListener('click', () => {
  keepFile(id);
  keepReturn(byId('back').getAttribute('href'));
});

byId('unveil-one')?.addEventListener('click', () => byId('stage').classList.add('shown'));
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select, video')) return;
  const scrolls = event.target.matches('pre');
  if (event.key === 'ArrowLeft' && !scrolls) byId('previous')?.click();
  else if (event.key === 'ArrowRight' && !scrolls) byId('next')?.click();
  else if (event.key === 'Escape') byId('back').click();
  else if (/^[0-5]$/.test(event.key)) rate(Number(event.key));
  else if (/^[rR]$/.test(event.key)) rate(-1);
  else if (/^[fF]$/.test(event.key)) favour();
  else if (/^[vV]$/.test(event.key)) byId('stage').classList.toggle('shown');
});
showScore(Number(main.dataset.score));
document.documentElement.dataset.ready = 'true';
