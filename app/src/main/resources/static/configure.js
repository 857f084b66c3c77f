// Step 1: which folders, which files, which options.
import { api } from './api.js';
import { byId, element, number, setText } from './format.js';
import { say, sayCount, saySentence, sayWord } from './texts.js';
import { Tree, baseName } from './tree.js';

const DEFAULT_PATTERN = '*.mp4|*.png|*.jpg';
const PREVIEW_MILLIS = 300;
const REMEMBERED = 'folders ingested before';
const MOST_REMEMBERED = 8;

export class Configure {
  constructor({ onStarted }) {
    this.onStarted = onStarted;
    this.form = byId('form');
    this.chosen = [];
    this.types = new Map();
    this.unwanted = new Set();
    this.asked = 0;
    this.previewed = 0;
    this.tree = new Tree(byId('tree'), {
      onChoice: (paths) => this.choose(paths),
      onStatus: (text) => setText(byId('tree-status'), text),
    });
    this.listen();
    this.followSwitches();
  }

  async open() {
    this.tree.clear();
    this.tree.setRecursive(this.field('recursive').checked);
    try {
      await this.tree.load();
      this.tree.setRecursive(this.field('recursive').checked);
    } catch (error) {
      setText(byId('tree-status'), error.message);
    }
  }

  /** The session that was just asked for waits for its turn. */
  showQueued() {
    const folders = this.chosen.map(baseName).join(', ');
    byId('queued').hidden = false;
    setText(byId('queued').firstElementChild, say('configure.queued', folders));
    byId('queued').scrollIntoView({ block: 'center' });
    this.open();
  }

  hasChoice() {
    return this.chosen.length > 0;
  }

  listen() {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.start();
    });
    this.form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.start();
    });
    this.form.addEventListener('change', () => {
      this.followSwitches();
      this.previewSoon();
    });
    byId('threshold').addEventListener('input', () => this.followSwitches());
    byId('filter').addEventListener('input', (event) => this.tree.filter(event.target.value));
    byId('filter').addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.ctrlKey) event.preventDefault();
    });
    this.field('recursive').addEventListener('change', (event) => {
      this.tree.setRecursive(event.target.checked);
      this.findTypes();
    });
  }

  followSwitches() {
    const nsfw = this.field('enable_nsfw_detection').checked;
    byId('threshold').disabled = !nsfw;
    byId('threshold-row').classList.toggle('off', !nsfw);
    setText(byId('threshold-value'), Number(byId('threshold').value).toFixed(2));
  }

  choose(paths) {
    this.chosen = paths;
    byId('chips').replaceChildren(...paths.map((path) => this.chip(path)));
    byId('nothing-chosen').hidden = paths.length > 0;
    if (paths.length) byId('queued').hidden = true;
    this.showBefore();
    this.complain('');
    this.findTypes();
    this.allowStart();
  }

  chip(path) {
    const remove = element('button', { type: 'button', 'aria-label': say('configure.remove.name', baseName(path)), title: say('configure.remove'), text: '×' });
    remove.addEventListener('click', () => {
      this.tree.remove(path);
      (byId('chips').querySelector('button') ?? byId('tree').querySelector('[tabindex="0"]'))?.focus();
    });
    return element('li', { className: 'chip', title: path }, element('span', { className: 'ellipsis', text: baseName(path) }), remove);
  }

  /** Folders that were started with before, to be chosen again with one click. */
  showBefore() {
    const before = remembered().filter((path) => !this.chosen.includes(path));
    byId('before-box').hidden = !before.length;
    byId('before').replaceChildren(...before.map((path) => {
      const again = element('button', { type: 'button', className: 'again', title: path,
        'aria-label': say('configure.again.name', baseName(path)), text: `+ ${baseName(path)}` });
      again.addEventListener('click', () => {
        this.tree.choose(path);
        (byId('before').querySelector('button') ?? byId('start')).focus();
      });
      return element('li', {}, again);
    }));
  }

  async findTypes() {
    const asked = ++this.asked;
    if (!this.chosen.length) {
      this.showTypes(new Map(), true);
      return;
    }
    try {
      const answer = await api.fileTypes(this.chosen, this.field('recursive').checked);
      if (asked === this.asked) this.showTypes(new Map(Object.entries(answer.counts)), answer.complete);
    } catch (error) {
      if (asked === this.asked) this.complain(error.message);
    }
  }

  /** Types and how many files of each, or at least so many if there was no time to count them all. */
  showTypes(types, complete) {
    this.types = types;
    byId('types-box').hidden = !this.chosen.length;
    byId('types').replaceChildren(...[...types].map(([type, count]) => this.typeToggle(type, count, complete)));
    setText(byId('types-note'), types.size ? '' : say('configure.no-types'));
    this.buildPattern();
  }

  typeToggle(type, count, complete) {
    const toggle = element('button', { type: 'button', className: 'type', 'aria-pressed': !this.unwanted.has(type) },
      element('span', { text: type }), element('small', { text: number(count) + (complete ? '' : '+') }));
    toggle.setAttribute('aria-label', say('configure.type', type, complete ? sayCount('files', count) : say('tree.at-least', sayCount('files', count))));
    toggle.addEventListener('click', () => {
      if (!this.unwanted.delete(type)) this.unwanted.add(type);
      toggle.setAttribute('aria-pressed', !this.unwanted.has(type));
      this.buildPattern();
    });
    return toggle;
  }

  buildPattern() {
    const wanted = [...this.types.keys()].filter((type) => !this.unwanted.has(type));
    if (this.types.size) this.field('pattern').value = wanted.map((type) => `*.${type}`).join('|');
    else this.field('pattern').value = DEFAULT_PATTERN;
    this.allowStart();
  }

  allowStart() {
    const files = [...this.types].filter(([type]) => !this.unwanted.has(type)).reduce((sum, [, count]) => sum + count, 0);
    const ready = this.hasChoice() && byId('main').dataset.database === 'on';
    byId('start').disabled = !ready || this.starting === true;
    const folders = sayCount('folders', this.chosen.length);
    if (!this.hasChoice()) setText(byId('start-note'), say('configure.choose'));
    else setText(byId('start-note'), files ? say('configure.about', folders, sayCount('files', files)) : folders);
    this.previewSoon();
  }

  /** What a start would do now, asked when choosing has paused; of a huge folder the answer may take a moment. */
  previewSoon() {
    clearTimeout(this.previewTimer);
    const asked = ++this.previewed;
    if (byId('start').disabled) return;
    this.previewTimer = setTimeout(async () => {
      const answer = await api.preview(this.parameters()).catch(() => null);
      if (!answer || asked !== this.previewed || this.starting) return;
      const parts = [['new', answer.new], ['changed', answer.changed], ['read-again', answer.read_again.reduce((sum, reason) => sum + reason.files, 0)], ['unchanged', answer.unchanged], ['failed-before', answer.failed_before], ['unreadable', answer.left_out.unreadable]];
      const what = parts.filter(([, count]) => count).map(([word, count]) => say(`configure.${word}`, count));
      setText(byId('start-note'), say('configure.preview', sayCount('folders', this.chosen.length),
        [sayCount('files', answer.total_files), ...what].join(', ')));
    }, PREVIEW_MILLIS);
  }

  async start() {
    if (byId('start').disabled) return;
    this.complain('');
    this.starting = true;
    this.allowStart();
    setText(byId('start-note'), say('configure.listing'));
    try {
      const answer = await api.start(this.parameters());
      remember(this.chosen);
      this.onStarted(answer);
    } catch (error) {
      this.complain(error.message, error.errors);
    } finally {
      this.starting = false;
      this.allowStart();
    }
  }

  parameters() {
    const checked = (name) => this.field(name).checked;
    const optional = (name) => (this.field(name).value.trim() === '' ? null : this.field(name).value.trim());
    return {
      directories: this.chosen,
      pattern: this.field('pattern').value,
      recursive: checked('recursive'),
      enable_nsfw_detection: checked('enable_nsfw_detection'),
      nsfw_threshold: Number(this.field('nsfw_threshold').value),
      extract_metadata: checked('extract_metadata'),
      extract_keywords: checked('extract_keywords'),
      import_scores: checked('import_scores'),
      skip_existing: checked('skip_existing'),
      max_files: optional('max_files'),
      workers: optional('workers'),
      exclude: optional('exclude')?.split('\n') ?? null,
      min_size: optional('min_size'),
    };
  }

  complain(sentence, errors = []) {
    this.form.querySelectorAll('[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
    const line = errors.map(({ field, message }) => `${sayWord('field', field)} ${saySentence(message)}.`).join(' ');
    setText(byId('form-error'), line || sentence);
    const bad = errors.map(({ field }) => this.field(field)).filter(Boolean);
    bad.forEach((field) => field.setAttribute('aria-invalid', 'true'));
    if (bad.length) {
      if (byId('more').contains(bad[0])) byId('more').open = true;
      bad[0].focus();
    }
  }

  field(name) {
    return this.form.elements.namedItem(name);
  }
}

function remembered() {
  try {
    const paths = JSON.parse(localStorage.getItem(REMEMBERED) ?? '[]');
    return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
  } catch {
    return [];
  }
}

function remember(paths) {
  const all = [...paths, ...remembered().filter((path) => !paths.includes(path))].slice(0, MOST_REMEMBERED);
  try { localStorage.setItem(REMEMBERED, JSON.stringify(all)); } catch { /* chosen by hand the next time */ }
}
