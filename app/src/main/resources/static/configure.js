// Step 1: which folders, which files, which options.
import { api, Refused } from './api.js';
import { chosenChip, rememberedChip } from './chips.js';
import { all, byId, element, first, messageOf, setText } from './dom.js';
import { FileTypes } from './file-types.js';
import { baseName } from './folders.js';
import { number } from './format.js';
import { kindsIn } from './preview.js';
import { remember, remembered } from './remembered.js';
import { say, sayCount, saySentence, sayWord } from './texts.js';
import { Tree } from './tree.js';

/** @import { FieldError, Parameters } from './api.js' */

const PREVIEW_MILLIS = 300;

/** The form. It starts a session and does not follow it. */
export class Configure {
  /** @param {{ onStarted: (id: string) => void }} listeners */
  constructor({ onStarted }) {
    this.onStarted = onStarted;
    this.form = byId('form', HTMLFormElement);
    this.startButton = byId('start', HTMLButtonElement);
    this.threshold = byId('threshold', HTMLInputElement);
    /** @type {string[]} */
    this.chosen = [];
    this.types = new FileTypes();
    this.asked = 0;
    this.previewed = 0;
    this.starting = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.previewTimer = undefined;
    this.tree = new Tree(byId('tree'), {
      onChoice: (paths) => this.choose(paths),
      onStatus: (text) => setText(byId('tree-status'), text),
    });
    this.listen();
    this.followSwitches();
  }

  async open() {
    this.tree.clear();
    this.tree.setRecursive(this.checked('recursive'));
    try {
      await this.tree.load();
      this.tree.setRecursive(this.checked('recursive'));
    } catch (error) {
      setText(byId('tree-status'), messageOf(error));
    }
  }

  /** Says that the session that was just asked for waits for its turn. */
  showQueued() {
    const queued = byId('queued');
    queued.hidden = false;
    setText(first(queued, 'span'), say('configure.queued', this.chosen.map(baseName).join(', ')));
    queued.scrollIntoView({ block: 'center' });
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
    this.threshold.addEventListener('input', () => this.followSwitches());
    const filter = byId('filter', HTMLInputElement);
    filter.addEventListener('input', () => this.tree.filter(filter.value));
    filter.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.ctrlKey) event.preventDefault();
    });
    this.field('recursive')?.addEventListener('change', () => {
      this.tree.setRecursive(this.checked('recursive'));
      this.findTypes();
    });
  }

  followSwitches() {
    const nsfw = this.checked('enable_nsfw_detection');
    this.threshold.disabled = !nsfw;
    byId('threshold-row').classList.toggle('off', !nsfw);
    setText(byId('threshold-value'), Number(this.threshold.value).toFixed(2));
  }

  /** @param {string[]} paths */
  choose(paths) {
    this.chosen = paths;
    byId('chips').replaceChildren(...paths.map((path) => this.chip(path)));
    byId('nothing-chosen').hidden = paths.length > 0;
    if (paths.length) byId('queued').hidden = true;
    this.showRemembered();
    this.complain('');
    this.findTypes();
    this.allowStart();
  }

  /** @param {string} path */
  chip(path) {
    return chosenChip(path, () => {
      this.tree.remove(path);
      (all(byId('chips'), 'button')[0] ?? all(byId('tree'), '[tabindex="0"]')[0])?.focus();
    });
  }

  showRemembered() {
    const before = remembered().filter((path) => !this.chosen.includes(path));
    byId('before-box').hidden = !before.length;
    byId('before').replaceChildren(...before.map((path) => this.rememberedChip(path)));
  }

  /** @param {string} path */
  rememberedChip(path) {
    return rememberedChip(path, () => {
      this.tree.choose(path);
      (all(byId('before'), 'button')[0] ?? this.startButton).focus();
    });
  }

  async findTypes() {
    this.asked += 1;
    const { asked } = this;
    if (!this.chosen.length) {
      this.showTypes({}, true);
      return;
    }
    try {
      const { counts, complete } = await api.fileTypes(this.chosen, this.checked('recursive'));
      if (asked === this.asked) this.showTypes(counts, complete);
    } catch (error) {
      if (asked === this.asked) this.complain(messageOf(error));
    }
  }

  /**
   * Types and how many files of each, or at least so many if there was no time to count them all.
   * @param {{ [type: string]: number }} counts
   * @param {boolean} complete
   */
  showTypes(counts, complete) {
    this.types.show(counts);
    byId('types-box').hidden = !this.chosen.length;
    const toggles = [...this.types.counts].map(([type, count]) => this.typeToggle(type, count, complete));
    byId('types').replaceChildren(...toggles);
    setText(byId('types-note'), toggles.length ? '' : say('configure.no-types'));
    this.buildPattern();
  }

  /**
   * @param {string} type
   * @param {number} count
   * @param {boolean} complete
   */
  typeToggle(type, count, complete) {
    const files = sayCount('files', count);
    const toggle = element(
      'button',
      {
        type: 'button',
        className: 'type',
        'aria-pressed': this.types.isWanted(type),
        'aria-label': say('configure.type', type, complete ? files : say('tree.at-least', files)),
      },
      element('span', { text: type }),
      element('small', { text: number(count) + (complete ? '' : '+') }),
    );
    toggle.addEventListener('click', () => {
      this.types.toggle(type);
      toggle.setAttribute('aria-pressed', String(this.types.isWanted(type)));
      this.buildPattern();
    });
    return toggle;
  }

  buildPattern() {
    const pattern = this.field('pattern');
    if (pattern) pattern.value = this.types.pattern();
    this.allowStart();
  }

  allowStart() {
    const ready = this.hasChoice() && byId('main').dataset.database === 'on';
    this.startButton.disabled = !ready || this.starting;
    const files = this.types.files();
    const folders = sayCount('folders', this.chosen.length);
    if (!this.hasChoice()) setText(byId('start-note'), say('configure.choose'));
    else setText(byId('start-note'), files ? say('configure.about', folders, sayCount('files', files)) : folders);
    this.previewSoon();
  }

  /** What a start would do is asked when choosing has paused; of a huge folder the answer may take a moment. */
  previewSoon() {
    clearTimeout(this.previewTimer);
    this.previewed += 1;
    const asked = this.previewed;
    if (this.startButton.disabled) return;
    this.previewTimer = setTimeout(() => this.preview(asked), PREVIEW_MILLIS);
  }

  /** @param {number} asked */
  async preview(asked) {
    const answer = await api.preview(this.parameters()).catch(() => null);
    if (!answer || asked !== this.previewed || this.starting) return;
    const kinds = kindsIn(answer).map(([kind, count]) => say(`configure.${kind}`, count));
    const files = [sayCount('files', answer.total_files), ...kinds].join(', ');
    setText(byId('start-note'), say('configure.preview', sayCount('folders', this.chosen.length), files));
  }

  async start() {
    if (this.startButton.disabled) return;
    this.complain('');
    this.starting = true;
    this.allowStart();
    setText(byId('start-note'), say('configure.listing'));
    try {
      const { session_id: id } = await api.start(this.parameters());
      remember(this.chosen);
      this.onStarted(id);
    } catch (error) {
      this.complain(messageOf(error), error instanceof Refused ? error.errors : []);
    } finally {
      this.starting = false;
      this.allowStart();
    }
  }

  /** @returns {Parameters} */
  parameters() {
    return {
      directories: this.chosen,
      pattern: this.field('pattern')?.value ?? '',
      recursive: this.checked('recursive'),
      enable_nsfw_detection: this.checked('enable_nsfw_detection'),
      nsfw_threshold: Number(this.threshold.value),
      extract_metadata: this.checked('extract_metadata'),
      extract_keywords: this.checked('extract_keywords'),
      import_scores: this.checked('import_scores'),
      skip_existing: this.checked('skip_existing'),
      max_files: this.optional('max_files'),
      workers: this.optional('workers'),
      exclude: this.optional('exclude')?.split('\n') ?? null,
      min_size: this.optional('min_size'),
    };
  }

  /**
   * Says what was refused, and marks the fields that it was refused for.
   * @param {string} sentence empty to take back what was said
   * @param {FieldError[]} [errors]
   */
  complain(sentence, errors = []) {
    all(this.form, '[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
    const line = errors.map(({ field, message }) => `${sayWord('field', field)} ${saySentence(message)}.`).join(' ');
    setText(byId('form-error'), line || sentence);
    const bad = errors.flatMap(({ field }) => this.field(field) ?? []);
    bad.forEach((field) => field.setAttribute('aria-invalid', 'true'));
    if (bad.length) {
      const more = byId('more', HTMLDetailsElement);
      if (more.contains(bad[0])) more.open = true;
      bad[0].focus();
    }
  }

  /** @param {string} name */
  field(name) {
    const field = this.form.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field : null;
  }

  /** @param {string} name */
  checked(name) {
    const field = this.field(name);
    return field instanceof HTMLInputElement && field.checked;
  }

  /** @param {string} name */
  optional(name) {
    return this.field(name)?.value.trim() || null;
  }
}
