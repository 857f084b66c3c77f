// Step 2: a running session, live. The server holds all state; this only shows it.
import { api } from './api.js';
import { connected, disconnected } from './connection.js';
import { all, byId, element, first, setText, tried } from './dom.js';
import { Failures, fileOf, sentenceOf } from './failures.js';
import { Feed } from './feed.js';
import { duration, number, rate } from './format.js';
import { time } from './formats.js';
import { JustCommitted } from './just.js';
import { Sparkline } from './spark.js';
import { say, sayCount, saySentence, sayWord } from './texts.js';
import { valueAt } from './values.js';

/** @import { Item, Progress } from './api.js' */

const SHOWN = 40;
const RECONNECT_MILLIS = 2000;

/** The view of the session that is followed, which is one at a time. */
export class Live {
  /** @param {{ onEnd: (id: string, status: string) => void }} listeners */
  constructor({ onEnd }) {
    this.onEnd = onEnd;
    const noErrors = byId('no-errors');
    this.failures = new Failures(byId('error-groups'), noErrors);
    this.just = new JustCommitted(byId('just'), byId('just-box'));
    this.spark = new Sparkline(byId('spark', SVGElement));
    this.fields = all(document, '#process [data-field]');
    this.feed = new Feed(0);
    this.id = '';
    /** @type {EventSource | null} */
    this.source = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.reconnect = undefined;
    /** @type {Progress | null} */
    this.now = null;
    this.listen();
    setInterval(() => {
      this.tick();
      if (this.now?.status === 'processing') this.spark.add(this.now.files_per_second);
    }, 1000);
  }

  listen() {
    const confirm = byId('confirm', HTMLDialogElement);
    for (const operation of ['pause', 'resume']) {
      byId(operation).addEventListener('click', () => this.ask(operation));
    }
    byId('cancel').addEventListener('click', () => confirm.showModal());
    confirm.addEventListener('close', () => {
      if (confirm.returnValue === 'cancel') this.ask('cancel');
      confirm.returnValue = '';
    });
  }

  /**
   * @param {string} id
   * @param {number} [revision]
   */
  follow(id, revision = 0) {
    this.stop();
    this.id = id;
    this.feed = new Feed(revision);
    byId('recent').replaceChildren();
    byId('no-recent').hidden = false;
    setText(elapsed(), '–');
    setText(byId('action-error'), '');
    this.just.clear();
    this.spark.begin(id);
    this.failures.clear();
    this.failures.load(id).catch(() => {
      /* the stream says when the connection is lost */
    });
    this.connect();
  }

  stop() {
    this.source?.close();
    clearTimeout(this.reconnect);
    this.source = null;
    this.id = '';
    this.now = null;
    connected();
  }

  connect() {
    const source = api.events(this.id, this.feed.revision);
    this.source = source;
    source.addEventListener('open', connected);
    source.addEventListener('progress', (event) => this.show(JSON.parse(event.data)));
    source.addEventListener('item', (event) => this.take(JSON.parse(event.data)));
    source.addEventListener('end', (event) => this.end(JSON.parse(event.data)));
    source.addEventListener('error', () => this.lost(source));
  }

  /**
   * The browser connects again by itself, unless the server answered with a refusal.
   * @param {EventSource} source
   */
  lost(source) {
    if (source !== this.source) return;
    disconnected('connection.lost');
    if (source.readyState === EventSource.CLOSED) {
      clearTimeout(this.reconnect);
      this.reconnect = setTimeout(() => this.connect(), RECONNECT_MILLIS);
    }
  }

  /** @param {{ status: string }} end */
  end({ status }) {
    const { id } = this;
    this.flush();
    this.stop();
    this.onEnd(id, status);
  }

  /** @param {Progress} now */
  show(now) {
    this.now = now;
    this.fields.forEach((target) => {
      const key = target.dataset.field ?? '';
      if (key !== 'elapsed') setText(target, text(key, valueAt(now, key)));
    });
    byId('bar', HTMLProgressElement).value = now.progress;
    byId('state').dataset.status = now.status;
    byId('errors-card').classList.toggle('some', now.stats.errors > 0);
    const runs = now.status === 'processing' || now.status === 'starting';
    byId('pause').hidden = !runs;
    byId('resume').hidden = runs;
    document.title = `${now.progress}% · Media Ingest`;
    showInWork(now.files_in_work ?? []);
    this.announce(now);
    this.tick();
  }

  /** @param {Progress} now */
  announce(now) {
    if (!this.feed.isNews(now.progress)) return;
    const processed = sayCount('files', now.processed_files);
    setText(byId('announce'), say('progress', now.progress, processed, now.total_files));
  }

  tick() {
    if (this.now?.status !== 'processing') return;
    setText(elapsed(), duration((Date.now() - time(this.now.start_time)) / 1000));
  }

  /** @param {Item} item */
  take(item) {
    if (this.feed.take(item)) requestAnimationFrame(() => this.flush());
  }

  flush() {
    const { items, calm } = this.feed.flush();
    if (!items.length) return;
    if (items.filter((item) => this.failures.add(item)).length) this.failures.render();
    this.just.add(items);
    const list = byId('recent');
    list.prepend(
      ...items
        .slice(-SHOWN)
        .map((item) => row(item, calm))
        .reverse(),
    );
    while (list.children.length > SHOWN) list.lastElementChild?.remove();
    byId('no-recent').hidden = true;
  }

  /** @param {string} operation */
  ask(operation) {
    return tried(byId('action-error'), () => api.ask(this.id, operation));
  }
}

function elapsed() {
  return first(document, '#process [data-field=elapsed]');
}

/**
 * With one worker the current file is all there is.
 * @param {string[]} names
 */
function showInWork(names) {
  const box = byId('in-work-box', HTMLDetailsElement);
  box.hidden = names.length < 2;
  if (names.length < 2) return;
  setText(byId('in-work-count'), sayCount('in-work', names.length));
  if (!box.open) return;
  byId('in-work').replaceChildren(...names.map((name) => element('li', { className: 'ellipsis', text: name })));
}

/**
 * @param {string} key
 * @param {any} value
 */
function text(key, value) {
  switch (key) {
    case 'status':
      return sayWord('state', value);
    case 'message':
      return value ? saySentence(value) : '';
    case 'current_file':
      return value ?? '–';
    case 'files_per_second':
      return rate(value);
    case 'eta_seconds':
      return duration(value);
    default:
      return number(value);
  }
}

/**
 * @param {Item} item
 * @param {boolean} calm
 */
function row(item, calm) {
  const note = item.state === 'skipped' ? item.reason && sayWord('reason', item.reason) : sentenceOf(item);
  const line = element(
    'li',
    { className: calm ? 'slide' : '', 'data-state': item.state, title: item.path },
    fileOf(item),
    element('span', { className: 'tag', text: sayWord('state', item.state) }),
  );
  if (note) line.append(element('small', { className: 'note', text: note }));
  return line;
}
