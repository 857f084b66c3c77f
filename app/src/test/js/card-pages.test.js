import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchCards } from '../../main/resources/static/card-pages.js';

/**
 * A library of so many cards, whose cursor is the number of the last card.
 * @param {number} files
 */
function library(files) {
  /** @type {string[]} */
  const asked = [];
  const get = async (/** @type {string} */ address) => {
    asked.push(address);
    const query = new URL(address, 'http://localhost').searchParams;
    const from = Number(query.get('cursor') || 0);
    const to = Math.min(files, from + Number(query.get('limit')));
    const headers = { 'Library-Next': to < files ? String(to) : '' };
    return new Response(`[${from}-${to}]`, { headers });
  };
  return { asked, get };
}

test('a page is one request behind its cursor, with the filters', async () => {
  const { asked, get } = library(1000);
  assert.deepEqual(await fetchCards('type=png', '60', 60, get), { html: '[60-120]', next: '120' });
  assert.deepEqual(asked, ['/library/cards?type=png&limit=60&cursor=60']);
});

test('many cards come in several requests, the last no larger than needed', async () => {
  const { asked, get } = library(10_000);
  assert.deepEqual(await fetchCards('', '', 1200, get), { html: '[0-500][500-1000][1000-1200]', next: '1200' });
  assert.equal(asked.length, 3);
});

test('nothing is asked for behind the end', async () => {
  const { asked, get } = library(300);
  assert.deepEqual(await fetchCards('', '', 5000, get), { html: '[0-300]', next: '' });
  assert.equal(asked.length, 1);
});

test('a cursor cannot leave its parameter', async () => {
  const { asked, get } = library(10);
  await fetchCards('', 'a&limit=9', 5, get);
  assert.equal(asked[0], '/library/cards?&limit=5&cursor=a%26limit%3D9');
});

test('a refusal is an error and no card', async () => {
  const refuse = async () => new Response('no', { status: 503 });
  await assert.rejects(fetchCards('', '', 60, refuse), /503/);
});
