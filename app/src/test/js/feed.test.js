import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Feed } from '../../main/resources/static/feed.js';
import { valueAt } from '../../main/resources/static/values.js';

/** @param {number} revision */
const item = (revision) => ({ revision, position: revision, state: 'committed', name: '', path: '', attempts: 1 });

test('a feed begins a dozen items before the page was made, and never before the first', () => {
  assert.equal(new Feed(100).revision, 88);
  assert.equal(new Feed(5).revision, 0);
});

test('a stream that was lost goes on behind the last item', () => {
  const feed = new Feed(0);
  feed.take(item(1));
  feed.take(item(2));
  feed.flush();
  assert.equal(feed.revision, 2);
});

test('only the first item that waits asks for a frame', () => {
  const feed = new Feed(0);
  assert.deepEqual([feed.take(item(1)), feed.take(item(2))], [true, false]);
  feed.flush();
  assert.equal(feed.take(item(3)), true);
});

test('items are handed out once', () => {
  const feed = new Feed(0);
  feed.take(item(1));
  assert.deepEqual(feed.flush().items, [item(1)]);
  assert.deepEqual(feed.flush().items, []);
});

test('many items at once are shown without movement', () => {
  const feed = new Feed(0);
  for (let i = 1; i <= 7; i += 1) feed.take(item(i));
  assert.equal(feed.flush().calm, true);
  for (let i = 1; i <= 8; i += 1) feed.take(item(i));
  assert.equal(feed.flush().calm, false);
});

test('every tenth of the way is news once', () => {
  const feed = new Feed(0);
  assert.deepEqual(
    [0, 3, 9, 10, 19, 20, 100].map((percent) => feed.isNews(percent)),
    [true, false, false, true, false, true, true],
  );
});

test('a value is found by its path, and nothing where the path ends early', () => {
  const now = { stats: { errors: 0 }, message: null };
  assert.equal(valueAt(now, 'stats.errors'), 0);
  assert.equal(valueAt(now, 'message'), null);
  assert.equal(valueAt(now, 'message.text'), undefined);
  assert.equal(valueAt(now, 'none.at.all'), undefined);
});
