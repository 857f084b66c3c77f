// The cards in the page: more while one scrolls, fewer far away, and the place one comes back to.
import { cellOf, idOf, showBare } from './cards.js';
import { fetchCards } from './card-pages.js';
import { all, setText } from './dom.js';
import { startOfRow } from './rows.js';
import { say } from './texts.js';

/** @import { Place, Stretch } from './place.js' */

const KEEP_SCREENS = 4; // cards farther away than this are taken out of the page
const LOAD_SCREENS = 4;
const FEWEST_DROPPED = 60;
const PAGE = 60;
const MOST_LOOKED_THROUGH = 5; // pages, for the file one comes from
const AGAIN_MILLIS = 5000;

/**
 * The stretch of the library that is in the page. Cards that are taken out at the top are held as markup and leave their
 * height; those below are fetched again.
 */
export class Grid {
  /**
   * @param {object} parts
   * @param {HTMLElement} parts.list
   * @param {HTMLAnchorElement} parts.more the link to the next page, for whom scripts fail
   * @param {string} parts.state the filters and the order, as the server writes them
   * @param {(cell: HTMLElement) => void} parts.prepare called with each card before it is in the page
   */
  constructor({ list, more, state, prepare }) {
    this.list = list;
    this.more = more;
    this.state = state;
    this.prepare = prepare;
    /** @type {(Stretch & { html: string | null })[]} the markup is null where it has to be fetched */
    this.above = [];
    this.firstAfter = new URLSearchParams(location.search).get('cursor') ?? '';
    this.padding = 0;
    this.frame = 0;
    this.fetching = false;
    this.loading = false;
  }

  /** Begins to follow the window. */
  listen() {
    window.addEventListener('scroll', () => this.followSoon(), { passive: true });
    this.more.addEventListener('click', (event) => {
      event.preventDefault();
      this.loadMore();
    });
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry.isIntersecting) this.loadMore();
      },
      { rootMargin: '1200px' },
    );
    observer.observe(this.more);
    const onError = (/** @type {Event} */ { target }) => {
      if (target instanceof HTMLImageElement) showBare(target);
    };
    this.list.addEventListener('error', onError, true);
  }

  cells() {
    return all(this.list, ':scope > .cell');
  }

  /**
   * The card of a file, if that is in the page.
   * @param {string} id
   */
  cellWith(id) {
    return cellOf(this.list.querySelector(`[data-id="${CSS.escape(id)}"]`));
  }

  followSoon() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.trim();
      this.loadAhead();
    });
  }

  async loadMore() {
    const { cursor } = this.more.dataset;
    if (this.loading || !cursor) return;
    this.loading = true;
    let loaded = false;
    try {
      await this.append(cursor);
      loaded = true;
    } catch {
      this.offerAgain();
    } finally {
      this.loading = false;
      this.trim();
      if (loaded) this.loadAhead();
    }
  }

  offerAgain() {
    this.more.classList.add('failed');
    setText(this.more, say('library.again'));
    setTimeout(() => {
      this.more.classList.remove('failed');
      setText(this.more, say('library.more'));
    }, AGAIN_MILLIS);
  }

  /** Loads so far ahead that whoever scrolls does not get there first. */
  loadAhead() {
    if (this.list.getBoundingClientRect().bottom < LOAD_SCREENS * window.innerHeight) this.loadMore();
  }

  /** @param {string} cursor */
  async append(cursor) {
    const { html, next } = await fetchCards(this.state, cursor, PAGE);
    this.list.append(this.parsed(html));
    this.showNext(next);
  }

  /** @param {string} cursor */
  showNext(cursor) {
    this.more.dataset.cursor = cursor;
    this.more.hidden = !cursor;
    this.more.href = `/library?${this.state}&cursor=${encodeURIComponent(cursor)}`;
  }

  /**
   * Cards out of our own server's markup, in which everything from files is escaped.
   * @param {string} html
   */
  parsed(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    all(template.content, '.cell').forEach(this.prepare);
    return template.content;
  }

  /** Keeps a few screens of cards, in whole rows, so that a hundred thousand files are as light as a hundred. */
  trim() {
    const screen = window.innerHeight;
    const { top, bottom } = this.list.getBoundingClientRect();
    const cells = this.cells();
    if (!cells.length) return;
    if (-(top + this.padding) > (KEEP_SCREENS + 1) * screen) this.dropAbove(cells, -KEEP_SCREENS * screen);
    else if (this.above.length && top + this.padding > -2 * screen) this.putBack();
    if (bottom > (KEEP_SCREENS + 3) * screen) this.dropBelow((KEEP_SCREENS + 2) * screen);
  }

  /**
   * @param {HTMLElement[]} cells
   * @param {number} limit
   */
  dropAbove(cells, limit) {
    const start = startOfRow(
      cells,
      cells.findIndex((cell) => cell.getBoundingClientRect().bottom > limit),
    );
    if (start < FEWEST_DROPPED) return;
    const gone = cells.slice(0, start);
    const height = cells[start].offsetTop - cells[0].offsetTop;
    const html = gone.map((cell) => cell.outerHTML).join('');
    this.above.push({ after: this.firstAfter, count: start, height, html });
    this.firstAfter = cells[start - 1].dataset.cursor ?? '';
    gone.forEach((cell) => cell.remove());
    this.pad(this.padding + height);
  }

  /** Cards that are only remembered, and not held, come a moment later. */
  async putBack() {
    const last = this.above.at(-1);
    if (this.fetching || !last) return;
    const { after, count, height, html } = last;
    this.fetching = html === null;
    try {
      const cards = html ?? (await fetchCards(this.state, after, count)).html;
      this.above.pop();
      this.firstAfter = after;
      this.list.prepend(this.parsed(cards));
      this.pad(this.above.length ? this.padding - height : 0);
      if (html === null) requestAnimationFrame(() => this.trim()); // whoever is at the top already scrolls no more
    } catch {
      /* tried again with the next scroll */
    } finally {
      this.fetching = false;
    }
  }

  /** @param {number} pixels */
  pad(pixels) {
    this.padding = Math.max(0, pixels);
    this.list.style.paddingTop = `${this.padding}px`;
  }

  /** @param {number} limit */
  dropBelow(limit) {
    const cells = this.cells();
    const start = cells.findIndex((cell) => cell.getBoundingClientRect().top > limit);
    if (start <= 0 || cells.length - start < FEWEST_DROPPED) return;
    cells.slice(start).forEach((cell) => cell.remove());
    this.showNext(cells[start - 1].dataset.cursor ?? '');
  }

  /** Whether there is a place to come back to: a page that was opened at a cursor, and goes back no further, has none. */
  hasPlace() {
    return !this.firstAfter || this.above.length > 0;
  }

  /**
   * What is near the window, and how much is above it; what is below comes by itself.
   * @param {HTMLElement | null} current the card the keyboard is on
   * @returns {Place}
   */
  place(current) {
    const cells = this.cells();
    const near = cells.findIndex((cell) => cell.getBoundingClientRect().bottom > -window.innerHeight);
    const start = startOfRow(cells, Math.max(0, near));
    const end = cells.findLastIndex((cell) => cell.getBoundingClientRect().top < 2 * window.innerHeight);
    const above = this.above.map(({ after, count, height }) => ({ after, count, height }));
    if (start > 0) {
      const height = cells[start].offsetTop - cells[0].offsetTop;
      above.push({ after: this.firstAfter, count: start, height });
    }
    return {
      above,
      after: start > 0 ? (cells[start - 1].dataset.cursor ?? '') : this.firstAfter,
      count: Math.max(PAGE, end - start + 1),
      scroll: window.scrollY,
      width: this.list.clientWidth,
      current: current ? idOf(current) : null,
    };
  }

  /**
   * Shows what was left, and the file one comes from, where either is known. Nothing else is loaded meanwhile.
   * @param {Place | null} left
   * @param {string | null} from
   * @returns {Promise<HTMLElement | null>} the card of that file
   */
  async comeBack(left, from) {
    this.loading = true;
    try {
      if (left) await this.returnTo(left);
      return from ? await this.lookFor(from) : null;
    } catch {
      return null; // the first page is there
    } finally {
      this.loading = false;
    }
  }

  /** @param {Place} left */
  async returnTo(left) {
    if (left.above.length || left.count > this.cells().length) {
      const { html, next } = await fetchCards(this.state, left.after, left.count);
      this.list.replaceChildren(this.parsed(html));
      this.showNext(next);
      this.firstAfter = left.after;
      const scale = left.width / this.list.clientWidth || 1; // a window as wide as then shows the same rows
      this.above.push(...left.above.map((stretch) => ({ ...stretch, height: stretch.height * scale, html: null })));
      this.pad(this.above.reduce((sum, { height }) => sum + height, 0));
    }
    window.scrollTo({ top: left.scroll, behavior: 'instant' });
  }

  /**
   * Looks where the file is near, though it may not have been loaded: one walks from file to file on their own pages.
   * @param {string} id
   */
  async lookFor(id) {
    for (let pages = 0; !this.cellWith(id) && pages < MOST_LOOKED_THROUGH; pages += 1) {
      const { cursor } = this.more.dataset;
      if (!cursor) break;
      await this.append(cursor);
    }
    return this.cellWith(id);
  }
}
