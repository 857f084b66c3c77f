// What a live view remembers of a session's stream. Needs no page.

/** @import { Item } from './api.js' */

const LOOK_BACK = 12;
/** A frame with this many items is shown at once and without movement. */
const CALM = 8;

/**
 * Items that came and are not shown yet, the revision a stream goes on from, and how far was told. One for each session
 * that is followed.
 */
export class Feed {
  /**
   * @param {number} revision of the session when the page was made; the last few items before it are asked for again, so
   *   that a reload does not begin with an empty list
   */
  constructor(revision) {
    this.revision = Math.max(0, revision - LOOK_BACK);
    this.tenth = -1;
    /** @type {Item[]} */
    this.waiting = [];
  }

  /**
   * Takes an item of the stream.
   * @param {Item} item
   * @returns {boolean} whether it is the first that waits, so that a moment later all are to be shown
   */
  take(item) {
    this.revision = item.revision;
    this.waiting.push(item);
    return this.waiting.length === 1;
  }

  /** All that wait, which they then no longer do; and whether they are few enough to be shown with movement. */
  flush() {
    const items = this.waiting.splice(0);
    return { items, calm: items.length < CALM };
  }

  /**
   * Whether a progress is to be told to who listens: every tenth of the way, not every file.
   * @param {number} percent
   */
  isNews(percent) {
    const tenth = Math.floor(percent / 10);
    const news = tenth !== this.tenth;
    this.tenth = tenth;
    return news;
  }
}
