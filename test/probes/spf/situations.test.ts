import { describe, expect, it } from 'vitest';
import { evaluateSpf } from '../../../src/probes/spf/evaluate.ts';
import { fakeResolver } from '../fake-resolver.ts';
import { fakeJournal } from '../fake-run.ts';
import { io } from '../world.ts';
import { situations } from './situations/catalogue.ts';

describe.each(situations)('$title', ({ zone, cases }) => {
  it.each(cases)('$name: $gives', async ({ from, ip, helo = 'mail.lab.test', gives, says }) => {
    const resolver = fakeResolver(zone);
    const by = { journal: fakeJournal(), signal: new AbortController().signal };
    const found = await evaluateSpf({ ip, sender: from, helo }, io({ resolver }), by);
    expect([gives].flat(), JSON.stringify(found, null, 2)).toContain(found.result);
    if (says !== undefined) expect(found.explanation?.text ?? null).toBe(says);
    expect(JSON.parse(JSON.stringify(found)), 'plain JSON').toEqual(found);
    expect(found.questions).toBe(new Set(resolver.asked).size);
    expect(resolver.asked.length).toBe(found.questions);
  });
});
