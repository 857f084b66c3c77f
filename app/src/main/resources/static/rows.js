// Rows of boxes that are laid out one after the other. Needs no page: anything with a place will do.

/**
 * @template B
 * @typedef {object} Box
 * @property {number} offsetTop
 * @property {number} offsetLeft
 * @property {number} offsetWidth
 * @property {B | null} previousElementSibling
 * @property {B | null} nextElementSibling
 */

/**
 * Where the row of a box begins.
 * @param {{ offsetTop: number }[]} boxes
 * @param {number} at
 */
export function startOfRow(boxes, at) {
  let start = at;
  while (start > 0 && boxes[start].offsetTop === boxes[start - 1].offsetTop) start -= 1;
  return start;
}

/**
 * The box of the next row, or of the one before, that is nearest to the middle of this one; null if there is no such row.
 * @template {Box<any>} B
 * @param {B} box
 * @param {'previousElementSibling' | 'nextElementSibling'} direction
 * @returns {B | null}
 */
export function nearestInNextRow(box, direction) {
  const middle = box.offsetLeft + box.offsetWidth / 2;
  const distance = (/** @type {B} */ other) => Math.abs(other.offsetLeft + other.offsetWidth / 2 - middle);
  /** @type {B | null} */
  let other = box[direction];
  while (other && other.offsetTop === box.offsetTop) other = other[direction];
  const row = other?.offsetTop;
  let nearest = other;
  for (; other && other.offsetTop === row; other = other[direction]) {
    if (nearest && distance(other) < distance(nearest)) nearest = other;
  }
  return nearest;
}
