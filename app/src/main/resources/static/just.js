// Thumbnails of what was just committed. However fast files come, only some are shown, so that there is something to see.
import { element } from './format.js';

const SHOWN = 12;
const PAUSE_MILLIS = 350;

export class JustCommitted {
  constructor(list, box) {
    this.list = list;
    this.box = box;
    this.clear();
  }

  clear() {
    clearTimeout(this.timer);
    this.timer = null;
    this.waiting = [];
    this.list.replaceChildren();
    this.box.hidden = true;
  }

  add(items) {
    const committed = items.filter((item) => item.state === 'committed' && item.media_id);
    if (!committed.length) return;
    this.waiting = [...this.waiting, ...committed].slice(-3);
    if (!this.timer) this.showNext();
  }

  showNext() {
    const item = this.waiting.shift();
    this.timer = item ? setTimeout(() => this.showNext(), PAUSE_MILLIS) : null;
    if (item) this.show(item);
  }

  /** The picture comes first and then its place in the row, so nothing empty slides in. */
  async show(item) {
    const image = element('img', { src: `/api/media/${item.media_id}/thumbnail?size=256`, alt: item.name, width: 120, height: 120 });
    try {
      await image.decode();
    } catch {
      return; // it has no picture; the list beside names it
    }
    const shot = element('li', { className: 'slide-in', 'data-nsfw': item.nsfw ?? 'not_assessed' },
      element('a', { href: `/library/${item.media_id}` }, image));
    this.list.prepend(shot);
    while (this.list.children.length > SHOWN) this.list.lastElementChild.remove();
    this.box.hidden = false;
  }
}
