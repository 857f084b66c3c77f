// Where a person was in the library, for the way back: per set of filters, in this tab only.
import { byId } from './dom.js';
import { read, write } from './stored.js';

const PLACES = 'library places';
const FROM = 'library file';
const RETURN = 'library return';
const MOST_KEPT = 8;

/**
 * @typedef {object} Stretch cards that are taken out of the page
 * @property {string} after the cursor they come behind
 * @property {number} count
 * @property {number} height of their rows, in pixels
 */

/**
 * @typedef {object} Place the grid as it was left
 * @property {Stretch[]} above
 * @property {string} after the cursor that the first card in the page comes behind
 * @property {number} count of the cards from there on
 * @property {number} scroll
 * @property {number} width of the grid
 * @property {string | null} current the file the keyboard was on
 */

/** @typedef {Place & { state: string }} KeptPlace a place, and the filters and the order it belongs to */

/**
 * The places with one more: one for each set of filters, the oldest go.
 * @param {KeptPlace[]} places
 * @param {KeptPlace} place
 */
export function withPlace(places, place) {
  return [...places.filter(({ state }) => state !== place.state), place].slice(-MOST_KEPT);
}

/**
 * What one comes back to.
 * @param {object} way
 * @param {string | undefined} way.by how the browser came here, in its own words
 * @param {string | null} way.link the filters of the link on a file's page, if that was followed
 * @param {string} way.here the filters of this page
 * @param {string | null} way.from the file one comes from
 * @param {KeptPlace[]} places
 * @returns {{ left: KeptPlace | null, from: string | null }}
 */
export function placeOn({ by, link, here, from }, places) {
  if (by !== 'back_forward' && by !== 'reload' && link !== here) return { left: null, from: null };
  return { left: places.find(({ state }) => state === here) ?? null, from: by === 'reload' ? null : from };
}

/** The filters and the order, as the server writes them in all its addresses. */
function here() {
  return byId('main').dataset.state ?? '';
}

/** @returns {KeptPlace[]} */
function places() {
  const stored = read('sessionStorage', PLACES);
  return Array.isArray(stored) ? stored : [];
}

/**
 * Keeps the grid as it is left.
 * @param {Place} place
 */
export function keepPlace(place) {
  write('sessionStorage', PLACES, withPlace(places(), { state: here(), ...place }));
}

/**
 * Called on a file's own page: this is where one comes from.
 * @param {string | null} id
 */
export function keepFile(id) {
  write('sessionStorage', FROM, id);
}

/**
 * The way back leads to the place, and not only to the address.
 * @param {string} address
 */
export function keepReturn(address) {
  write('sessionStorage', RETURN, address.split('?')[1] ?? '');
}

/**
 * The file one comes from; it can be asked for once.
 * @returns {string | null}
 */
export function cameFrom() {
  const id = read('sessionStorage', FROM);
  write('sessionStorage', FROM, null);
  return id;
}

/** What the grid was like, if one comes back: by the browser's button, a reload, or the link on a file's page. */
export function placeToReturnTo() {
  const [entry] = performance.getEntriesByType('navigation');
  const link = read('sessionStorage', RETURN);
  write('sessionStorage', RETURN, null);
  const by = entry instanceof PerformanceNavigationTiming ? entry.type : undefined;
  return placeOn({ by, link, here: here(), from: cameFrom() }, places());
}
