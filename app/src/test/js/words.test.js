import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOfKey, wordsIn } from '../../main/resources/static/words.js';

test('words are parted by commas and may have spaces inside', () => {
  assert.deepEqual(wordsIn(' red hair,  sea ,'), ['red hair', 'sea']);
});

test('only commas and spaces are no word', () => {
  assert.deepEqual(wordsIn(' , ,, '), []);
});

test('digits are scores and R rejects', () => {
  assert.deepEqual(['0', '5', 'r', 'R'].map(scoreOfKey), [0, 5, -1, -1]);
});

test('other keys are no scores', () => {
  assert.deepEqual(['6', 'a', 'F5', '05', 'Enter'].map(scoreOfKey), [null, null, null, null, null]);
});
