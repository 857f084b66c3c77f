// The Ingest page's three steps, and which of them is in view.
import { api } from './api.js';
import { Complete } from './complete.js';
import { Configure } from './configure.js';
import { byId, findById, first } from './dom.js';
import { Live } from './live.js';
import { say } from './texts.js';

/** @typedef {'configure' | 'process' | 'complete'} Step */

const main = byId('main');
/** @type {Step[]} */
const steps = ['configure', 'process', 'complete'];

const live = new Live({
  onEnd: (id, status) => (status === 'deleted' ? configureAnew() : ended(id)),
});
const summary = new Complete({
  onAgain: (id) => {
    dismiss(id);
    configureAnew();
  },
  onGoOn: (id) => watch(id),
});
const configure = new Configure({ onStarted: begun });

/**
 * @param {Step} step
 * @param {{ focus?: boolean }} [options]
 */
function go(step, { focus = true } = {}) {
  main.dataset.step = step;
  steps.forEach((name) => {
    byId(name).hidden = name !== step;
    byId(`step-${name}`).setAttribute('aria-current', name === step ? 'step' : 'false');
  });
  if (focus) {
    window.scrollTo({ top: 0 });
    first(byId(step), 'h1').focus({ preventScroll: true });
  }
}

/**
 * @param {string} id
 * @param {number} [revision]
 * @param {{ focus?: boolean }} [options]
 */
function watch(id, revision = 0, options = {}) {
  forget();
  go('process', options);
  live.follow(id, revision);
}

/**
 * @param {string} id
 * @param {{ focus?: boolean }} [options]
 */
function complete(id, options = {}) {
  go('complete', options);
  summary.show(id);
}

/**
 * The outcome keeps its address: it can be reloaded, kept and sent.
 * @param {string} id
 */
function ended(id) {
  history.replaceState(null, '', `${location.pathname}?session=${id}`);
  complete(id);
}

/**
 * Another session may be running; then this page goes on being the form, and says that the new one waits.
 * @param {string} id
 */
async function begun(id) {
  const { session_id: active } = await api.active().catch(() => ({ session_id: id }));
  if (active && active !== id) configure.showQueued();
  else watch(id);
}

/**
 * This browser's person has seen what became of the session; others have not.
 * @param {string} id
 */
function dismiss(id) {
  document.cookie = `media_ingest_dismissed=${id}; Path=/; Max-Age=31536000; SameSite=Lax`;
  findById('last-outcome')?.remove();
}

function configureAnew() {
  forget();
  live.stop();
  document.title = `${say('title')} · Media Ingest`;
  go('configure');
  configure.open();
}

/** The address means "what is going on now", except where it names a session or asks for another one. */
function forget() {
  if (location.search) history.replaceState(null, '', location.pathname);
}

/** A session that was started elsewhere meanwhile is what this page is about. */
async function lookAround() {
  if (document.hidden || !isUntouched() || wantsAnother()) return;
  const { session_id: id } = await api.active().catch(() => ({ session_id: null }));
  if (id && isUntouched()) watch(id);
}

function isUntouched() {
  return main.dataset.step === 'configure' && !configure.hasChoice();
}

function wantsAnother() {
  return new URLSearchParams(location.search).has('new');
}

findById('dismiss')?.addEventListener('click', () => {
  dismiss(byId('last-outcome').dataset.session ?? '');
  byId('configure-title').focus();
});
document.addEventListener('visibilitychange', lookAround);
window.addEventListener('pageshow', (event) => {
  if (event.persisted) lookAround();
});

const shown = main.dataset.session ?? '';
if (main.dataset.step === 'process') watch(shown, Number(main.dataset.revision), { focus: false });
else if (main.dataset.step === 'complete') complete(shown, { focus: false });
else configure.open();
document.documentElement.dataset.ready = 'true';
