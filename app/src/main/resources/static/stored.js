// Values that outlive the page, as JSON. A browser may refuse to store; then nothing is remembered and nothing fails.

/** @typedef {'localStorage' | 'sessionStorage'} Area the browser's, or this tab's */

/**
 * What was stored under a key, or null. The value may be of another version of the page: the caller checks its form.
 * @param {Area} area
 * @param {string} key
 * @returns {any}
 */
export function read(area, key) {
  try {
    return JSON.parse(globalThis[area].getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * Stores a value; null removes it.
 * @param {Area} area
 * @param {string} key
 * @param {unknown} value
 */
export function write(area, key, value) {
  try {
    if (value === null) globalThis[area].removeItem(key);
    else globalThis[area].setItem(key, JSON.stringify(value));
  } catch {
    /* nothing that is stored is needed */
  }
}
