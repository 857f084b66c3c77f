import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestInNextRow, startOfRow } from '../../main/resources/static/rows.js';

/**
 * @typedef {object} TestBox
 * @property {string} name
 * @property {number} offsetTop
 * @property {number} offsetLeft
 * @property {number} offsetWidth
 * @property {TestBox | null} previousElementSibling
 * @property {TestBox | null} nextElementSibling
 */

/**
 * Boxes in rows, each given by the widths in it, named row and column: a1, a2, b1 …
 * @param {...number[]} rows
 */
function laidOut(...rows) {
  /** @type {TestBox[]} */
  const boxes = rows.flatMap((widths, row) =>
    widths.map((offsetWidth, column) => ({
      name: `${'abc'[row]}${column + 1}`,
      offsetTop: row * 100,
      offsetLeft: widths.slice(0, column).reduce((sum, width) => sum + width, 0),
      offsetWidth,
      previousElementSibling: null,
      nextElementSibling: null,
    })),
  );
  boxes.forEach((box, i) => {
    box.previousElementSibling = boxes[i - 1] ?? null;
    box.nextElementSibling = boxes[i + 1] ?? null;
  });
  return boxes;
}

const boxes = laidOut([50, 150, 100], [100, 100, 100], [300]);
/** @param {string} name */
const named = (name) => /** @type {TestBox} */ (boxes.find((box) => box.name === name));

test('down goes to the box below the middle', () => {
  assert.equal(nearestInNextRow(named('a1'), 'nextElementSibling')?.name, 'b1');
  assert.equal(nearestInNextRow(named('a2'), 'nextElementSibling')?.name, 'b2');
  assert.equal(nearestInNextRow(named('a3'), 'nextElementSibling')?.name, 'b3');
});

test('up goes to the box above the middle', () => {
  assert.equal(nearestInNextRow(named('b1'), 'previousElementSibling')?.name, 'a1');
  assert.equal(nearestInNextRow(named('c1'), 'previousElementSibling')?.name, 'b2');
});

test('there is nothing above the first row nor below the last', () => {
  assert.equal(nearestInNextRow(named('a2'), 'previousElementSibling'), null);
  assert.equal(nearestInNextRow(named('c1'), 'nextElementSibling'), null);
});

test('a row begins at its first box', () => {
  assert.deepEqual(
    [0, 2, 3, 5, 6].map((at) => startOfRow(boxes, at)),
    [0, 0, 3, 3, 6],
  );
});
