// Folders that were ingested before, to be chosen again with one click. Kept by the browser.
import { read, write } from './stored.js';

const KEY = 'folders ingested before';
const MOST = 8;

/** @returns {string[]} the latest first */
export function remembered() {
  const paths = read('localStorage', KEY);
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
}

/**
 * Puts folders before those that are remembered; the oldest go.
 * @param {string[]} paths
 */
export function remember(paths) {
  const others = remembered().filter((path) => !paths.includes(path));
  write('localStorage', KEY, [...paths, ...others].slice(0, MOST));
}
