import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_PATTERN, FileTypes } from '../../main/resources/static/file-types.js';
import { kindsIn } from '../../main/resources/static/preview.js';

/** @param {{ [type: string]: number }} counts */
function showing(counts) {
  const types = new FileTypes();
  types.show(counts);
  return types;
}

test('all types are wanted at first', () => {
  const types = showing({ png: 3, mp4: 2 });
  assert.equal(types.pattern(), '*.png|*.mp4');
  assert.equal(types.files(), 5);
});

test('a type that is taken out is neither in the pattern nor counted', () => {
  const types = showing({ png: 3, mp4: 2 });
  types.toggle('png');
  assert.equal(types.pattern(), '*.mp4');
  assert.equal(types.files(), 2);
});

test('a type stays out while other folders are chosen, and can be taken back in', () => {
  const types = showing({ png: 3 });
  types.toggle('png');
  types.show({ png: 8, jpg: 1 });
  assert.equal(types.pattern(), '*.jpg');
  types.toggle('png');
  assert.equal(types.pattern(), '*.png|*.jpg');
});

test('with no type known the usual ones are looked for, with none wanted none', () => {
  assert.equal(showing({}).pattern(), DEFAULT_PATTERN);
  const types = showing({ png: 3 });
  types.toggle('png');
  assert.equal(types.pattern(), '');
});

test('a preview lists kinds in their order and leaves out those without files', () => {
  const kinds = kindsIn({
    total_files: 20,
    new: 4,
    changed: 0,
    read_again: [{ files: 2 }, { files: 3 }],
    unchanged: 11,
    failed_before: 0,
    left_out: { unreadable: 1, hidden: 7 },
  });
  assert.deepEqual(kinds, [
    ['new', 4],
    ['read-again', 5],
    ['unchanged', 11],
    ['unreadable', 1],
  ]);
});

test('a preview of nothing lists nothing', () => {
  const nothing = { total_files: 0, new: 0, changed: 0, read_again: [], unchanged: 0, failed_before: 0, left_out: {} };
  assert.deepEqual(kindsIn(nothing), []);
});
