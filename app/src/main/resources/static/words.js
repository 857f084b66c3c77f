// Words and scores as people type them. Needs no page.

/**
 * The words of a list with commas, without the empty ones.
 * @param {string} text
 */
export function wordsIn(text) {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}

/**
 * The score a key stands for: a digit, or R for a rejected file; null for any other key.
 * @param {string} key
 */
export function scoreOfKey(key) {
  if (/^[rR]$/.test(key)) return -1;
  return /^[0-5]$/.test(key) ? Number(key) : null;
}
