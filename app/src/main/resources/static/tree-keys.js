// The keys of the tree, as the ARIA pattern for tree views has them.
import { nextWithLetter } from './folders.js';
import { childrenOf, directoryIn, isExpanded, parentOf } from './tree-item.js';

/** @import { Tree } from './tree.js' */

/**
 * What a key does on a folder; null for a key that the tree does not have.
 * @param {Tree} tree
 * @param {HTMLElement} item the folder the keyboard is on
 * @param {string} key
 * @returns {(() => void) | null}
 */
export function actionOf(tree, item, key) {
  const visible = tree.visible();
  const at = visible.indexOf(item);
  switch (key) {
    case 'ArrowDown':
      return () => tree.focus(visible[at + 1]);
    case 'ArrowUp':
      return () => tree.focus(visible[at - 1]);
    case 'Home':
      return () => tree.focus(visible[0]);
    case 'End':
      return () => tree.focus(visible.at(-1));
    case 'ArrowRight':
      return () => (isExpanded(item) ? tree.focus(childrenOf(item).find((child) => !child.hidden)) : tree.open(item));
    case 'ArrowLeft':
      return () => (isExpanded(item) ? tree.expand(item, false) : tree.focus(parentOf(item)));
    case ' ':
    case 'Enter':
      return () => tree.toggle(directoryIn(item).path);
    default:
      return key.length === 1 ? toLetter(tree, visible, at, key) : null;
  }
}

/**
 * A letter goes to the next folder whose name starts with it.
 * @param {Tree} tree
 * @param {HTMLElement[]} visible
 * @param {number} at
 * @param {string} letter
 */
function toLetter(tree, visible, at, letter) {
  const names = visible.map((item) => directoryIn(item).name);
  const found = visible[nextWithLetter(names, at, letter)];
  return found ? () => tree.focus(found) : null;
}
