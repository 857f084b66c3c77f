// Step 3: what became of every file.
import { api } from './api.js';
import { Failures } from './failures.js';
import { byId, duration, element, number, plural, rate, setText, time } from './format.js';

const CARDS = [
  ['Committed', (p) => p.stats.committed_files, 'good'],
  ['Skipped', (p) => p.skipped_files],
  ['Metadata', (p) => p.stats.metadata_extracted],
  ['Keywords', (p) => p.stats.keywords_added],
  ['Scores', (p) => p.stats.scores_imported],
  ['NSFW', (p) => p.stats.nsfw_detected, '', (p) => `of ${number(p.nsfw_assessed)} assessed`],
  ['Errors', (p) => p.stats.errors, 'bad'],
];
const LEFT_OUT = {
  'not-matched': 'do not match the pattern', hidden: 'are hidden', 'not-a-file': 'are no regular files',
  'outside-roots': 'are links that lead outside the media roots', 'duplicate-path': 'are links to files that are ingested anyway',
  'broken-link': 'are links to nothing', unreadable: 'could not be looked at', 'undecodable-name': 'have names that are not valid UTF-8',
};

export class Complete {
  constructor({ onAgain, onGoOn }) {
    this.onGoOn = onGoOn;
    this.failures = new Failures(byId('failed-groups'), null);
    byId('again').addEventListener('click', onAgain);
    byId('retry').addEventListener('click', () => this.ask('retry'));
    byId('continue').addEventListener('click', () => this.ask('resume'));
  }

  async show(id) {
    this.id = id;
    setText(byId('complete-error'), '');
    try {
      const { session, progress, left_out: leftOut } = await api.session(id);
      this.summarise(session, progress);
      this.showLeftOut(leftOut);
      this.failures.clear();
      if (progress.stats.errors > 0) await this.failures.load(id);
      byId('failed-box').hidden = this.failures.size === 0;
      const first = byId('failed-groups').querySelector('details');
      if (first) first.open = true;
    } catch (error) {
      setText(byId('complete-error'), error.message);
    }
  }

  summarise(session, progress) {
    const { errors } = progress.stats;
    const seconds = (time(progress.end_time) - time(progress.start_time)) / 1000;
    const done = progress.stats.committed_files + errors;
    byId('outcome').dataset.outcome = progress.status === 'completed' && !errors ? 'good' : 'mixed';
    setText(byId('complete-title'), title(progress));
    setText(byId('outcome-line'), progress.message ?? line(progress));
    setText(done1('duration'), duration(seconds));
    setText(done1('rate'), done && seconds > 0 ? `${rate(done / seconds)} files a second` : '–');
    setText(done1('folders'), session.parameters.directories.join(', '));
    done1('folders').title = session.parameters.directories.join('\n');
    byId('summary').replaceChildren(...CARDS.map((card) => count(card, progress)));
    byId('retry').hidden = !errors || progress.status === 'cancelled';
    byId('continue').hidden = progress.status !== 'error';
    document.title = `${title(progress)} · Media Ingest`;
  }

  showLeftOut(counts) {
    const entries = Object.entries(counts);
    byId('left-out-box').hidden = !entries.length;
    byId('left-out').replaceChildren(...entries.map(([reason, many]) => element('li', {},
      element('b', { text: number(many) }), ` ${LEFT_OUT[reason] ?? reason}`)));
  }

  async ask(what) {
    setText(byId('complete-error'), '');
    try {
      await api.ask(this.id, what);
      this.onGoOn(this.id);
    } catch (error) {
      setText(byId('complete-error'), error.message);
    }
  }
}

function done1(name) {
  return document.querySelector(`#complete [data-done=${name}]`);
}

function title(progress) {
  if (progress.status === 'cancelled') return 'Session cancelled';
  if (progress.status === 'error') return 'Stopped by an error';
  return progress.stats.errors ? 'Finished, some files need a look' : 'Every file accounted for';
}

function line(progress) {
  const parts = [`${number(progress.stats.committed_files)} committed`, `${number(progress.skipped_files)} skipped`];
  if (progress.stats.errors) parts.push(`${number(progress.stats.errors)} with errors`);
  return `${parts.join(', ')}, of ${plural(progress.total_files, 'file')}.`;
}

function count([name, value, kind = '', sub], progress) {
  const card = element('div', { className: `count ${kind}${kind === 'bad' && value(progress) ? ' some' : ''}` },
    element('dt', { text: name }), element('dd', { text: number(value(progress)) }));
  if (sub) card.append(element('dd', { className: 'sub', text: sub(progress) }));
  return card;
}
