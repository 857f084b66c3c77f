// Thumbnails of what was just committed. However fast files come, only some are shown, so that there is something to see.
import { element } from './dom.js';

/** @import { Item } from './api.js' */

const SHOWN = 12;
const PAUSE_MILLIS = 350;
const MOST_WAITING = 3;

/** The row of thumbnails, in a box that is hidden while there are none. */
export class JustCommitted {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} box
   */
  constructor(list, box) {
    this.list = list;
    this.box = box;
    /** @type {Item[]} */
    this.waiting = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.clear();
  }

  clear() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = [];
    this.list.replaceChildren();
    this.box.hidden = true;
  }

  /** @param {Item[]} items */
  add(items) {
    const committed = items.filter((item) => item.state === 'committed' && item.media_id);
    if (!committed.length) return;
    this.waiting = [...this.waiting, ...committed].slice(-MOST_WAITING);
    if (!this.timer) this.showNext();
  }

  showNext() {
    const item = this.waiting.shift();
    this.timer = item ? setTimeout(() => this.showNext(), PAUSE_MILLIS) : undefined;
    if (item) this.show(item);
  }

  /**
   * The picture comes first and then its place in the row, so nothing empty slides in.
   * @param {Item} item
   */
  async show(item) {
    const src = `/api/media/${item.media_id}/thumbnail?size=256`;
    const image = element('img', { src, alt: item.name, width: 120, height: 120 });
    try {
      await image.decode();
    } catch {
      return; // it has no picture; the list beside names it
    }
    const link = element('a', { href: `/library/${item.media_id}` }, image);
    const shot = element('li', { className: 'slide-in', 'data-nsfw': item.nsfw ?? 'not_assessed' }, link);
    this.list.prepend(shot);
    while (this.list.children.length > SHOWN) this.list.lastElementChild?.remove();
    this.box.hidden = false;
  }
}
