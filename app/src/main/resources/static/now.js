// The line in every page's header that says what runs. A stream is held only while the page is in view: browsers allow
// six to a server.
import { api } from './api.js';
import { byId, setText } from './dom.js';
import { say, sayWord } from './texts.js';

/** @import { Progress } from './api.js' */

const LOOK_MILLIS = 30_000;
const AGAIN_MILLIS = 1_500;
const line = byId('now', HTMLAnchorElement);
const main = byId('main');
/** @type {EventSource | null} */
let source = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** The Ingest page shows the session itself, and more of it. */
function isLiveView() {
  return main.dataset.step === 'process';
}

function stop() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

async function look() {
  stop();
  if (document.hidden) return;
  if (isLiveView()) {
    line.hidden = true;
    return;
  }
  try {
    const { session_id: id, status } = await api.active();
    if (isLiveView() || document.hidden) return;
    if (id) follow(id);
    else line.hidden = true;
    if (status !== 'processing') lookIn(LOOK_MILLIS);
  } catch {
    lookIn(LOOK_MILLIS);
  }
}

/** @param {number} millis */
function lookIn(millis) {
  clearTimeout(timer);
  timer = setTimeout(look, millis);
}

/** @param {string} id */
function follow(id) {
  const stream = api.progress(id);
  source = stream;
  stream.addEventListener('progress', (event) => show(JSON.parse(event.data)));
  stream.addEventListener('end', () => {
    stop();
    line.hidden = true;
    lookIn(AGAIN_MILLIS);
  });
  stream.addEventListener('error', () => {
    if (stream === source && stream.readyState === EventSource.CLOSED) {
      stop();
      lookIn(LOOK_MILLIS);
    }
  });
}

/** @param {Progress} now */
function show({ session_id: id, status, progress, processed_files: processed, total_files: total }) {
  line.hidden = false;
  line.href = `/ingest-v2?session=${id}`;
  line.dataset.status = status;
  setText(byId('now-state'), sayWord('state', status));
  setText(byId('now-count'), say('now', progress, processed, total));
}

new MutationObserver(look).observe(main, { attributeFilter: ['data-step'] });
document.addEventListener('visibilitychange', look);
window.addEventListener('pagehide', stop);
window.addEventListener('pageshow', (event) => {
  if (event.persisted) look();
});
look();
