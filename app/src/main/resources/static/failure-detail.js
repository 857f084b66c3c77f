// Which items failed, and what the sentence of a failure is made of. Needs no page.

/** @import { Item } from './api.js' */

/** The states of items that need attention. */
export const FAILED_STATES = ['failed', 'quarantined', 'missing'];

const SEEN = /(?<=[.!?]) \((.*)\)$/s;

/**
 * A sentence may end with what was seen in this one file, in brackets.
 * @param {string | null | undefined} detail
 * @returns {{ general: string, seen: string | undefined }}
 */
export function splitDetail(detail) {
  const text = detail ?? '';
  return { general: text.replace(SEEN, ''), seen: text.match(SEEN)?.[1] };
}

/**
 * Items by what was wrong, in the order in which each was met first.
 * @param {Iterable<Item>} items
 * @returns {Map<string, Item[]>}
 */
export function byCause(items) {
  /** @type {Map<string, Item[]>} */
  const groups = new Map();
  for (const item of items) {
    const cause = item.code ?? item.state;
    const group = groups.get(cause);
    if (group) group.push(item);
    else groups.set(cause, [item]);
  }
  return groups;
}
