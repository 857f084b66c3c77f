// Step 3: what became of every file.
import { api } from './api.js';
import { Failures } from './failures.js';
import { byId, duration, element, number, rate, setText, time } from './format.js';
import { say, sayCount, saySentence, sayWord } from './texts.js';

const CARDS = [
  ['committed', (p) => p.stats.committed_files, 'good'],
  ['skipped', (p) => p.skipped_files],
  ['metadata', (p) => p.stats.metadata_extracted],
  ['keywords', (p) => p.stats.keywords_added],
  ['scores', (p) => p.stats.scores_imported],
  ['nsfw', (p) => p.stats.nsfw_detected, '', (p) => say('assessed', p.nsfw_assessed)],
  ['errors', (p) => p.stats.errors, 'bad'],
];

export class Complete {
  constructor({ onAgain, onGoOn }) {
    this.onGoOn = onGoOn;
    this.failures = new Failures(byId('failed-groups'), null);
    byId('again').addEventListener('click', () => onAgain(this.id));
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
    setText(byId('outcome-line'), progress.message ? saySentence(progress.message) : line(progress));
    setText(done1('duration'), duration(seconds));
    setText(done1('rate'), done && seconds > 0 ? say('rate', rate(done / seconds)) : '–');
    setText(done1('folders'), session.parameters.directories.join(', '));
    done1('folders').title = session.parameters.directories.join('\n');
    byId('summary').replaceChildren(...CARDS.map((card) => count(card, progress)));
    byId('retry').hidden = !errors || progress.status === 'cancelled';
    byId('continue').hidden = progress.status !== 'error';
    byId('new-files').hidden = !progress.stats.committed_files;
    byId('new-files').href = `/library?session=${this.id}`;
    byId('to-session').hidden = false;
    byId('to-session').href = `/sessions/${this.id}`;
    document.title = `${title(progress)} · Media Ingest`;
  }

  showLeftOut(counts) {
    const entries = Object.entries(counts);
    byId('left-out-box').hidden = !entries.length;
    byId('left-out').replaceChildren(...entries.map(([reason, many]) => element('li', {},
      element('b', { text: number(many) }), ` ${sayWord('left-out', reason)}`)));
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
  if (progress.status !== 'completed') return say(`outcome.${progress.status}`);
  return say(progress.stats.errors ? 'outcome.mixed' : 'outcome.completed');
}

function line(progress) {
  const { stats, skipped_files: skipped, total_files: total } = progress;
  const files = sayCount('files', total);
  return stats.errors ? say('outcome.line-errors', stats.committed_files, skipped, stats.errors, files)
    : say('outcome.line', stats.committed_files, skipped, files);
}

function count([name, value, kind = '', sub], progress) {
  const card = element('div', { className: `count ${kind}${kind === 'bad' && value(progress) ? ' some' : ''}` },
    element('dt', { text: say(`card.${name}`) }), element('dd', { text: number(value(progress)) }));
  if (sub) card.append(element('dd', { className: 'sub', text: sub(progress) }));
  return card;
}
