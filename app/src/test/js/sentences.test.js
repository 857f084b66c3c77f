import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sentences } from '../../main/resources/static/sentences.js';

const german = new Sentences('de', {
  greeting: 'Hallo {0}, {1} Dateien',
  'files.one': '{0} Datei',
  'files.other': '{0} Dateien',
  'state.failed': 'fehlgeschlagen',
  translations: [
    ['There is nothing at {0}.', 'Bei {0} ist nichts.'],
    ['{0} of {1} files', '{1} Dateien, davon {0}'],
    ['The disk is full.', 'Die Platte ist voll.'],
  ],
});

test('values stand in their places, numbers as the language writes them', () => {
  assert.equal(german.say('greeting', 'Ada', 1234567), 'Hallo Ada, 1.234.567 Dateien');
});

test('a value that is missing leaves its place empty', () => {
  assert.equal(german.say('greeting', null), 'Hallo ,  Dateien');
});

test('a value with a place in it is not filled again', () => {
  assert.equal(german.say('greeting', '{1}', 2), 'Hallo {1}, 2 Dateien');
});

test('a key without a sentence is shown itself', () => {
  assert.equal(german.say('no.such-key', 1), 'no.such-key');
});

test('one file is told from many', () => {
  assert.equal(german.sayCount('files', 1), '1 Datei');
  assert.equal(german.sayCount('files', 0), '0 Dateien');
  assert.equal(german.sayCount('files', 1000), '1.000 Dateien');
});

test('an English sentence is translated with what stands in it', () => {
  assert.equal(german.saySentence('There is nothing at /a/b.c.'), 'Bei /a/b.c ist nichts.');
});

test('values change their order with the sentence', () => {
  assert.equal(german.saySentence('3 of 10 files'), '10 Dateien, davon 3');
});

test('a sentence without values is translated only as a whole', () => {
  assert.equal(german.saySentence('The disk is full.'), 'Die Platte ist voll.');
  assert.equal(
    german.saySentence('The disk is full. Again: The disk is full.'),
    'The disk is full. Again: The disk is full.',
  );
});

test('a value may be empty', () => {
  assert.equal(german.saySentence('There is nothing at .'), 'Bei  ist nichts.');
});

test('a sentence nobody translated stays English', () => {
  assert.equal(german.saySentence('Something new.'), 'Something new.');
  assert.equal(new Sentences('en', {}).saySentence('The disk is full.'), 'The disk is full.');
});

test('literals that overlap in a short sentence are no match', () => {
  const sentences = new Sentences('de', { translations: [['ab{0}ba', 'x{0}']] });
  assert.equal(sentences.saySentence('aba'), 'aba');
  assert.equal(sentences.saySentence('ab-ba'), 'x-');
});

test('a word of the server is said in the language, and as it is where there is none', () => {
  assert.equal(german.sayWord('state', 'failed'), 'fehlgeschlagen');
  assert.equal(german.sayWord('state', 'melted'), 'melted');
});
