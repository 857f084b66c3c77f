// What was rated or marked on a file's own page, for the grid one goes back to. Kept in this tab until the grid takes it.
import { read, write } from './stored.js';

/**
 * @template T
 * @typedef {{ [id: string]: T }} ById
 */

/**
 * Keeps one file's score, or whether it is a favourite.
 * @param {'rated' | 'favoured'} what
 * @param {string} id
 * @param {number | boolean} value
 */
export function keepMark(what, id, value) {
  write('sessionStorage', what, { ...read('sessionStorage', what), [id]: value });
}

/**
 * Takes what was kept; a second call finds nothing.
 * @returns {{ scores: ById<number>, favourites: ById<boolean> }}
 */
export function takeMarks() {
  const marks = {
    scores: read('sessionStorage', 'rated') ?? {},
    favourites: read('sessionStorage', 'favoured') ?? {},
  };
  write('sessionStorage', 'rated', null);
  write('sessionStorage', 'favoured', null);
  return marks;
}
