// The library. The address is all the state: filters load a new page, and the grid adds to the one that is there.
import { cellOf, isBlurred, shotOf, showBare } from './cards.js';
import { GridCursor } from './cursor.js';
import { all, byId, closest, hasModifier, matches } from './dom.js';
import { Grid } from './grid.js';
import { Marking } from './marking.js';
import { cameFrom, keepPlace, placeToReturnTo } from './place.js';
import { followSearchForm } from './search-form.js';
import { scoreOfKey } from './words.js';

const root = document.documentElement;
const list = byId('grid');
const unblur = byId('unveil', HTMLInputElement);
const marking = new Marking();
const grid = new Grid({
  list,
  more: byId('more', HTMLAnchorElement),
  state: byId('main').dataset.state ?? '',
  prepare: (cell) => marking.prepare(cell),
});
const cursor = new GridCursor(list);

/* ---- the grid ---- */

list.addEventListener('keydown', (event) => {
  const cell = cellOf(event.target);
  if (!cell || hasModifier(event)) return;
  const score = scoreOfKey(event.key);
  if (cursor.move(cell, event.key)) {
    event.preventDefault();
  } else if (event.key === ' ') {
    event.preventDefault();
    marking.toggle(grid, cell);
  } else if (score !== null) {
    marking.rate(grid, score, cell);
  } else if (/^[fF]$/.test(event.key)) {
    marking.favour(grid, cell);
  } else if (/^[vV]$/.test(event.key)) {
    cell.classList.toggle('shown');
  }
});

list.addEventListener('click', (event) => {
  const cell = cellOf(event.target);
  if (!cell) return;
  if (closest(event.target, '.pick')) marking.pick(grid, cell, event.shiftKey);
  else if (closest(event.target, '.heart')) marking.favour(grid, cell);
  else if (isBlurred(cell) && !event.ctrlKey && !event.metaKey) showFirst(event, cell);
});

/**
 * The first click on a blurred picture only shows it. Enter opens the file, whose own page blurs it too.
 * @param {MouseEvent} event
 * @param {HTMLElement} cell
 */
function showFirst(event, cell) {
  event.preventDefault();
  if (event.detail === 0) location.assign(shotOf(cell).href);
  else cell.classList.add('shown');
}

/* ---- the page ---- */

function selectNone() {
  marking.selectNone(grid);
  cursor.refocus();
}

document.addEventListener('keydown', (event) => {
  if (hasModifier(event) || document.querySelector('dialog[open]')) return;
  if (event.key === 'Escape' && marking.selection.size && !matches(event.target, 'input, select')) selectNone();
  if (matches(event.target, 'input, select, textarea')) return;
  if (event.key === '/') {
    event.preventDefault();
    byId('q', HTMLInputElement).focus();
    byId('q', HTMLInputElement).select();
  } else if (event.key === '?') {
    event.preventDefault();
    showHelp();
  } else if (/^Arrow(Down|Right)$/.test(event.key) && event.target === document.body) {
    event.preventDefault();
    cursor.focusFirst();
  }
});

function showHelp() {
  byId('help', HTMLDialogElement).showModal();
}

byId('help-open').addEventListener('click', showHelp);

/** Whether pictures are blurred is kept for this visit; without a store it holds for this page only. */
unblur.checked = root.dataset.blur === 'off';
unblur.addEventListener('change', () => {
  root.dataset.blur = unblur.checked ? 'off' : 'on';
  try {
    sessionStorage.setItem('unblur', unblur.checked ? 'yes' : 'no');
  } catch {
    /* for this page only */
  }
  all(list, '.shown').forEach((cell) => cell.classList.remove('shown'));
});

/** A page that is shown again, as it was left, takes over what changed on others. */
window.addEventListener('pageshow', ({ persisted }) => {
  marking.takeMarks(grid);
  if (persisted) cursor.focus(grid.cellWith(cameFrom() ?? ''));
  root.dataset.blur = sessionStorage.getItem('unblur') === 'yes' ? 'off' : 'on';
  unblur.checked = root.dataset.blur === 'off';
});
window.addEventListener('pagehide', () => {
  if (grid.hasPlace()) keepPlace(grid.place(cursor.current));
});

/** Shows what was left, if one comes back. */
async function comeBack() {
  const { left, from } = placeToReturnTo();
  if (!left && !from) return;
  const cell = await grid.comeBack(left, from);
  const current = left?.current ? grid.cellWith(left.current) : null;
  if (cell) cursor.focus(cell);
  else if (current) cursor.makeCurrent(current);
}

history.scrollRestoration = 'manual'; // the browser would scroll before there is anything to scroll to
followSearchForm();
marking.listen(grid, () => cursor.refocus());
grid.listen();
grid.cells().forEach((cell) => marking.prepare(cell));
const [start] = grid.cells();
if (start) cursor.makeCurrent(start);
await comeBack();
marking.takeMarks(grid);
if (document.readyState === 'complete') grid.loadAhead();
else window.addEventListener('load', () => grid.loadAhead());
all(list, 'img').forEach((image) => {
  if (image instanceof HTMLImageElement && image.complete && !image.naturalWidth && image.currentSrc) showBare(image);
});
root.dataset.ready = 'true';
