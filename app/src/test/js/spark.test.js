import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathsOf, withRate } from '../../main/resources/static/spark.js';

test('fewer than two rates are no line', () => {
  assert.deepEqual(pathsOf([]), { line: '', area: '' });
  assert.deepEqual(pathsOf([5]), { line: '', area: '' });
});

test('the newest rate is at the right edge and the highest at the top', () => {
  assert.equal(pathsOf([0, 10]).line, 'M119.0 27.0L120.0 2.0');
});

test('a rate below one a second does not fill the height', () => {
  assert.equal(pathsOf([0, 0.5]).line, 'M119.0 27.0L120.0 14.5');
});

test('the area goes down at the right and back to where the line begins', () => {
  const { line, area } = pathsOf([4, 8, 2]);
  assert.equal(area, `${line}L120 28L118.0 28Z`);
});

test('two minutes of rates are kept, in tenths', () => {
  const rates = Array.from({ length: 120 }, (_, i) => i);
  const more = withRate(rates, 7.77);
  assert.equal(more.length, 120);
  assert.equal(more[0], 1);
  assert.equal(more[119], 7.8);
  assert.ok(pathsOf(more).line.startsWith('M1.0 '));
});
