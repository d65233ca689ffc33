import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { createRedactor } from '../../src/transport/redactor.ts';
import { createTranscript } from '../../src/transport/transcript.ts';
import { fakeJournal } from '../probes/fake-run.ts';
import { told } from './sockets.ts';

function transcriptOf(encrypted = () => false) {
  const redactor = createRedactor();
  redactor.add(new Secret('hunter2'));
  const journal = fakeJournal();
  return { journal, transcript: createTranscript(journal, redactor, encrypted) };
}

test('lines are written by whom they are, as they come', () => {
  let encrypted = false;
  const { journal, transcript } = transcriptOf(() => encrypted);
  transcript.remark('connected');
  transcript.client('PASS hunter2');
  encrypted = true;
  transcript.server('hunter2 is wrong', false);
  expect(journal.lines).toEqual([
    { from: 'mailcheck', encrypted: false, expected: true, text: 'connected' },
    { from: 'client', encrypted: false, expected: true, text: 'PASS [secret]' },
    { from: 'server', encrypted: true, expected: false, text: '[secret] is wrong' },
  ]);
});

test('the newest line of the server can be marked, and only that', () => {
  const { journal, transcript } = transcriptOf();
  transcript.unexpected();
  transcript.server('a');
  transcript.server('b');
  transcript.client('c');
  transcript.unexpected();
  expect(told(journal)).toEqual(['server a', '!server b', 'client c']);
});

describe('a long reply', () => {
  const shown = (count: number): string[] => {
    const { journal, transcript } = transcriptOf();
    const reply = transcript.reply();
    for (let line = 1; line <= count; line++) reply.line(`${line}`);
    reply.end();
    reply.end();
    return told(journal);
  };

  test.each([1, 499, 500])('of %i lines is written whole', (count) => {
    expect(shown(count)).toEqual(Array.from({ length: count }, (_, index) => `server ${index + 1}`));
  });

  test('of more keeps its first lines and its last, and tells how many are left out', () => {
    expect(shown(100_000)).toEqual([
      ...Array.from({ length: 499 }, (_, index) => `server ${index + 1}`),
      'mailcheck 99500 lines left out',
      'server 100000',
    ]);
    expect(shown(501).slice(-2)).toEqual(['mailcheck 1 line left out', 'server 501']);
  });
});
