import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepMark, takeMarks } from '../../main/resources/static/marks.js';
import { remember, remembered } from '../../main/resources/static/remembered.js';
import { read, write } from '../../main/resources/static/stored.js';
import { freshStorage, refusedStorage } from './storage.js';

test('what is written is read, and null takes it out', () => {
  const stored = freshStorage();
  write('sessionStorage', 'key', { a: [1] });
  assert.equal(stored.key, '{"a":[1]}');
  assert.deepEqual(read('sessionStorage', 'key'), { a: [1] });
  write('sessionStorage', 'key', null);
  assert.equal(stored.key, undefined);
});

test('what is no JSON is nothing', () => {
  freshStorage();
  sessionStorage.setItem('key', '{broken');
  assert.equal(read('sessionStorage', 'key'), null);
});

test('a browser that refuses to store fails nothing', () => {
  refusedStorage();
  write('localStorage', 'key', 1);
  assert.equal(read('localStorage', 'key'), null);
  remember(['/a']);
  assert.deepEqual(remembered(), []);
});

test('folders that were started last come first, and each once', () => {
  freshStorage();
  remember(['/a', '/b']);
  remember(['/c', '/a']);
  assert.deepEqual(remembered(), ['/c', '/a', '/b']);
});

test('eight folders are remembered', () => {
  freshStorage();
  for (let i = 1; i <= 10; i += 1) remember([`/${i}`]);
  assert.deepEqual(
    remembered(),
    [10, 9, 8, 7, 6, 5, 4, 3].map((i) => `/${i}`),
  );
});

test('what another version stored as folders is left out', () => {
  freshStorage();
  write('localStorage', 'folders ingested before', ['/a', 7, null]);
  assert.deepEqual(remembered(), ['/a']);
  write('localStorage', 'folders ingested before', { no: 'list' });
  assert.deepEqual(remembered(), []);
});

test('marks of several files are taken together, and once', () => {
  freshStorage();
  keepMark('rated', '1', 5);
  keepMark('rated', '2', -1);
  keepMark('rated', '1', 3);
  keepMark('favoured', '2', true);
  assert.deepEqual(takeMarks(), { scores: { 1: 3, 2: -1 }, favourites: { 2: true } });
  assert.deepEqual(takeMarks(), { scores: {}, favourites: {} });
});
