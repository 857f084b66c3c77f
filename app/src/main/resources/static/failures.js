// Files that failed, grouped by what was wrong, each group with what to do about it.
import { api } from './api.js';
import { element, number } from './format.js';
import { say, sayWord } from './texts.js';

const STATES = ['failed', 'quarantined', 'missing'];
const SHOWN = 20;
const SEEN = /(?<=[.!?]) \((.*)\)$/s;

export class Failures {
  constructor(target, empty) {
    this.target = target;
    this.empty = empty;
    this.clear();
  }

  clear() {
    this.byPosition = new Map();
    this.render();
  }

  async load(id) {
    const pages = await Promise.all(STATES.map((state) => api.items(id, state, 200)));
    pages.flatMap((page) => page.items).forEach((item) => this.byPosition.set(item.position, item));
    this.render();
  }

  add(item) {
    if (!STATES.includes(item.state)) return false;
    this.byPosition.set(item.position, item);
    return true;
  }

  get size() {
    return this.byPosition.size;
  }

  render() {
    const groups = Map.groupBy
      ? Map.groupBy(this.byPosition.values(), (item) => item.code ?? item.state)
      : groupBy([...this.byPosition.values()], (item) => item.code ?? item.state);
    const open = new Set([...this.target.querySelectorAll('details[open]')].map((group) => group.dataset.code));
    this.target.replaceChildren(...[...groups].map(([code, items]) => group(code, items, open.has(code))));
    if (this.empty) this.empty.hidden = this.size > 0;
  }
}

function group(code, items, open) {
  const first = items[0];
  const box = element('details', { className: 'failure', 'data-code': code },
    element('summary', {}, element('span', { className: 'count-pill', text: number(items.length) }),
      element('span', {}, element('b', { text: general(first) }), element('code', { text: code }))));
  if (first.next_step) box.append(element('p', { className: 'next', text: known(first, '.next') ?? first.next_step }));
  const list = element('ul', { className: 'plain files' });
  items.slice(0, SHOWN).forEach((item) => list.append(element('li', { title: item.path },
    fileOf(item), element('small', { className: 'muted', text: particular(item) }))));
  if (items.length > SHOWN) list.append(element('li', { className: 'muted', text: say('and-more', items.length - SHOWN) }));
  box.append(list);
  box.open = open;
  return box;
}

/** Its name, as a link where the catalogue has a row of it. */
export function fileOf(item) {
  return item.media_id ? element('a', { className: 'file', href: `/library/${item.media_id}`, text: item.name })
    : element('span', { className: 'file', text: item.name });
}

/** The sentence of the code in the page's language; nothing for a code of another version. */
function known(item, behind = '') {
  const key = `${item.code}${behind}`;
  const sentence = item.code ? sayWord('failure', key) : key;
  return sentence === key ? null : sentence;
}

/** All that is known of what was wrong: the code's sentence, and what was seen in the file. */
export function sentenceOf(item) {
  const sentence = known(item);
  const seen = item.detail?.match(SEEN)?.[1];
  if (!sentence) return item.detail;
  return seen ? `${sentence} (${seen})` : sentence;
}

/** A sentence may end with what was seen in this one file, in brackets. */
function general(item) {
  return known(item) ?? (item.detail ?? sayWord('state', item.state)).replace(SEEN, '');
}

function particular(item) {
  return item.detail?.match(SEEN)?.[1] ?? (item.attempts > 1 ? say('attempts', item.attempts) : '');
}

function groupBy(items, key) {
  const groups = new Map();
  items.forEach((item) => groups.set(key(item), [...(groups.get(key(item)) ?? []), item]));
  return groups;
}
