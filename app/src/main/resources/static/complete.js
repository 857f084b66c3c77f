// Step 3: what became of every file.
import { api } from './api.js';
import { byId, element, first, setText, tried } from './dom.js';
import { Failures } from './failures.js';
import { duration, number, rate } from './format.js';
import { time } from './formats.js';
import { say, sayCount, saySentence, sayWord } from './texts.js';

/** @import { Parameters, Progress } from './api.js' */

/**
 * @typedef {object} Card a number of the summary
 * @property {string} name
 * @property {(progress: Progress) => number} value
 * @property {string} [kind]
 * @property {(progress: Progress) => string} [sub] a line below it
 */

/** @type {Card[]} */
const CARDS = [
  { name: 'committed', value: ({ stats }) => stats.committed_files, kind: 'good' },
  { name: 'skipped', value: (progress) => progress.skipped_files },
  { name: 'metadata', value: ({ stats }) => stats.metadata_extracted },
  { name: 'keywords', value: ({ stats }) => stats.keywords_added },
  { name: 'scores', value: ({ stats }) => stats.scores_imported },
  {
    name: 'nsfw',
    value: ({ stats }) => stats.nsfw_detected,
    sub: (progress) => say('assessed', progress.nsfw_assessed),
  },
  { name: 'errors', value: ({ stats }) => stats.errors, kind: 'bad' },
];

/** The outcome of one session. It is shown as it was when it was asked for. */
export class Complete {
  /** @param {{ onAgain: (id: string) => void, onGoOn: (id: string) => void }} listeners */
  constructor({ onAgain, onGoOn }) {
    this.onGoOn = onGoOn;
    this.id = '';
    this.failures = new Failures(byId('failed-groups'), null);
    byId('again').addEventListener('click', () => onAgain(this.id));
    byId('retry').addEventListener('click', () => this.ask('retry'));
    byId('continue').addEventListener('click', () => this.ask('resume'));
  }

  /** @param {string} id */
  async show(id) {
    this.id = id;
    await tried(byId('complete-error'), async () => {
      const { session, progress, left_out: leftOut } = await api.session(id);
      this.summarise(session.parameters, progress);
      showLeftOut(leftOut);
      this.failures.clear();
      if (progress.stats.errors > 0) await this.failures.load(id);
      byId('failed-box').hidden = this.failures.size === 0;
      const group = byId('failed-groups').querySelector('details');
      if (group) group.open = true;
    });
  }

  /**
   * @param {Parameters} parameters
   * @param {Progress} progress
   */
  summarise(parameters, progress) {
    const { errors } = progress.stats;
    byId('outcome').dataset.outcome = progress.status === 'completed' && !errors ? 'good' : 'mixed';
    setText(byId('complete-title'), titleOf(progress));
    setText(byId('outcome-line'), progress.message ? saySentence(progress.message) : lineOf(progress));
    showPace(progress);
    setText(field('folders'), parameters.directories.join(', '));
    field('folders').title = parameters.directories.join('\n');
    byId('summary').replaceChildren(...CARDS.map((card) => count(card, progress)));
    byId('retry').hidden = !errors || progress.status === 'cancelled';
    byId('continue').hidden = progress.status !== 'error';
    showLink('new-files', `/library?session=${this.id}`, progress.stats.committed_files > 0);
    showLink('to-session', `/sessions/${this.id}`, true);
    document.title = `${titleOf(progress)} · Media Ingest`;
  }

  /** @param {string} operation */
  async ask(operation) {
    await tried(byId('complete-error'), async () => {
      await api.ask(this.id, operation);
      this.onGoOn(this.id);
    });
  }
}

/** @param {string} name */
function field(name) {
  return first(document, `#complete [data-done=${name}]`);
}

/** @param {Progress} progress */
function showPace(progress) {
  const seconds = (time(progress.end_time) - time(progress.start_time)) / 1000;
  const done = progress.stats.committed_files + progress.stats.errors;
  setText(field('duration'), duration(seconds));
  setText(field('rate'), done && seconds > 0 ? say('rate', rate(done / seconds)) : '–');
}

/**
 * @param {string} id
 * @param {string} href
 * @param {boolean} shown
 */
function showLink(id, href, shown) {
  const link = byId(id, HTMLAnchorElement);
  link.href = href;
  link.hidden = !shown;
}

/** @param {{ [reason: string]: number }} counts */
function showLeftOut(counts) {
  const entries = Object.entries(counts);
  byId('left-out-box').hidden = !entries.length;
  byId('left-out').replaceChildren(
    ...entries.map(([reason, many]) =>
      element('li', {}, element('b', { text: number(many) }), ` ${sayWord('left-out', reason)}`),
    ),
  );
}

/** @param {Progress} progress */
function titleOf(progress) {
  if (progress.status !== 'completed') return say(`outcome.${progress.status}`);
  return say(progress.stats.errors ? 'outcome.mixed' : 'outcome.completed');
}

/** @param {Progress} progress */
function lineOf({ stats, skipped_files: skipped, total_files: total }) {
  const files = sayCount('files', total);
  return stats.errors
    ? say('outcome.line-errors', stats.committed_files, skipped, stats.errors, files)
    : say('outcome.line', stats.committed_files, skipped, files);
}

/**
 * @param {Card} card
 * @param {Progress} progress
 */
function count({ name, value, kind = '', sub }, progress) {
  const some = kind === 'bad' && value(progress) > 0;
  const box = element(
    'div',
    { className: `count ${kind}${some ? ' some' : ''}` },
    element('dt', { text: say(`card.${name}`) }),
    element('dd', { text: number(value(progress)) }),
  );
  if (sub) box.append(element('dd', { className: 'sub', text: sub(progress) }));
  return box;
}
