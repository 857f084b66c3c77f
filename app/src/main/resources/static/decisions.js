// What keeping and rejecting the copies of a group come to. Needs no page.

/** The score of a file that is not wanted. */
export const REJECTED = -1;

/**
 * @typedef {object} Copy a file of a group
 * @property {number} score
 * @property {number} [before] its score before it was decided on, on this page
 */

/**
 * @template {Copy} C
 * @typedef {{ copy: C, score: number }} Change
 */

/** @param {Copy} copy */
export function isRejected(copy) {
  return copy.score === REJECTED;
}

/**
 * The score a copy has when it is wanted again; a file that was rejected before this page has none.
 * @param {Copy} copy
 */
export function scoreBefore(copy) {
  return copy.before ?? (isRejected(copy) ? 0 : copy.score);
}

/**
 * One is kept: all others are rejected, and it is wanted again if it was rejected.
 * @template {Copy} C
 * @param {C[]} copies
 * @param {C} kept
 * @returns {Change<C>[]}
 */
export function keepOnly(copies, kept) {
  const others = rejectAll(copies.filter((copy) => copy !== kept));
  return isRejected(kept) ? [...others, { copy: kept, score: scoreBefore(kept) }] : others;
}

/**
 * All that are still wanted are rejected.
 * @template {Copy} C
 * @param {C[]} copies
 * @returns {Change<C>[]}
 */
export function rejectAll(copies) {
  return copies.filter((copy) => !isRejected(copy)).map((copy) => ({ copy, score: REJECTED }));
}

/**
 * All scores are as they were when the page was opened.
 * @template {Copy} C
 * @param {C[]} copies
 * @returns {Change<C>[]}
 */
export function undo(copies) {
  return copies.flatMap((copy) => (copy.before === undefined ? [] : [{ copy, score: copy.before }]));
}

/**
 * A group is decided on when at most one of its files is still wanted.
 * @param {Copy[]} copies
 */
export function isDecided(copies) {
  const rejected = copies.filter(isRejected).length;
  return rejected > 0 && rejected >= copies.length - 1;
}

/**
 * Changes by score, so that each score is one request.
 * @template {Copy} C
 * @param {Change<C>[]} changes
 * @returns {Map<number, C[]>}
 */
export function byScore(changes) {
  /** @type {Map<number, C[]>} */
  const groups = new Map();
  changes.forEach(({ copy, score }) => groups.set(score, [...(groups.get(score) ?? []), copy]));
  return groups;
}
