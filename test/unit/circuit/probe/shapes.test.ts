import assert from 'node:assert/strict';
import { dndUntilIn, errorFieldsIn, mediaOf } from '../../../../src/circuit/probe/shapes';

const answer = (text: string) => ({ status: 200, headers: new Headers(), text });

describe('the format of a body', () => {
  const bodies: readonly [text: string, media: string][] = [
    ['', 'empty'],
    [' \r\n', 'empty'],
    ['{"a":1}', 'json'],
    ['[]', 'json'],
    ['null', 'json'],
    ['<!DOCTYPE html><p>', 'html'],
    ['\n  <html lang="en">', 'html'],
    ['<HTML>', 'html'],
    ['<?xml version="1.0"?><user/>', 'xml'],
    ['\n <user><html></user>', 'xml'],
    ['Not found <b>', 'text'],
    ['{"a":', 'text'],
  ];
  for (const [text, media] of bodies) {
    it(`is ${media} for ${JSON.stringify(text)}`, () => {
      assert.equal(mediaOf(answer(text)), media);
    });
  }
});

describe('how the end of Do Not Disturb is written', () => {
  const ends: readonly [presence: unknown, form: string][] = [
    [{}, 'unknown'],
    [{ dndUntil: null }, 'unknown'],
    [{ dndUntil: 0 }, 'unknown'],
    [{ dndUntil: 1_780_000_000_000 }, 'epochMs'],
    [{ dndUntil: 1_780_000_000 }, 'other'],
    [{ dndUntil: 1e11 }, 'other'],
    [{ dndUntil: 1e11 + 1 }, 'epochMs'],
    [{ dndUntil: 1 }, 'other'],
    [{ dndUntil: '1780000000000' }, 'other'],
    [{ dndUntil: '2026-06-01T12:00:00Z' }, 'iso'],
    [{ dndUntil: 'on 2026-06-01T12:00:00Z' }, 'other'],
    [{ dndUntil: '' }, 'other'],
    [{ dndUntil: false }, 'other'],
    [null, 'unknown'],
    ['text', 'unknown'],
  ];
  for (const [presence, form] of ends) {
    it(`is ${form} in ${JSON.stringify(presence)}`, () => {
      assert.equal(dndUntilIn(answer(JSON.stringify(presence))), form);
    });
  }
});

describe('the fields of an error body', () => {
  const bodies: readonly [text: string, fields: string][] = [
    ['{"errorCode":"1"}', 'json errorCode'],
    ['{"validationErrors":[],"errorCode":null}', 'json errorCode validationErrors'],
    ['{"errorDescription":"x","a":1}', 'json errorDescription 1 others'],
    ['{"a":1,"b":2}', 'json 2 others'],
    ['{}', 'json'],
    ['["errorCode"]', 'json'],
    ['"errorCode"', 'json'],
    ['null', 'json'],
    ['<html>errorCode', 'html'],
    ['', 'empty'],
  ];
  for (const [text, fields] of bodies) {
    it(`are ${fields} in ${JSON.stringify(text)}`, () => {
      assert.equal(errorFieldsIn(answer(text)), fields);
    });
  }
});
