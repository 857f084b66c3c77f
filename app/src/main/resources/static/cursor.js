// The one card of the grid that the keyboard is on.
import { cellOf, shotOf } from './cards.js';
import { nearestInNextRow } from './rows.js';

/** The card that Tab leads to, which is the only one it does. It may be taken out of the page meanwhile. */
export class GridCursor {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    /** @type {HTMLElement | null} */
    this.current = null;
    list.addEventListener('focusin', (event) => {
      const cell = cellOf(event.target);
      if (cell && cell !== this.current) this.makeCurrent(cell);
    });
  }

  /** @param {HTMLElement} cell */
  makeCurrent(cell) {
    if (this.current) shotOf(this.current).tabIndex = -1;
    this.current = cell;
    shotOf(cell).tabIndex = 0;
  }

  /**
   * @param {Element | null} cell nothing happens without one
   * @param {{ scroll?: boolean }} [options]
   */
  focus(cell, { scroll = true } = {}) {
    if (!(cell instanceof HTMLElement)) return;
    this.makeCurrent(cell);
    shotOf(cell).focus({ preventScroll: true });
    if (scroll) cell.scrollIntoView({ block: 'nearest' });
  }

  /** Goes back to the card it was on, if that is still in the page. */
  refocus() {
    if (this.current?.isConnected) this.focus(this.current, { scroll: false });
  }

  focusFirst() {
    this.focus(this.list.firstElementChild);
  }

  /**
   * Goes where an arrow key, Home or End leads to from a card.
   * @param {HTMLElement} cell
   * @param {string} key
   * @returns {boolean} false for another key
   */
  move(cell, key) {
    const neighbour = this.neighbour(cell, key);
    if (neighbour === undefined) return false;
    this.focus(neighbour);
    return true;
  }

  /**
   * @param {HTMLElement} cell
   * @param {string} key
   * @returns {Element | null | undefined}
   */
  neighbour(cell, key) {
    switch (key) {
      case 'ArrowLeft':
        return cell.previousElementSibling;
      case 'ArrowRight':
        return cell.nextElementSibling;
      case 'ArrowUp':
        return nearestInNextRow(cell, 'previousElementSibling');
      case 'ArrowDown':
        return nearestInNextRow(cell, 'nextElementSibling');
      case 'Home':
        return this.list.firstElementChild;
      case 'End':
        return this.list.lastElementChild;
      default:
        return undefined;
    }
  }
}
