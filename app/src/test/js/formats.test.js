import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Formats, time } from '../../main/resources/static/formats.js';

const english = new Formats('en', (key, ...values) => [key, ...values].join(' '));
const german = new Formats('de', (key) => key);

test('numbers are grouped as the language does, and none is 0', () => {
  assert.equal(english.number(1234567), '1,234,567');
  assert.equal(german.number(1234567), '1.234.567');
  assert.equal(english.number(null), '0');
  assert.equal(english.number(undefined), '0');
});

test('a rate has tenths below ten and none from there on', () => {
  assert.equal(english.rate(9.94), '9.9');
  assert.equal(german.rate(3), '3,0');
  assert.equal(english.rate(10), '10');
  assert.equal(english.rate(10.4), '10');
  assert.equal(english.rate(1234.5), '1,235');
});

test('a rate of nothing is a dash', () => {
  assert.equal(english.rate(0), '–');
  assert.equal(english.rate(null), '–');
});

test('a duration has its two largest units', () => {
  assert.equal(english.duration(59.4), 'seconds 59');
  assert.equal(english.duration(59.6), 'minutes 1 0');
  assert.equal(english.duration(3599), 'minutes 59 59');
  assert.equal(english.duration(3600), 'hours 1 0');
  assert.equal(english.duration(90_061), 'hours 25 1');
});

test('less than a second is more than none', () => {
  assert.equal(english.duration(0.2), 'under-a-second');
  assert.equal(english.duration(0), 'seconds 0');
  assert.equal(english.duration(-5), 'seconds 0');
});

test('a duration that is not known is a dash', () => {
  for (const unknown of [null, undefined, NaN]) assert.equal(english.duration(unknown), '–');
});

test('the times of the server are UTC', () => {
  assert.equal(time('2026-11-29T08:00:00.5'), Date.UTC(2026, 10, 29, 8, 0, 0, 500));
  assert.ok(Number.isNaN(time(null)));
  assert.ok(Number.isNaN(time('')));
});
