// Asks of sessions, and keeps what is shown up to date by fetching the page again while something runs.
import { api } from './api.js';
import { connected, disconnected } from './connection.js';
import { all, byId, closest, findById, first, tried } from './dom.js';
import { showLocalTimes } from './format.js';

const RENEW_MILLIS = 2000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** The server renders; this puts the new rendering in the old one's place. */
async function renew() {
  clearTimeout(timer);
  try {
    const response = await fetch(location.pathname + location.search, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (response.status === 503) throw new Error('the server cannot say now');
    connected();
    const fresh = page.getElementById('live');
    if (fresh) {
      if (!isTyping()) replaceLive(fresh);
      byId('main').dataset.renew = page.getElementById('main')?.dataset.renew;
    }
  } catch {
    await disconnected('connection.again');
  }
  plan();
}

function isTyping() {
  return document.activeElement?.getAttribute('name') === 'q';
}

/**
 * Keeps the keyboard where it was, and what was scrolled to.
 * @param {HTMLElement} fresh
 */
function replaceLive(fresh) {
  const focused = document.activeElement?.id;
  const scrolled = document.querySelector('.scroll')?.scrollTop ?? 0;
  byId('live').replaceWith(document.adoptNode(fresh));
  if (focused) findById(focused)?.focus({ preventScroll: true });
  const scroll = document.querySelector('.scroll');
  if (scroll) scroll.scrollTop = scrolled;
  showTimes();
}

function plan() {
  clearTimeout(timer);
  const lost = !byId('connection').hidden;
  if (byId('main').dataset.renew === 'on' || lost) timer = setTimeout(renew, RENEW_MILLIS);
}

/** @param {HTMLButtonElement} button */
async function ask(button) {
  if (button.dataset.sure && !window.confirm(button.dataset.sure)) return;
  button.disabled = true;
  await tried(byId('action-error'), () => send(button));
  byId('main').dataset.renew = 'on';
  await renew();
}

/**
 * What a button asks for, by its data attributes.
 * @param {HTMLButtonElement} button
 */
function send(button) {
  const id = closest(button, '[data-session]')?.dataset.session ?? '';
  const { first: toFirst, last: toLast, move, path, item, ask: operation = '' } = button.dataset;
  if (toFirst) return api.move(id, firstWaiting());
  if (toLast) return api.move(id, null);
  if (move) return api.move(id, behindStep(button));
  if (path) return api.ask(id, operation, { path });
  return api.ask(id, operation, item ? { item: Number(item) } : {});
}

/**
 * The session that has to come right behind this one for it to run one earlier, or one later; null for none.
 * @param {HTMLButtonElement} button
 */
function behindStep(button) {
  const place = Number(closest(button, '[data-place]')?.dataset.place);
  const wanted = button.dataset.move === 'earlier' ? place - 1 : place + 2;
  return all(document, `[data-place="${wanted}"]`)[0]?.dataset.session ?? null;
}

/** The session that waits without another before it has no button to come first. */
function firstWaiting() {
  const waiting = all(document, '.session-row').find(
    (row) => row.querySelector('[data-last]') && !row.querySelector('[data-first]'),
  );
  return waiting ? (first(waiting, '[data-session]').dataset.session ?? null) : null;
}

function showTimes() {
  showLocalTimes({ dateStyle: 'medium', timeStyle: 'short' });
}

document.addEventListener('click', (event) => {
  const button = closest(event.target, '[data-ask], [data-first], [data-last], [data-move]');
  if (button instanceof HTMLButtonElement) ask(button);
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) renew();
});
showTimes();
plan();
document.documentElement.dataset.ready = 'true';
