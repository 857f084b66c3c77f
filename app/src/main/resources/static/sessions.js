// Asks of sessions, and keeps what is shown up to date by fetching the page again while something runs.
import { connected, disconnected } from './connection.js';
import { byId, setText } from './format.js';
import { say, saySentence } from './texts.js';

const RENEW_MILLIS = 2000;
let timer;

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}),
  });
  if (response.ok) return;
  const problem = await response.json().catch(() => null);
  throw new Error(problem?.detail ? saySentence(problem.detail) : say('status', response.status));
}

/** The server renders; this puts the new rendering in the old one's place and keeps the keyboard where it was. */
async function renew() {
  clearTimeout(timer);
  try {
    const response = await fetch(location.pathname + location.search, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById('live');
    if (response.status === 503) throw new Error('the server cannot say now');
    connected();
    if (fresh) {
      const focused = document.activeElement?.id;
      const scrolled = document.querySelector('.scroll')?.scrollTop ?? 0;
      const typed = document.activeElement?.name === 'q';
      if (!typed) {
        byId('live').replaceWith(document.adoptNode(fresh));
        if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
        const scroll = document.querySelector('.scroll');
        if (scroll) scroll.scrollTop = scrolled;
        showLocalTimes();
      }
      byId('main').dataset.renew = page.getElementById('main').dataset.renew;
    }
  } catch {
    await disconnected('connection.again');
  }
  plan();
}

function plan() {
  clearTimeout(timer);
  if (byId('main').dataset.renew === 'on' || !byId('connection').hidden) timer = setTimeout(renew, RENEW_MILLIS);
}

async function ask(button) {
  const session = button.closest('[data-session]')?.dataset.session;
  if (button.dataset.sure && !window.confirm(button.dataset.sure)) return;
  button.disabled = true;
  setText(byId('action-error'), '');
  const path = `/api/ingest/sessions/${session}`;
  try {
    if (button.dataset.first) await post(`${path}/move`, { before: firstWaiting() });
    else if (button.dataset.last) await post(`${path}/move`, { before: null });
    else if (button.dataset.move) await post(`${path}/move`, { before: behindStep(button) });
    else if (button.dataset.path) await post(`${path}/${button.dataset.ask}`, { path: button.dataset.path });
    else await post(`${path}/${button.dataset.ask}`, button.dataset.item ? { item: Number(button.dataset.item) } : {});
  } catch (error) {
    setText(byId('action-error'), error.message);
  }
  byId('main').dataset.renew = 'on';
  await renew();
}

/** The session that has to come right behind this one for it to run one earlier, or one later; null for none. */
function behindStep(button) {
  const place = Number(button.closest('[data-place]').dataset.place);
  const wanted = button.dataset.move === 'earlier' ? place - 1 : place + 2;
  return document.querySelector(`[data-place="${wanted}"]`)?.dataset.session ?? null;
}

/** The one that waits without a session before it has no button to come first. */
function firstWaiting() {
  const waiting = [...document.querySelectorAll('.session-row')]
    .filter((row) => row.querySelector('[data-last]') && !row.querySelector('[data-first]'));
  return waiting[0]?.querySelector('[data-session]').dataset.session ?? null;
}

function showLocalTimes() {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  document.querySelectorAll('time[datetime]').forEach((time) => {
    time.title = time.textContent;
    setText(time, format.format(new Date(time.dateTime)));
  });
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask], [data-first], [data-last], [data-move]');
  if (button) ask(button);
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) renew(); });
showLocalTimes();
plan();
document.documentElement.dataset.ready = 'true';
