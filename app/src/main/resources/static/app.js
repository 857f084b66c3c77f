// The page's three steps, and which of them is in view.
import { api } from './api.js';
import { Complete } from './complete.js';
import { Configure } from './configure.js';
import { byId } from './format.js';
import { Live } from './live.js';
import { say } from './texts.js';

const main = byId('main');
const steps = ['configure', 'process', 'complete'];

const live = new Live({
  onEnd: (id, status) => (status === 'deleted' ? configureAnew() : complete(id)),
});
const summary = new Complete({ onAgain: configureAnew, onGoOn: (id) => watch(id) });
const configure = new Configure({ onStarted: ({ session_id: id }) => watch(id) });

function go(step, { focus = true } = {}) {
  main.dataset.step = step;
  steps.forEach((name) => {
    byId(name).hidden = name !== step;
    byId(`step-${name}`).setAttribute('aria-current', name === step ? 'step' : 'false');
  });
  if (focus) {
    window.scrollTo({ top: 0 });
    byId(step).querySelector('h1').focus({ preventScroll: true });
  }
}

function watch(id, revision = 0, options = {}) {
  forget();
  go('process', options);
  live.follow(id, revision);
}

function complete(id, options = {}) {
  go('complete', options);
  summary.show(id);
}

function configureAnew() {
  forget();
  live.stop();
  document.title = `${say('title')} · Media Ingest`;
  go('configure');
  configure.open();
}

/** The address always means "what is going on now", except where a person asked for one session. */
function forget() {
  if (location.search) history.replaceState(null, '', location.pathname);
}

/** Started elsewhere meanwhile? Then that is what this page is about. */
async function lookAround() {
  if (document.hidden || main.dataset.step !== 'configure' || configure.hasChoice()) return;
  const { session_id: id } = await api.active().catch(() => ({}));
  if (id && main.dataset.step === 'configure' && !configure.hasChoice()) watch(id);
}

document.addEventListener('visibilitychange', lookAround);
window.addEventListener('pageshow', (event) => { if (event.persisted) lookAround(); });

const shown = main.dataset.session;
if (main.dataset.step === 'process') watch(shown, Number(main.dataset.revision), { focus: false });
else if (main.dataset.step === 'complete') complete(shown, { focus: false });
else configure.open();
document.documentElement.dataset.ready = 'true';
