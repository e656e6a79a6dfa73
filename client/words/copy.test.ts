import { expect, test } from 'vitest';
import { causeCodes, phases as contractPhases, timelineTypes } from '../../contract/words.ts';
import { phases } from '../phase/phases.ts';
import fall from './fall.json';
import './fall-words.ts';
import form from './form.json';
import './form-words.ts';
import pair from './pair.json';
import './pair-words.ts';
import people from './people.json';
import './people-words.ts';
import sync from './sync.json';
import './sync-words.ts';
import { hasSentence, languages, say, sayCounted, sentences, wordFiles } from './copy.ts';

const all = [...wordFiles, people, form, pair, sync, fall].flatMap((file) => sentences(file));
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((hole) => hole[1]).sort();

test('every sentence is there in both languages', () => {
  const missing = all.flatMap(([key, words]) =>
    languages.filter((language) => !words[language]?.trim()).map((language) => `${key} (${language})`),
  );
  expect(missing).toEqual([]);
});

test('both languages fill the same holes', () => {
  const uneven = all.filter(([, { en, id }]) => holes(en).join() !== holes(id).join()).map(([key]) => key);
  expect(uneven).toEqual([]);
});

test('no sentence is written twice under one name', () => {
  const names = all.map(([key]) => key);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('a sentence that counts has a form for one and a form for more', () => {
  const stems = all.flatMap(([key]) => /^(.*)_(?:one|other)$/.exec(key)?.[1] ?? []);
  const lonely = stems.filter((stem) => !hasSentence(`${stem}_one`) || !hasSentence(`${stem}_other`));
  expect(lonely).toEqual([]);
});

test('every cause has a title and steps, and every phase a word', () => {
  const wanted = [
    ...causeCodes.flatMap((code) => [`cause.${code}.title`, `cause.${code}.next`, `causeSteps.${code}.1`]),
    ...contractPhases.map((phase) => `phase.${phase}`),
  ];
  expect(wanted.filter((key) => !hasSentence(key))).toEqual([]);
});

test('the page lists the same phases as the contract', () => {
  expect([...phases].sort()).toEqual([...contractPhases].sort());
});

test('the timeline has words for the types that stand for themselves', () => {
  const own = ['connect', 'disconnect', 'logout', 'pairing_code', 'connected', 'deleted', 'transferred'];
  expect(own.filter((type) => !hasSentence(`timeline.${type}`))).toEqual([]);
  expect(own.every((type) => timelineTypes.some((each) => each === type))).toBe(true);
});

test('holes are filled, numbers read as the language writes them', () => {
  expect(say('en', 'truth.reconnectingIn', { s: 3 })).toBe('Reconnecting in 3 s');
  expect(sayCounted('en', 'unit.days', 1)).toBe('1 day');
  expect(sayCounted('en', 'unit.days', 12)).toBe('12 days');
  expect(sayCounted('id', 'unit.days', 1)).toBe('1 hari');
  expect(sayCounted('id', 'list.asOf', 2014, { time: '14:02' })).toBe('2.014 sesi, seperti pada 14:02');
});
