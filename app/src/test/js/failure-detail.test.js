import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byCause, splitDetail } from '../../main/resources/static/failure-detail.js';

/** @type {(name: string, state: string, code?: string | null) => any} */
const item = (name, state, code = null) => ({ name, state, code });

test('what was seen in one file is told from the sentence', () => {
  assert.deepEqual(splitDetail('The file ends early. (at byte 12)'), {
    general: 'The file ends early.',
    seen: 'at byte 12',
  });
});

test('brackets inside a sentence are part of it', () => {
  const sentence = 'The type (PNG) does not fit.';
  assert.deepEqual(splitDetail(sentence), { general: sentence, seen: undefined });
});

test('what was seen may have lines and brackets of its own', () => {
  assert.equal(splitDetail('No. (a\nb (c))').seen, 'a\nb (c)');
});

test('no detail is an empty sentence', () => {
  assert.deepEqual(splitDetail(null), { general: '', seen: undefined });
});

test('items are grouped by their code, without one by their state', () => {
  const groups = byCause([item('1', 'failed', 'cut'), item('2', 'missing'), item('3', 'quarantined', 'cut')]);
  assert.deepEqual(
    [...groups].map(([cause, items]) => [cause, items.map(({ name }) => name)]),
    [
      ['cut', ['1', '3']],
      ['missing', ['2']],
    ],
  );
});
