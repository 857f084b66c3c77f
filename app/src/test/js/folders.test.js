import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  badgeText,
  baseName,
  directoryOf,
  nextWithLetter,
  stateOf,
  statsOf,
} from '../../main/resources/static/folders.js';

const number = String;
const stats = (/** @type {number} */ total, /** @type {number | null} */ ingested, complete = true) => ({
  total_files: total,
  ingested_files: ingested,
  complete,
});

test('the last name of a path is found on either kind of system', () => {
  assert.equal(baseName('/media/photos/2024'), '2024');
  assert.equal(baseName('/media/photos/'), 'photos');
  assert.equal(baseName('C:\\Users\\Ada'), 'Ada');
});

test('a root is its own name', () => {
  assert.equal(baseName('/'), '/');
});

test('the way to a folder ends without a separator, but that of a top folder', () => {
  assert.equal(directoryOf('/media/photos'), '/media');
  assert.equal(directoryOf('/media'), '/');
  assert.equal(directoryOf('C:\\Users\\Ada'), 'C:\\Users');
});

test('a folder is full only when all its files were counted', () => {
  assert.equal(stateOf(stats(3, 3)), 'full');
  assert.equal(stateOf(stats(3, 3, false)), 'some');
  assert.equal(stateOf(stats(3, 1)), 'some');
  assert.equal(stateOf(stats(3, 0)), 'none');
  assert.equal(stateOf(stats(3, null)), 'none');
});

test('a badge says how many of how many, and that there may be more', () => {
  assert.equal(badgeText(stats(3, 3), number), '✓ (3/3)');
  assert.equal(badgeText(stats(3, 1, false), number), '◐ (1/3+)');
  assert.equal(badgeText(stats(3, 0), number), '3');
  assert.equal(badgeText(stats(3, 0, false), number), '3+');
  assert.equal(badgeText(stats(0, 0), number), '');
});

test('counts of all levels are shown where they are wanted and known', () => {
  const folder = { name: 'a', path: '/a', has_children: true, ingest_stats: stats(1, 0), recursive_stats: stats(9, 0) };
  assert.equal(statsOf(folder, true).total_files, 9);
  assert.equal(statsOf(folder, false).total_files, 1);
  assert.equal(statsOf({ ...folder, recursive_stats: null }, true).total_files, 1);
});

test('a letter goes on to the next name and round to the first', () => {
  const names = ['Alpha', 'beta', 'Bravo', 'gamma'];
  assert.equal(nextWithLetter(names, 0, 'B'), 1);
  assert.equal(nextWithLetter(names, 1, 'b'), 2);
  assert.equal(nextWithLetter(names, 2, 'b'), 1);
});

test('a letter that only the current name has goes nowhere', () => {
  assert.equal(nextWithLetter(['Alpha', 'beta'], 0, 'a'), -1);
  assert.equal(nextWithLetter(['Alpha', 'beta'], 0, 'x'), -1);
});
