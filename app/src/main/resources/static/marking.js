// Selecting files of the grid, and rating, marking and tagging what is selected.
import { api } from './api.js';
import { idOf, leaveTabOrder, showFavourite, showPicked, showScore, starsOf } from './cards.js';
import { all, byId, messageOf, setText } from './dom.js';
import { takeMarks } from './marks.js';
import { Selection } from './selection.js';
import { say, sayCount } from './texts.js';
import { wordsIn } from './words.js';

/** @import { MediaChange } from './api.js' */
/** @import { Grid } from './grid.js' */

/** What was changed on this page, which cards that are put back have to show, and the bar for what is selected. */
export class Marking {
  constructor() {
    this.selection = new Selection();
    /** @type {Map<string, number>} */
    this.scores = new Map();
    /** @type {Map<string, boolean>} */
    this.favourites = new Map();
  }

  /**
   * Shows on a card that comes into the page what was changed meanwhile.
   * @param {HTMLElement} cell
   */
  prepare(cell) {
    const id = idOf(cell);
    leaveTabOrder(cell);
    showPicked(cell, this.selection.has(id));
    const score = this.scores.get(id);
    if (score !== undefined) showScore(cell, score);
    const favourite = this.favourites.get(id);
    if (favourite !== undefined) showFavourite(cell, favourite);
  }

  /**
   * @param {Grid} grid
   * @param {() => void} onNone called when nothing is selected any more
   */
  listen(grid, onNone) {
    all(document, '#selection [data-rate]').forEach((button) => {
      button.addEventListener('click', () => this.rate(grid, Number(button.dataset.rate), null));
    });
    byId('favour').addEventListener('click', () => this.favour(grid, null));
    byId('select-none').addEventListener('click', () => {
      this.selectNone(grid);
      onNone();
    });
    byId('tagging').addEventListener('submit', (event) => {
      event.preventDefault();
      const { submitter } = event;
      this.tag(grid, submitter instanceof HTMLButtonElement && submitter.value === 'remove' ? 'remove' : 'add');
    });
  }

  /**
   * @param {Grid} grid
   * @param {HTMLElement} cell
   */
  toggle(grid, cell) {
    this.selection.toggle(idOf(cell));
    showPicked(cell, this.selection.has(idOf(cell)));
    this.show(grid);
  }

  /**
   * @param {Grid} grid
   * @param {HTMLElement} cell
   * @param {boolean} toLast whether all up to the one that was picked before go with it
   */
  pick(grid, cell, toLast) {
    const order = toLast ? grid.cells().map(idOf) : [];
    this.selection.pick(idOf(cell), order).forEach((id) => {
      const picked = grid.cellWith(id);
      if (picked) showPicked(picked, this.selection.has(id));
    });
    this.show(grid);
  }

  /** @param {Grid} grid */
  selectNone(grid) {
    this.selection.clear();
    all(grid.list, '.pick[aria-pressed=true]').forEach((pick) => pick.setAttribute('aria-pressed', 'false'));
    this.show(grid);
  }

  /** @param {Grid} grid */
  show(grid) {
    byId('selection').hidden = !this.selection.size;
    grid.list.classList.toggle('picking', this.selection.size > 0);
    setText(byId('selected'), say('library.selected', this.selection.size));
  }

  /**
   * @param {Grid} grid
   * @param {number} score
   * @param {HTMLElement | null} cell
   */
  async rate(grid, score, cell) {
    const ids = this.selection.targets(cell && idOf(cell));
    if (ids.length) await this.change(grid, ids, { score }, starsOf(score));
  }

  /**
   * All become favourites unless all that can be seen already are.
   * @param {Grid} grid
   * @param {HTMLElement | null} cell
   */
  async favour(grid, cell) {
    const ids = this.selection.targets(cell && idOf(cell));
    if (!ids.length) return;
    const shown = ids.flatMap((id) => grid.cellWith(id) ?? []);
    const favourite = !shown.length || shown.some((one) => one.dataset.favourite !== 'true');
    await this.change(grid, ids, { favourite }, say(favourite ? 'library.favoured' : 'library.unfavoured'));
  }

  /**
   * @param {Grid} grid
   * @param {'add' | 'remove'} operation
   */
  async tag(grid, operation) {
    const field = byId('tag', HTMLInputElement);
    const words = wordsIn(field.value);
    if (!words.length) {
      field.focus();
      return;
    }
    const said = say(operation === 'add' ? 'library.added' : 'library.removed');
    await this.change(grid, this.selection.ids, { keywords: { [operation]: words } }, said);
    field.value = '';
  }

  /**
   * @param {Grid} grid
   * @param {string[]} ids
   * @param {MediaChange} change
   * @param {string} said
   */
  async change(grid, ids, change, said) {
    setText(byId('selection-error'), '');
    try {
      const { changed } = await api.changeMedia(ids.map(Number), change);
      const { score, favourite } = change;
      if (score !== undefined) ids.forEach((id) => this.rated(grid, id, score));
      if (favourite !== undefined) ids.forEach((id) => this.favoured(grid, id, favourite));
      setText(byId('announce'), say('library.said', said, sayCount('files', changed)));
    } catch (error) {
      setText(byId('selection-error'), messageOf(error));
      setText(byId('announce'), messageOf(error));
    }
  }

  /**
   * @param {Grid} grid
   * @param {string} id
   * @param {number} score
   */
  rated(grid, id, score) {
    this.scores.set(id, score);
    const cell = grid.cellWith(id);
    if (cell) showScore(cell, score);
  }

  /**
   * @param {Grid} grid
   * @param {string} id
   * @param {boolean} favourite
   */
  favoured(grid, id, favourite) {
    this.favourites.set(id, favourite);
    const cell = grid.cellWith(id);
    if (cell) showFavourite(cell, favourite);
  }

  /**
   * Takes what was rated or marked on a file's own page meanwhile.
   * @param {Grid} grid
   */
  takeMarks(grid) {
    const { scores, favourites } = takeMarks();
    Object.entries(scores).forEach(([id, score]) => this.rated(grid, id, score));
    Object.entries(favourites).forEach(([id, favourite]) => this.favoured(grid, id, favourite));
  }
}
