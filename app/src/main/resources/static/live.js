// Step 2: a running session, live. The server holds all state; this only shows it.
import { api } from './api.js';
import { connected, disconnected } from './connection.js';
import { Failures, fileOf, sentenceOf } from './failures.js';
import { byId, duration, element, number, rate, setText, time } from './format.js';
import { JustCommitted } from './just.js';
import { Sparkline } from './spark.js';
import { say, sayCount, saySentence, sayWord } from './texts.js';

const LOOK_BACK = 12;
const SHOWN = 40;
const RECONNECT_MILLIS = 2000;

export class Live {
  constructor({ onEnd }) {
    this.onEnd = onEnd;
    this.failures = new Failures(byId('error-groups'), byId('no-errors'));
    this.just = new JustCommitted(byId('just'), byId('just-box'));
    this.spark = new Sparkline(byId('spark'));
    this.fields = [...document.querySelectorAll('#process [data-field]')];
    for (const what of ['pause', 'resume']) byId(what).addEventListener('click', () => this.ask(what));
    byId('cancel').addEventListener('click', () => byId('confirm').showModal());
    byId('confirm').addEventListener('close', () => {
      if (byId('confirm').returnValue === 'cancel') this.ask('cancel');
      byId('confirm').returnValue = '';
    });
    setInterval(() => {
      this.tick();
      if (this.now?.status === 'processing') this.spark.add(this.now.files_per_second);
    }, 1000);
  }

  follow(id, revision = 0) {
    this.stop();
    this.id = id;
    this.revision = Math.max(0, revision - LOOK_BACK);
    this.waiting = [];
    this.announced = -1;
    byId('recent').replaceChildren();
    byId('no-recent').hidden = false;
    setText(document.querySelector('#process [data-field=elapsed]'), '–');
    setText(byId('action-error'), '');
    this.just.clear();
    this.spark.begin(id);
    this.failures.clear();
    this.failures.load(id).catch(() => { /* the stream says when the connection is lost */ });
    this.connect();
  }

  stop() {
    this.source?.close();
    clearTimeout(this.reconnect);
    this.source = null;
    this.id = null;
    this.now = null;
    connected();
  }

  connect() {
    const source = api.events(this.id, this.revision);
    this.source = source;
    source.addEventListener('open', connected);
    source.addEventListener('progress', (event) => this.show(JSON.parse(event.data)));
    source.addEventListener('item', (event) => this.take(JSON.parse(event.data)));
    source.addEventListener('end', (event) => this.end(JSON.parse(event.data)));
    source.addEventListener('error', () => this.lost(source));
  }

  /** The browser connects again by itself, unless the server answered with a refusal. */
  lost(source) {
    if (source !== this.source) return;
    disconnected('connection.lost');
    if (source.readyState === EventSource.CLOSED) {
      clearTimeout(this.reconnect);
      this.reconnect = setTimeout(() => this.connect(), RECONNECT_MILLIS);
    }
  }

  end({ status }) {
    const { id } = this;
    this.flush();
    this.stop();
    this.onEnd(id, status);
  }

  show(now) {
    this.now = now;
    this.fields.forEach((target) => {
      const key = target.dataset.field;
      const value = key.split('.').reduce((object, part) => object?.[part], now);
      if (key !== 'elapsed') setText(target, text(key, value));
    });
    byId('bar').value = now.progress;
    byId('state').dataset.status = now.status;
    byId('errors-card').classList.toggle('some', now.stats.errors > 0);
    const runs = now.status === 'processing' || now.status === 'starting';
    byId('pause').hidden = !runs;
    byId('resume').hidden = runs;
    document.title = `${now.progress}% · Media Ingest`;
    this.showInWork(now.files_in_work ?? []);
    this.announce(now);
    this.tick();
  }

  /** With one worker the current file is all there is. */
  showInWork(names) {
    byId('in-work-box').hidden = names.length < 2;
    if (names.length < 2) return;
    setText(byId('in-work-count'), sayCount('in-work', names.length));
    if (byId('in-work-box').open) byId('in-work').replaceChildren(...names.map((name) => element('li', { className: 'ellipsis', text: name })));
  }

  /** Every tenth of the way, not every file. */
  announce(now) {
    const tenth = Math.floor(now.progress / 10);
    if (tenth === this.announced) return;
    this.announced = tenth;
    setText(byId('announce'), say('progress', now.progress, sayCount('files', now.processed_files), now.total_files));
  }

  tick() {
    if (this.now?.status !== 'processing') return;
    const elapsed = document.querySelector('#process [data-field=elapsed]');
    setText(elapsed, duration((Date.now() - time(this.now.start_time)) / 1000));
  }

  take(item) {
    this.revision = item.revision;
    this.waiting.push(item);
    if (this.waiting.length === 1) requestAnimationFrame(() => this.flush());
  }

  flush() {
    if (!this.waiting?.length) return;
    const items = this.waiting.splice(0);
    if (items.filter((item) => this.failures.add(item)).length) this.failures.render();
    this.just.add(items);
    const list = byId('recent');
    const rows = items.slice(-SHOWN).map((item) => row(item, items.length < 8));
    list.prepend(...rows.reverse());
    while (list.children.length > SHOWN) list.lastElementChild.remove();
    byId('no-recent').hidden = true;
  }

  async ask(what) {
    setText(byId('action-error'), '');
    try {
      await api.ask(this.id, what);
    } catch (error) {
      setText(byId('action-error'), error.message);
    }
  }
}

function text(key, value) {
  switch (key) {
    case 'status': return sayWord('state', value);
    case 'message': return value ? saySentence(value) : '';
    case 'current_file': return value ?? '–';
    case 'files_per_second': return rate(value);
    case 'eta_seconds': return duration(value);
    default: return number(value);
  }
}

function row(item, calm) {
  const note = item.state === 'skipped' ? item.reason && sayWord('reason', item.reason) : sentenceOf(item);
  return element('li', { className: calm ? 'slide' : '', 'data-state': item.state, title: item.path },
    fileOf(item),
    element('span', { className: 'tag', text: sayWord('state', item.state) }),
    ...(note ? [element('small', { className: 'note', text: note })] : []));
}
