// The grid: more files while one scrolls, keys, rating, selecting. The address is all the state; filters load a new page.
import { api } from './api.js';
import { byId, element, setText } from './format.js';
import { cameFrom, keepPlace, placeToReturnTo } from './place.js';
import { say, sayCount } from './texts.js';

const KEEP_SCREENS = 4; // cards farther away than this are taken out of the page
const FEWEST_DROPPED = 60;
const PAGE = 60;
const MOST_FETCHED = 500;
const MOST_LOOKED_THROUGH = 5; // pages, for the file one comes from
const LOAD_SCREENS = 4;
const stars = (score) => (score < 0 ? say('score.rejected') : score ? sayCount('score', score) : say('score.none'));

const grid = byId('grid');
const more = byId('more');
const main = byId('main');
const above = []; // stretches of cards taken out at the top: { after, count, height, html }; html is null where it has to be fetched
let firstAfter = new URLSearchParams(location.search).get('cursor') ?? ''; // what the first card in the page comes behind
const selected = new Set();
const scores = new Map(); // what was rated here, for cards that are put back
const favourites = new Map(); // likewise
let padding = 0;
let fetching = false;
let loading = false;

const cells = () => [...grid.children];
const cellOf = (target) => target.closest?.('.cell');
const shotOf = (cell) => cell.querySelector('.shot');

/* ---- more files ---- */

/** So many cards behind a cursor, as markup, and the cursor behind them. */
async function fetchCards(after, count = PAGE) {
  let html = '';
  let next = after;
  for (let left = count; left > 0; left -= MOST_FETCHED) {
    const limit = Math.min(left, MOST_FETCHED);
    const response = await fetch(`/library/cards?${main.dataset.state}&limit=${limit}&cursor=${encodeURIComponent(next)}`);
    if (!response.ok) throw new Error(say('status', response.status));
    html += await response.text();
    next = response.headers.get('Library-Next') ?? '';
    if (!next) break;
  }
  return { html, next };
}

async function loadMore() {
  if (loading || !more.dataset.cursor) return;
  loading = true;
  let loaded = false;
  try {
    const { html, next } = await fetchCards(more.dataset.cursor);
    grid.append(parsed(html));
    showNext(next);
    loaded = true;
  } catch {
    more.classList.add('failed');
    setText(more, say('library.again'));
    setTimeout(() => {
      more.classList.remove('failed');
      setText(more, say('library.more'));
    }, 5000);
  } finally {
    loading = false;
    trim();
    if (loaded) loadAhead();
  }
}

/** So far ahead that whoever scrolls does not get there first. */
function loadAhead() {
  if (grid.getBoundingClientRect().bottom < LOAD_SCREENS * window.innerHeight) loadMore();
}

function showNext(cursor) {
  more.dataset.cursor = cursor;
  more.hidden = !cursor;
  more.href = `/library?${main.dataset.state}&cursor=${encodeURIComponent(cursor)}`;
}

/** Markup of our own server, in which everything from files is escaped. */
function parsed(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  template.content.querySelectorAll('.cell').forEach(prepare);
  return template.content;
}

function prepare(cell) {
  shotOf(cell).tabIndex = -1;
  const pick = cell.querySelector('.pick');
  pick.tabIndex = -1;
  pick.setAttribute('aria-pressed', selected.has(cell.dataset.id));
  if (scores.has(cell.dataset.id)) showScore(cell, scores.get(cell.dataset.id));
  if (favourites.has(cell.dataset.id)) showFavourite(cell, favourites.get(cell.dataset.id));
  cell.querySelector('.heart').tabIndex = -1;
}

/** Keeps a few screens of cards, in whole rows, so that a hundred thousand files are as light as a hundred. */
function trim() {
  const screen = window.innerHeight;
  const { top, bottom } = grid.getBoundingClientRect();
  const all = cells();
  if (!all.length) return;
  if (-(top + padding) > (KEEP_SCREENS + 1) * screen) {
    const limit = -KEEP_SCREENS * screen;
    let first = all.findIndex((cell) => cell.getBoundingClientRect().bottom > limit);
    while (first > 0 && all[first].offsetTop === all[first - 1].offsetTop) first -= 1;
    if (first >= FEWEST_DROPPED) takeOut(all.slice(0, first), all[first].offsetTop - all[0].offsetTop);
  } else if (above.length && top + padding > -2 * screen) {
    putBack();
  }
  if (bottom > (KEEP_SCREENS + 3) * screen) dropBelow((KEEP_SCREENS + 2) * screen);
}

function takeOut(gone, height) {
  above.push({ after: firstAfter, count: gone.length, height, html: gone.map((cell) => cell.outerHTML).join('') });
  firstAfter = gone.at(-1).dataset.cursor;
  gone.forEach((cell) => cell.remove());
  pad(padding + height);
}

/** Those that were only remembered, and not held, come a moment later. */
async function putBack() {
  if (fetching) return;
  const { after, count, height, html } = above.at(-1);
  fetching = html === null;
  try {
    const cards = html ?? (await fetchCards(after, count)).html;
    above.pop();
    firstAfter = after;
    grid.prepend(parsed(cards));
    pad(above.length ? padding - height : 0);
    if (html === null) requestAnimationFrame(trim); // whoever is at the top already scrolls no more
  } catch { /* tried again with the next scroll */ } finally {
    fetching = false;
  }
}

function pad(pixels) {
  padding = Math.max(0, pixels);
  grid.style.paddingTop = `${padding}px`;
}

function dropBelow(limit) {
  const all = cells();
  const first = all.findIndex((cell) => cell.getBoundingClientRect().top > limit);
  if (first <= 0 || all.length - first < FEWEST_DROPPED) return;
  all.slice(first).forEach((cell) => cell.remove());
  showNext(all[first - 1].dataset.cursor);
}

let asked = 0;
window.addEventListener('scroll', () => {
  if (asked) return;
  asked = requestAnimationFrame(() => {
    asked = 0;
    trim();
    loadAhead();
  });
}, { passive: true });
more.addEventListener('click', (event) => { event.preventDefault(); loadMore(); });
new IntersectionObserver((entries) => { if (entries[0].isIntersecting) loadMore(); }, { rootMargin: '1200px' }).observe(more);

grid.addEventListener('error', (event) => {
  if (event.target.matches?.('img')) showBare(event.target);
}, true);

/** A file without a picture is its name. */
function showBare(image) {
  const cell = cellOf(image);
  if (!cell || cell.classList.contains('bare')) return;
  cell.classList.add('bare');
  image.after(element('span', { className: 'bare-name', text: image.alt }));
}

/* ---- the one card the keyboard is on ---- */

let current = null;

function makeCurrent(cell) {
  if (current) shotOf(current).tabIndex = -1;
  current = cell;
  shotOf(cell).tabIndex = 0;
}

function focus(cell, { scroll = true } = {}) {
  if (!cell) return;
  makeCurrent(cell);
  shotOf(cell).focus({ preventScroll: true });
  if (scroll) cell.scrollIntoView({ block: 'nearest' });
}

grid.addEventListener('focusin', (event) => {
  const cell = cellOf(event.target);
  if (cell && cell !== current) makeCurrent(cell);
});

function neighbour(cell, key) {
  switch (key) {
    case 'ArrowLeft': return cell.previousElementSibling;
    case 'ArrowRight': return cell.nextElementSibling;
    case 'Home': return grid.firstElementChild;
    case 'End': return grid.lastElementChild;
    default: return inRow(cell, key === 'ArrowUp' ? -1 : 1);
  }
}

/** The card of the next row that is nearest to the middle of this one. */
function inRow(cell, direction) {
  const middle = cell.offsetLeft + cell.offsetWidth / 2;
  const step = direction < 0 ? 'previousElementSibling' : 'nextElementSibling';
  let other = cell[step];
  while (other && other.offsetTop === cell.offsetTop) other = other[step];
  const row = other?.offsetTop;
  let best = other;
  for (; other && other.offsetTop === row; other = other[step]) {
    const distance = (one) => Math.abs(one.offsetLeft + one.offsetWidth / 2 - middle);
    if (distance(other) < distance(best)) best = other;
  }
  return best;
}

grid.addEventListener('keydown', (event) => {
  const cell = cellOf(event.target);
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key)) {
    event.preventDefault();
    focus(neighbour(cell, event.key));
  } else if (event.key === ' ') {
    event.preventDefault();
    toggle(cell);
  } else if (/^[0-5rR]$/.test(event.key)) {
    rate(/[rR]/.test(event.key) ? -1 : Number(event.key), cell);
  } else if (/^[fF]$/.test(event.key)) {
    favour(cell);
  } else if (/^[vV]$/.test(event.key)) {
    cell.classList.toggle('shown');
  }
});

/* ---- rating and selecting ---- */

function showScore(cell, score) {
  cell.dataset.score = score;
  const shown = cell.querySelector('.stars');
  shown.dataset.score = score;
  setText(shown.firstElementChild, stars(score));
}

/** Of all selected files if the card is one of them, else of the card. */
async function rate(score, cell) {
  const ids = cell && !selected.has(cell.dataset.id) ? [cell.dataset.id] : [...selected];
  if (!ids.length) return;
  await change(ids, { score }, stars(score));
}

function showFavourite(cell, favourite) {
  cell.dataset.favourite = favourite;
  cell.querySelector('.heart').setAttribute('aria-pressed', favourite);
}

/** Likewise: all become favourites unless all that can be seen already are. */
async function favour(cell) {
  const ids = cell && !selected.has(cell.dataset.id) ? [cell.dataset.id] : [...selected];
  if (!ids.length) return;
  const shown = ids.map((id) => grid.querySelector(`[data-id="${id}"]`)).filter(Boolean);
  const favourite = !shown.length || shown.some((one) => one.dataset.favourite !== 'true');
  await change(ids, { favourite }, say(favourite ? 'library.favoured' : 'library.unfavoured'));
}

async function change(ids, what, said) {
  setText(byId('selection-error'), '');
  try {
    const { changed } = await api.changeMedia(ids.map(Number), what);
    if (what.score !== undefined) ids.forEach((id) => rated(id, what.score));
    if (what.favourite !== undefined) ids.forEach((id) => favoured(id, what.favourite));
    setText(byId('announce'), say('library.said', said, sayCount('files', changed)));
  } catch (error) {
    setText(byId('selection-error'), error.message);
    setText(byId('announce'), error.message);
  }
}

function favoured(id, favourite) {
  favourites.set(id, favourite);
  const cell = grid.querySelector(`[data-id="${id}"]`);
  if (cell) showFavourite(cell, favourite);
}

function rated(id, score) {
  scores.set(id, score);
  const cell = grid.querySelector(`[data-id="${id}"]`);
  if (cell) showScore(cell, score);
}

function toggle(cell, on = !selected.has(cell.dataset.id)) {
  selected[on ? 'add' : 'delete'](cell.dataset.id);
  cell.querySelector('.pick').setAttribute('aria-pressed', on);
  showSelection();
}

function showSelection() {
  byId('selection').hidden = !selected.size;
  grid.classList.toggle('picking', selected.size > 0);
  setText(byId('selected'), say('library.selected', selected.size));
}

function selectNone() {
  selected.clear();
  grid.querySelectorAll('.pick[aria-pressed=true]').forEach((pick) => pick.setAttribute('aria-pressed', 'false'));
  showSelection();
  if (current?.isConnected) focus(current, { scroll: false });
}

let lastPicked = null;
grid.addEventListener('click', (event) => {
  const cell = cellOf(event.target);
  if (!cell) return;
  if (event.target.closest('.pick')) {
    const on = !selected.has(cell.dataset.id);
    if (event.shiftKey && lastPicked?.isConnected) {
      const all = cells();
      const [from, to] = [all.indexOf(lastPicked), all.indexOf(cell)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((one) => toggle(one, on));
    } else {
      toggle(cell, on);
    }
    lastPicked = cell;
  } else if (event.target.closest('.heart')) {
    favour(cell);
  } else if (isBlurred(cell) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault(); // the first click only shows it
    if (event.detail === 0) location.assign(shotOf(cell).href); // Enter opens; the file's own page is blurred too
    else cell.classList.add('shown');
  }
});

const isBlurred = (cell) => cell.dataset.nsfw === 'nsfw' && !cell.classList.contains('shown')
  && document.documentElement.dataset.blur !== 'off';

document.querySelectorAll('#selection [data-rate]').forEach((button) => {
  button.addEventListener('click', () => rate(Number(button.dataset.rate)));
});
byId('favour').addEventListener('click', () => favour());
byId('select-none').addEventListener('click', selectNone);
byId('tagging').addEventListener('submit', async (event) => {
  event.preventDefault();
  const words = byId('tag').value.split(',').map((word) => word.trim()).filter(Boolean);
  if (!words.length) return byId('tag').focus();
  const what = event.submitter?.value === 'remove' ? 'remove' : 'add';
  await change([...selected], { keywords: { [what]: words } }, say(what === 'add' ? 'library.added' : 'library.removed'));
  byId('tag').value = '';
  return undefined;
});

/* ---- the page ---- */

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.key === 'Escape' && selected.size && !event.target.matches('input, select')) selectNone();
  if (event.target.matches('input, select, textarea')) return;
  if (event.key === '/') {
    event.preventDefault();
    byId('q').focus();
    byId('q').select();
  } else if (event.key === '?') {
    event.preventDefault();
    byId('help').showModal();
  } else if (/^Arrow(Down|Right)$/.test(event.key) && !cellOf(event.target) && event.target === document.body) {
    event.preventDefault();
    focus(grid.firstElementChild);
  }
});
byId('help-open').addEventListener('click', () => byId('help').showModal());

/** An address with nothing in it that says nothing. */
function go() {
  const state = new URLSearchParams();
  for (const [name, value] of new FormData(byId('search'))) {
    if (String(value).trim() && !isDefaultOrder(name, value)) state.append(name, value);
  }
  const text = state.toString();
  location.assign(text ? `/library?${text}` : '/library');
}

function isDefaultOrder(name, value) {
  return name === 'order' && value === (byId('sort').value === 'name' ? 'asc' : 'desc');
}

byId('search').addEventListener('submit', (event) => { event.preventDefault(); go(); });
byId('sort').addEventListener('change', () => { byId('order').value = byId('sort').value === 'name' ? 'asc' : 'desc'; });
document.addEventListener('change', (event) => {
  if (event.target.form?.id === 'search' && event.target.id !== 'q' && event.target.type !== 'date') go();
});

const unblur = byId('unveil');
unblur.checked = document.documentElement.dataset.blur === 'off';
unblur.addEventListener('change', () => {
  document.documentElement.dataset.blur = unblur.checked ? 'off' : 'on';
  try { sessionStorage.setItem('unblur', unblur.checked ? 'yes' : 'no'); } catch { /* for this page only */ }
  grid.querySelectorAll('.shown').forEach((cell) => cell.classList.remove('shown'));
});

/** What was rated or marked on a file's own page meanwhile. */
function takeRatings() {
  try {
    Object.entries(JSON.parse(sessionStorage.getItem('rated') ?? '{}')).forEach(([id, score]) => rated(id, score));
    Object.entries(JSON.parse(sessionStorage.getItem('favoured') ?? '{}')).forEach(([id, is]) => favoured(id, is));
    sessionStorage.removeItem('rated');
    sessionStorage.removeItem('favoured');
  } catch { /* nothing to take */ }
}
window.addEventListener('pageshow', ({ persisted }) => {
  takeRatings();
  if (persisted) focus(cellWith(cameFrom()), { scroll: true }); // the page is as it was left
  document.documentElement.dataset.blur = sessionStorage.getItem('unblur') === 'yes' ? 'off' : 'on';
  unblur.checked = document.documentElement.dataset.blur === 'off';
});

/* ---- the place one comes back to ---- */

const cellWith = (id) => id && grid.querySelector(`[data-id="${CSS.escape(id)}"]`);

/** What is near the window, and how much is above it; what is below comes by itself. */
function place() {
  const all = cells();
  const near = (cell) => cell.getBoundingClientRect().bottom > -window.innerHeight;
  let first = Math.max(0, all.findIndex(near));
  while (first > 0 && all[first].offsetTop === all[first - 1].offsetTop) first -= 1;
  const last = all.findLastIndex((cell) => cell.getBoundingClientRect().top < 2 * window.innerHeight);
  const stretches = above.map(({ after, count, height }) => ({ after, count, height }));
  if (first > 0) stretches.push({ after: firstAfter, count: first, height: all[first].offsetTop - all[0].offsetTop });
  return {
    above: stretches,
    after: first > 0 ? all[first - 1].dataset.cursor : firstAfter,
    count: Math.max(PAGE, last - first + 1),
    scroll: window.scrollY,
    width: grid.clientWidth,
    current: current?.dataset.id ?? null,
  };
}

async function returnTo(left) {
  if (left.above.length || left.count > cells().length) {
    const { html, next } = await fetchCards(left.after, left.count);
    grid.replaceChildren(parsed(html));
    showNext(next);
    firstAfter = left.after;
    const scale = left.width / grid.clientWidth || 1; // a window as wide as then shows the same rows
    above.push(...left.above.map((stretch) => ({ ...stretch, height: stretch.height * scale, html: null })));
    pad(above.reduce((sum, { height }) => sum + height, 0));
  }
  window.scrollTo({ top: left.scroll, behavior: 'instant' });
}

/** Where it is near, though it may not have been loaded: one walks from file to file on their own pages. */
async function lookFor(id) {
  for (let pages = 0; !cellWith(id) && more.dataset.cursor && pages < MOST_LOOKED_THROUGH; pages += 1) {
    const { html, next } = await fetchCards(more.dataset.cursor);
    grid.append(parsed(html));
    showNext(next);
  }
  return cellWith(id);
}

async function comeBack() {
  const { left, from } = placeToReturnTo();
  if (!left && !from) return;
  loading = true;
  try {
    if (left) await returnTo(left);
    const cell = from ? await lookFor(from) : null;
    if (cell) focus(cell);
    else if (left?.current && cellWith(left.current)) makeCurrent(cellWith(left.current));
  } catch { /* the first page is there */ } finally {
    loading = false;
  }
}

history.scrollRestoration = 'manual'; // the browser would scroll before there is anything to scroll to
window.addEventListener('pagehide', () => { if (!firstAfter || above.length) keepPlace(place()); });

cells().forEach(prepare);
if (grid.firstElementChild) makeCurrent(grid.firstElementChild);
await comeBack();
takeRatings();
if (document.readyState === 'complete') loadAhead();
else window.addEventListener('load', loadAhead);
grid.querySelectorAll('img').forEach((image) => {
  if (image.complete && !image.naturalWidth && image.currentSrc) showBare(image);
});
document.documentElement.dataset.ready = 'true';
