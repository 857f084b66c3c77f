// Files that failed, grouped by what was wrong, each group with what to do about it.
import { api } from './api.js';
import { all, element } from './dom.js';
import { FAILED_STATES, byCause, splitDetail } from './failure-detail.js';
import { number } from './format.js';
import { say, sayWord } from './texts.js';

/** @import { Item } from './api.js' */

const SHOWN = 20;
const MOST_LOADED = 200;

/** The failed items of one session, and the list that shows them. */
export class Failures {
  /**
   * @param {HTMLElement} target
   * @param {HTMLElement | null} empty shown while there are none
   */
  constructor(target, empty) {
    this.target = target;
    this.empty = empty;
    /** @type {Map<number, Item>} */
    this.byPosition = new Map();
    this.render();
  }

  clear() {
    this.byPosition.clear();
    this.render();
  }

  /** @param {string} id */
  async load(id) {
    const pages = await Promise.all(FAILED_STATES.map((state) => api.items(id, state, MOST_LOADED)));
    pages.flatMap((page) => page.items).forEach((item) => this.byPosition.set(item.position, item));
    this.render();
  }

  /**
   * Takes an item if it failed. The list is not drawn anew.
   * @param {Item} item
   */
  add(item) {
    if (!FAILED_STATES.includes(item.state)) return false;
    this.byPosition.set(item.position, item);
    return true;
  }

  get size() {
    return this.byPosition.size;
  }

  render() {
    const open = new Set(all(this.target, 'details[open]').map((group) => group.dataset.code));
    const groups = [...byCause(this.byPosition.values())];
    this.target.replaceChildren(...groups.map(([cause, items]) => groupOf(cause, items, open.has(cause))));
    if (this.empty) this.empty.hidden = this.size > 0;
  }
}

/**
 * @param {string} cause
 * @param {Item[]} items
 * @param {boolean} open
 */
function groupOf(cause, items, open) {
  const [example] = items;
  const summary = element(
    'summary',
    {},
    element('span', { className: 'count-pill', text: number(items.length) }),
    element('span', {}, element('b', { text: generalSentence(example) }), element('code', { text: cause })),
  );
  const box = element('details', { className: 'failure', 'data-code': cause }, summary);
  if (example.next_step) {
    box.append(element('p', { className: 'next', text: known(example, '.next') ?? example.next_step }));
  }
  box.append(element('ul', { className: 'plain files' }, ...filesOf(items)));
  box.open = open;
  return box;
}

/** @param {Item[]} items */
function filesOf(items) {
  const lines = items
    .slice(0, SHOWN)
    .map((item) =>
      element(
        'li',
        { title: item.path },
        fileOf(item),
        element('small', { className: 'muted', text: particular(item) }),
      ),
    );
  if (items.length > SHOWN) {
    lines.push(element('li', { className: 'muted', text: say('and-more', items.length - SHOWN) }));
  }
  return lines;
}

/**
 * An item's name, as a link where the catalogue has a row of it.
 * @param {Item} item
 */
export function fileOf(item) {
  return item.media_id
    ? element('a', { className: 'file', href: `/library/${item.media_id}`, text: item.name })
    : element('span', { className: 'file', text: item.name });
}

/**
 * The sentence of the code in the page's language; null for a code of another version.
 * @param {Item} item
 * @param {string} [suffix]
 */
function known(item, suffix = '') {
  if (!item.code) return null;
  const key = `${item.code}${suffix}`;
  const sentence = sayWord('failure', key);
  return sentence === key ? null : sentence;
}

/**
 * All that is known of what was wrong: the code's sentence, and what was seen in the file.
 * @param {Item} item
 */
export function sentenceOf(item) {
  const sentence = known(item);
  const { seen } = splitDetail(item.detail);
  if (!sentence) return item.detail;
  return seen ? `${sentence} (${seen})` : sentence;
}

/** @param {Item} item */
function generalSentence(item) {
  return known(item) ?? splitDetail(item.detail ?? sayWord('state', item.state)).general;
}

/** @param {Item} item */
function particular(item) {
  return splitDetail(item.detail).seen ?? (item.attempts > 1 ? say('attempts', item.attempts) : '');
}
