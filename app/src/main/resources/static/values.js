// Values inside what a server answers. Needs no page.

/**
 * The value at a path like `stats.errors`; undefined where there is none.
 * @param {any} object
 * @param {string} path
 * @returns {any}
 */
export function valueAt(object, path) {
  return path.split('.').reduce((part, name) => part?.[name], object);
}
