import { beforeAll, describe, expect, test } from 'vitest';
import { createLiveLines } from '../../src/cli/live-lines.ts';
import { reportOwnFault } from '../../src/cli/own-fault.ts';
import { createRows } from '../../src/cli/progress-rows.ts';
import { sayEvent } from '../../src/cli/say-event.ts';
import { sayTo } from '../../src/cli/shell.ts';
import { judge } from '../../src/judge.ts';
import type { RunEvent } from '../../src/model/probe.ts';
import type { Evidence, Report } from '../../src/model/report.ts';
import type { Secret } from '../../src/model/secret.ts';
import { host } from '../../src/model/subject.ts';
import { asciiJson, forTerminal } from '../../src/report/encode.ts';
import { writeEvidence } from '../../src/report/evidence-file.ts';
import { render } from '../../src/report/format.ts';
import { renderEvent } from '../../src/report/json.ts';
import { commandsIn, expectHarmless, obeyed } from './harmless.ts';
import { generated, payloads, seeded } from './payloads.ts';
import { runAgainst } from './real-run.ts';
import { begun, wires } from './sasl-wires.ts';
import { hear, say, upgrade } from './scripted-server.ts';
import { formsOf, password } from './withstand.ts';

const place = 'PLACEHOLDER';
/** Evidence of real runs against servers that say the placeholder wherever they say anything. */
let evidence: Evidence;

beforeAll(async () => {
  const runs = await Promise.all([
    runAgainst('smtp', 'starttls', [say(`554 ${place}\r\n`)]),
    runAgainst('imap', 'tls', [...begun(wires.imap, 'PLAIN'), say(`%tag NO [AUTHENTICATIONFAILED] ${place}\r\n`)]),
    runAgainst('imap', 'starttls', [
      say(`* OK ${place}\r\n`),
      hear('CAPABILITY'),
      say(`* CAPABILITY IMAP4rev1 ${place}\r\n* OK [ALERT] ${place}\r\n%tag OK ${place}\r\n`),
    ]),
    runAgainst('pop3', 'starttls', [say(`HTTP/1.1 400 ${place}\r\n`)]),
    runAgainst('pop3', 'tls', [upgrade(), say(`+NO ${place}\r\n`)]),
    runAgainst(
      'smtp',
      'tls',
      [
        ...begun(wires.smtp, 'PLAIN'),
        say('235 welcome\r\n'),
        hear('MAIL'),
        say('250 ok\r\n'),
        hear('RCPT'),
        say(`550-5.1.1 ${place}\r\n550 5.1.1 ${place}\r\n`),
        hear('RSET'),
        say('250 ok\r\n'),
      ],
      { target: { to: ['bob@example.net'], from: 'ann@lab.test' } },
    ),
  ]);
  const [first] = runs;
  const observations = new Map(runs.flatMap((run) => run.evidence.observations).map((one) => [one.id, one]));
  evidence = {
    ...first.evidence,
    target: { ...first.evidence.target, servers: runs.flatMap((run) => run.evidence.target.servers) },
    observations: [...observations.values()],
  };
});

/** The evidence as it were, had the servers said something else at each place. */
function saying(text: () => string): Evidence {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(place, text);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one)]));
  };
  return walk(evidence) as Evidence;
}

/** Nothing was lost on the way into JSON and back. */
const isSame = (json: string, value: unknown): boolean => JSON.stringify(JSON.parse(json)) === JSON.stringify(value);

/** Through every sink of a report. */
function expectSafe(hostile: Evidence): Report {
  const report = judge(hostile);
  expectHarmless(render(report, 'text', { transcript: true }));
  expectHarmless(render(report, 'text', { transcript: true, color: 1, width: 40 }), true);
  const texts = [render(report, 'json'), render(report, 'ndjson'), writeEvidence(hostile)];
  for (const text of texts) {
    expect(text).toMatch(/^[\n -~]*$/);
    expect(commandsIn(text)).toEqual([]);
  }
  const [json = '', ndjson = '', saved = ''] = texts;
  expect(ndjson.split('\n')).toHaveLength(2);
  expect(isSame(json, report) && isSame(ndjson, { type: 'report', report }) && isSame(saved, hostile)).toBe(true);
  return report;
}

describe('what a server says is harmless in every sink, where it', () => {
  test.each(Object.entries(payloads))('%s', (_, text) => {
    const report = expectSafe(saying(() => text));
    expect(report.crashes).toEqual([]);
    expect(report.verdict).toBe('broken');
    for (const observation of report.evidence) {
      const line = renderEvent({ type: 'observed', observation });
      expect(line.split('\n')).toHaveLength(2);
      expect(commandsIn(line)).toEqual([]);
      expect(isSame(line, { type: 'observed', observation })).toBe(true);
    }
  });

  test('says nothing special: it is shown, in the text and in the transcript', () => {
    const report = judge(saying(() => 'plain words'));
    expect(render(report, 'text').split('plain words').length).toBeGreaterThan(6);
    expect(render(report, 'text', { transcript: true }).split('plain words').length).toBeGreaterThan(12);
  });

  test.each([1, 2, 3, 4, 5])('says any of five hundred things made of harmful pieces (%i of 5)', (seed) => {
    const random = seeded(seed);
    let said = 0;
    while (said < 500) {
      expectSafe(
        saying(() => {
          said++;
          return generated(random);
        }),
      );
    }
  });
});

test('OU01 OU02 OU03 OU08 twenty thousand generated texts are harmless in words and whole in JSON', () => {
  const random = seeded(8259);
  for (let count = 0; count < 20_000; count++) {
    const text = generated(random);
    const shown = forTerminal(text);
    if (obeyed.test(shown) || shown.includes('\n') || commandsIn(`  ${shown}`).length > 0)
      expect([text, shown]).toBe('harmless');
    const json = asciiJson([text]);
    if (!/^[ -~]*$/.test(json) || commandsIn(json).length > 0) expect([text, json]).toBe('harmless');
    if ((JSON.parse(json) as string[])[0] !== text) expect(json).toBe(text);
  }
});

describe('stderr', () => {
  const written: string[] = [];
  const shell = { say: sayTo({ write: (text) => written.push(text) }), secrets: new Set<Secret>() };
  const told = (): string => written.splice(0).join('');

  test.each(Object.entries(payloads))('%s', (_, text) => {
    const events: RunEvent[] = judge(saying(() => text)).evidence.map((observation) => ({
      type: 'observed',
      observation,
    }));
    const named: RunEvent = { type: 'discovered', subject: host(text) };
    for (const event of events) sayEvent(event, shell);
    reportOwnFault(Object.assign(new Error(text), { name: text, stack: `x\n    at ${text}` }), shell);
    shell.say(text);
    expectHarmless(told());

    const rows = createRows();
    for (const event of [...events, named]) rows.event(event);
    const lines = createLiveLines({ columns: 60, rows: 24, write: (shown: string) => written.push(shown) }, true);
    lines.draw(rows.current());
    lines.settle(rows.settled(judge(saying(() => text))));
    // What moves the cursor and colours is the renderer's own.
    const drawn = told().replace(/\x1b\[(?:\?2026[hl]|\?25[hl]|\d*A|J|\d+m)|(?<=A)\r/g, '');
    expectHarmless(drawn);
  });
});

describe('OU10', () => {
  test('60 KB of banner are cut in words and whole in JSON', () => {
    const banner = payloads['OU10 has 60 KB'] as string;
    const report = judge(saying(() => banner));
    const quoted = render(report, 'text', { transcript: true }).split('\n');
    expect(Math.max(...quoted.map(({ length }) => length))).toBeLessThan(600);
    expect(quoted.join('\n').length).toBeLessThan(24_000);
    expect(render(report, 'json').includes(banner)).toBe(true);
  });

  test('a fault is told in two lines, however long and whatever its text', () => {
    const written: string[] = [];
    reportOwnFault(new Error(Object.values(payloads).join('\n')), {
      say: sayTo({ write: (text) => written.push(text) }),
      secrets: new Set(),
    });
    expect(written).toHaveLength(2);
    expectHarmless(written.join(''));
  });
});

describe('AU15 a password that the server gives back is in no sink', () => {
  const bytes = Buffer.from(password);
  const each = (make: (byte: number) => string) => [...bytes].map(make).join('');
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  const secrets: Readonly<Record<string, string>> = {
    'as it is': password,
    'in capitals': password.toUpperCase(),
    'in base64': bytes.toString('base64'),
    'in base64, shifted by one': Buffer.from(`x${password}`).toString('base64'),
    'in base64, shifted by two': Buffer.from(`xy${password}z`).toString('base64'),
    'in base64url': bytes.toString('base64url'),
    'in hex': bytes.toString('hex'),
    'in hex with colons': each((byte) => `${hex(byte)}:`),
    'in percent encoding': encodeURIComponent(password),
    'in percent encoding, whole': each((byte) => `%${hex(byte)}`),
    'in quoted-printable': each((byte) =>
      byte > 32 && byte < 127 && byte !== 61 ? String.fromCharCode(byte) : `=${hex(byte).toUpperCase()}`,
    ),
    'as an IMAP string': password.replaceAll('"', '\\"'),
    'as JSON': JSON.stringify(password),
    'as HTML': password.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
    'as XML, by number': each((byte) => `&#${byte};`),
    'in the answer of PLAIN': Buffer.from(`\0ann@lab.test\0${password}`).toString('base64'),
  };

  test('in any of its forms, in any of the rows', async () => {
    const words = Object.values(secrets).map((text) => `535-${text}\r\n`);
    const { evidence: heard } = await runAgainst('smtp', 'tls', [
      ...begun(wires.smtp, 'PLAIN'),
      say(`${words.join('')}535 no\r\n`),
    ]);
    const report = judge(heard);
    const all = [
      render(report, 'text', { transcript: true }),
      render(report, 'json'),
      render(report, 'ndjson'),
      writeEvidence(heard),
    ].join('\n');
    for (const form of [...Object.values(secrets), ...formsOf(password)]) {
      expect(all).not.toContain(form);
      expect(all).not.toContain(JSON.stringify(form).slice(1, -1));
    }
    expect(all.split('[secret]').length).toBeGreaterThan(4 * words.length);
  });
});
