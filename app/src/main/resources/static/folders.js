// Names of folders, and how much of one is in the catalogue. Needs no page.

/** @import { Directory, Stats } from './api.js' */

/**
 * The last name of a path, of either kind of system; the path itself where it has none.
 * @param {string} path
 */
export function baseName(path) {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}

/**
 * The path without its last name.
 * @param {string} path
 */
export function directoryOf(path) {
  return path.slice(0, -baseName(path).length).replace(/(.)[\\/]$/, '$1');
}

/**
 * How much of a folder's files the catalogue has.
 * @param {Stats} stats
 * @returns {'none' | 'some' | 'full'}
 */
export function stateOf({ total_files: total, ingested_files: ingested, complete }) {
  if (!ingested) return 'none';
  return ingested >= total && complete !== false ? 'full' : 'some';
}

/**
 * The counts that are shown: of all levels where that is wanted and known.
 * @param {Directory} directory
 * @param {boolean} recursive
 */
export function statsOf(directory, recursive) {
  return (recursive && directory.recursive_stats) || directory.ingest_stats;
}

/**
 * The short text of a badge; empty for a folder without files.
 * @param {Stats} stats
 * @param {(value: number | null) => string} number
 */
export function badgeText(stats, number) {
  const all = `${number(stats.total_files)}${stats.complete === false ? '+' : ''}`;
  switch (stateOf(stats)) {
    case 'full':
      return `✓ (${number(stats.ingested_files)}/${all})`;
    case 'some':
      return `◐ (${number(stats.ingested_files)}/${all})`;
    default:
      return stats.total_files ? all : '';
  }
}

/**
 * Where the next name that starts with a letter is, from a position on and round; -1 for none.
 * @param {string[]} names
 * @param {number} at
 * @param {string} letter
 */
export function nextWithLetter(names, at, letter) {
  const wanted = letter.toLowerCase();
  const order = names.map((_, i) => (at + 1 + i) % names.length);
  return order.find((i) => i !== at && names[i].toLowerCase().startsWith(wanted)) ?? -1;
}
