import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cameFrom, keepFile, placeOn, withPlace } from '../../main/resources/static/place.js';
import { freshStorage, refusedStorage } from './storage.js';

/** @param {string} state */
const place = (state, scroll = 0) => ({ state, scroll, above: [], after: '', count: 60, width: 800, current: null });
const places = [place('score=5'), place('type=png', 900)];

test('the place of the same filters is replaced, others stay', () => {
  const kept = withPlace(places, place('score=5', 70));
  assert.deepEqual(
    kept.map(({ state, scroll }) => [state, scroll]),
    [
      ['type=png', 900],
      ['score=5', 70],
    ],
  );
});

test('the oldest places go when there are more than eight', () => {
  const kept = Array.from({ length: 10 }, (_, i) => place(`page=${i}`)).reduce(withPlace, []);
  assert.deepEqual(
    kept.map(({ state }) => state),
    [2, 3, 4, 5, 6, 7, 8, 9].map((i) => `page=${i}`),
  );
});

test('the button back leads to the place and to the file one comes from', () => {
  const back = placeOn({ by: 'back_forward', link: null, here: 'type=png', from: '7' }, places);
  assert.deepEqual(back, { left: places[1], from: '7' });
});

test('a reload keeps the place, and comes from no file', () => {
  const back = placeOn({ by: 'reload', link: null, here: 'type=png', from: '7' }, places);
  assert.deepEqual(back, { left: places[1], from: null });
});

test('the link on a page of a file leads back where its filters are those of this page', () => {
  assert.equal(placeOn({ by: 'navigate', link: 'type=png', here: 'type=png', from: '7' }, places).left, places[1]);
  assert.deepEqual(placeOn({ by: 'navigate', link: 'score=5', here: 'type=png', from: '7' }, places), {
    left: null,
    from: null,
  });
});

test('an address that is opened anew begins at the top', () => {
  const fresh = placeOn({ by: 'navigate', link: null, here: 'type=png', from: '7' }, places);
  assert.deepEqual(fresh, { left: null, from: null });
});

test('filters that were never left have no place, but the file is still looked for', () => {
  const back = placeOn({ by: 'back_forward', link: null, here: 'q=sea', from: '7' }, places);
  assert.deepEqual(back, { left: null, from: '7' });
});

test('the file one comes from can be asked for once', () => {
  freshStorage();
  keepFile('42');
  assert.equal(cameFrom(), '42');
  assert.equal(cameFrom(), null);
});

test('a browser that stores nothing comes from nowhere', () => {
  refusedStorage();
  keepFile('42');
  assert.equal(cameFrom(), null);
});
