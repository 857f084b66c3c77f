// One folder of the tree, as an element: its name, its badge, what is below it.
import { all, element, first, setText } from './dom.js';
import { badgeText, directoryOf, stateOf, statsOf } from './folders.js';
import { number } from './format.js';
import { say, sayCount } from './texts.js';

/** @import { Directory, Stats } from './api.js' */

/** @type {WeakMap<HTMLElement, Directory>} */
const directories = new WeakMap();
/** @type {WeakSet<HTMLElement>} */
const filled = new WeakSet();

/**
 * The folder an element of the tree stands for.
 * @param {HTMLElement} item
 */
export function directoryIn(item) {
  const directory = directories.get(item);
  if (!directory) throw new TypeError('not an item of the tree');
  return directory;
}

/**
 * Makes the element of a folder.
 * @param {Directory} directory
 * @param {number} level
 * @param {boolean} found whether it was searched for, and stands behind the tree with the way to it
 */
export function itemOf(directory, level, found) {
  const name = element('span', { className: 'name', text: directory.name });
  if (found) {
    const where = { className: 'where', text: directoryOf(directory.path), title: directory.path };
    name.append(element('small', where));
  }
  const row = element(
    'div',
    { className: 'row' },
    element('span', { className: 'twist', 'aria-hidden': 'true' }),
    element('span', { className: 'box', 'aria-hidden': 'true' }),
    name,
    element('span', { className: 'badge' }),
  );
  const item = element('li', { role: 'treeitem', 'aria-level': level, 'aria-checked': 'false' }, row);
  item.tabIndex = -1;
  item.classList.toggle('found', found);
  directories.set(item, directory);
  if (directory.has_children) {
    item.setAttribute('aria-expanded', 'false');
    item.append(element('ul', { role: 'group', hidden: '' }));
  }
  return item;
}

/**
 * Shows how much of the folder is in the catalogue.
 * @param {HTMLElement} item
 * @param {boolean} recursive
 */
export function showBadge(item, recursive) {
  const directory = directoryIn(item);
  const stats = statsOf(directory, recursive);
  const badge = first(item, ':scope > .row > .badge');
  badge.dataset.state = stateOf(stats);
  badge.title = sentenceOf(stats);
  setText(badge, badgeText(stats, number));
  const where = item.classList.contains('found') ? `, ${say('tree.in', directoryOf(directory.path))}` : '';
  item.setAttribute('aria-label', `${directory.name}${where}, ${sentenceOf(stats)}`);
}

/**
 * Puts the folders of the next level below an item.
 * @param {HTMLElement} item
 * @param {HTMLElement[]} children
 */
export function fill(item, children) {
  groupIn(item)?.replaceChildren(...children);
  filled.add(item);
}

/** @param {HTMLElement} item */
export function isFilled(item) {
  return filled.has(item);
}

/** @param {HTMLElement} item */
export function mayExpand(item) {
  return item.hasAttribute('aria-expanded');
}

/** @param {HTMLElement} item */
export function isExpanded(item) {
  return item.getAttribute('aria-expanded') === 'true';
}

/**
 * @param {HTMLElement} item
 * @param {boolean} expanded
 */
export function setExpanded(item, expanded) {
  item.setAttribute('aria-expanded', String(expanded));
  const group = groupIn(item);
  if (group) group.hidden = !expanded;
}

/** @param {HTMLElement} item */
export function levelOf(item) {
  return Number(item.getAttribute('aria-level'));
}

/** @param {HTMLElement} item */
export function childrenOf(item) {
  return all(item, ':scope > ul > [role=treeitem]');
}

/**
 * The folder an item is in; null at the top.
 * @param {HTMLElement} item
 * @returns {HTMLElement | null}
 */
export function parentOf(item) {
  return item.parentElement?.closest('[role=treeitem]') ?? null;
}

/**
 * @param {HTMLElement} item
 * @returns {HTMLElement | null}
 */
function groupIn(item) {
  return item.querySelector(':scope > ul');
}

/** @param {Stats} stats */
function sentenceOf(stats) {
  if (!stats.total_files) return say('tree.no-files');
  const files = sayCount('files', stats.total_files);
  const all = stats.complete === false ? say('tree.at-least', files) : files;
  if (stats.ingested_files === null) return say('tree.unknown', all);
  return stats.ingested_files ? say('tree.ingested', stats.ingested_files, all) : say('tree.not-ingested', all);
}
