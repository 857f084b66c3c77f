import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Selection } from '../../main/resources/static/selection.js';

const ORDER = ['a', 'b', 'c', 'd', 'e'];

/** @param {...string} ids */
function selecting(...ids) {
  const selection = new Selection();
  ids.forEach((id) => selection.pick(id));
  return selection;
}

test('a file that is picked twice is not selected', () => {
  const selection = selecting('a', 'b', 'a');
  assert.deepEqual(selection.ids, ['b']);
});

test('a range goes from the file picked before, in both directions', () => {
  const down = selecting('b');
  assert.deepEqual(down.pick('d', ORDER), ['b', 'c', 'd']);
  assert.deepEqual(down.ids, ['b', 'c', 'd']);
  const up = selecting('d');
  up.pick('b', ORDER);
  assert.deepEqual(up.ids.sort(), ['b', 'c', 'd']);
});

test('a range becomes what its last file becomes', () => {
  const selection = selecting('a', 'b', 'c', 'd');
  selection.pick('b', ORDER);
  assert.deepEqual(selection.ids, ['a']);
});

test('a range from a file that left the page is the picked file alone', () => {
  const selection = selecting('gone');
  assert.deepEqual(selection.pick('c', ORDER), ['c']);
  assert.deepEqual(selection.ids, ['gone', 'c']);
});

test('a file that the keyboard selected begins no range', () => {
  const selection = selecting('a');
  selection.toggle('c');
  selection.pick('d', ORDER);
  assert.deepEqual(selection.ids.sort(), ['a', 'b', 'c', 'd']);
});

test('a key on a selected file is for all that are selected', () => {
  assert.deepEqual(selecting('a', 'b').targets('b'), ['a', 'b']);
});

test('a key on another file is for that file alone', () => {
  assert.deepEqual(selecting('a', 'b').targets('c'), ['c']);
});

test('a button is for what is selected, which may be nothing', () => {
  assert.deepEqual(selecting('a').targets(null), ['a']);
  assert.deepEqual(selecting().targets(null), []);
});

test('nothing is selected after clearing', () => {
  const selection = selecting('a', 'b');
  selection.clear();
  assert.equal(selection.size, 0);
  assert.equal(selection.has('a'), false);
});
