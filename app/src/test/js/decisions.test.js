import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byScore, isDecided, keepOnly, rejectAll, scoreBefore, undo } from '../../main/resources/static/decisions.js';

/** @typedef {import('../../main/resources/static/decisions.js').Copy & { name: string }} Named */

/** @type {(name: string, score: number, before?: number) => Named} */
const copy = (name, score, before) => ({ name, score, before });
/** @param {{ copy: Named, score: number }[]} changes */
const said = (changes) => changes.map(({ copy: { name }, score }) => `${name} ${score}`);

test('keeping one rejects all others that are still wanted', () => {
  const copies = [copy('a', 3), copy('b', 0), copy('c', -1, 2)];
  assert.deepEqual(said(keepOnly(copies, copies[0])), ['b -1']);
});

test('keeping one that was rejected gives it back the score it had', () => {
  const copies = [copy('a', 3), copy('b', -1, 4)];
  assert.deepEqual(said(keepOnly(copies, copies[1])), ['a -1', 'b 4']);
});

test('a file that came rejected has no score when it is wanted again', () => {
  assert.equal(scoreBefore(copy('a', -1)), 0);
  assert.equal(scoreBefore(copy('a', -1, 5)), 5);
  assert.equal(scoreBefore(copy('a', 2)), 2);
});

test('taking back sets what was changed here, to what it was, and nothing else', () => {
  assert.deepEqual(said(undo([copy('a', -1, 0), copy('b', 5), copy('c', 1, -1)])), ['a 0', 'c -1']);
});

test('a group is decided on when one file or none is still wanted', () => {
  assert.equal(isDecided([copy('a', 0), copy('b', -1), copy('c', -1)]), true);
  assert.equal(isDecided([copy('a', -1), copy('b', -1)]), true);
  assert.equal(isDecided([copy('a', 0), copy('b', 0), copy('c', -1)]), false);
});

test('a group nobody decided on is open, be it of one file', () => {
  assert.equal(isDecided([copy('a', 0), copy('b', 0)]), false);
  assert.equal(isDecided([copy('a', 0)]), false);
});

test('rejecting all leaves those that are rejected already', () => {
  assert.deepEqual(said(rejectAll([copy('a', -1, 3), copy('b', 1)])), ['b -1']);
});

test('each score is one request', () => {
  const [a, b, c] = [copy('a', 0), copy('b', 0), copy('c', 0)];
  const groups = byScore([
    { copy: a, score: -1 },
    { copy: b, score: 4 },
    { copy: c, score: -1 },
  ]);
  assert.deepEqual(
    [...groups],
    [
      [-1, [a, c]],
      [4, [b]],
    ],
  );
});
