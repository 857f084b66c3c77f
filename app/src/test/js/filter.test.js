import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, defaultOrder } from '../../main/resources/static/filter.js';

test('an address holds only what says something', () => {
  assert.equal(
    addressOf([
      ['q', '  '],
      ['score', '>=4'],
      ['nsfw', ''],
    ]),
    '/library?score=%3E%3D4',
  );
});

test('no filter is the plain address', () => {
  assert.equal(
    addressOf([
      ['q', ''],
      ['sort', ''],
      ['order', 'desc'],
    ]),
    '/library',
  );
});

test('names ascend and all else descends by itself', () => {
  assert.equal(defaultOrder('name'), 'asc');
  assert.equal(defaultOrder('score'), 'desc');
  assert.equal(defaultOrder(''), 'desc');
});

test('an order is in the address only where it is not that of its sorting', () => {
  assert.equal(
    addressOf([
      ['sort', 'name'],
      ['order', 'asc'],
    ]),
    '/library?sort=name',
  );
  assert.equal(
    addressOf([
      ['sort', 'name'],
      ['order', 'desc'],
    ]),
    '/library?sort=name&order=desc',
  );
  assert.equal(addressOf([['order', 'asc']]), '/library?order=asc');
});

test('several values of one filter all stay', () => {
  assert.equal(
    addressOf([
      ['type', 'png'],
      ['type', 'mp4'],
    ]),
    '/library?type=png&type=mp4',
  );
});

test('what is typed cannot leave its parameter', () => {
  const address = addressOf([['q', 'a&score=5#x "ü"']]);
  assert.equal(new URL(address, 'http://localhost').searchParams.get('q'), 'a&score=5#x "ü"');
  assert.equal(new URL(address, 'http://localhost').searchParams.get('score'), null);
});
