import { describe, expect, test } from 'vitest';
import { type ConfigurationFormat, configurationFormats } from '../../../src/model/configuration.ts';
import { readConfiguration } from '../../../src/settings/configurations/read-configuration.ts';
import { recogniseConfiguration } from '../../../src/settings/configurations/recognise.ts';
import { isProblem } from '../../../src/settings/problem.ts';
import { cpuTime } from '../../cpu-time.ts';
import { textOf } from '../clients/accounts.ts';
import { costly } from './costly.ts';

const size = 64 * 1024;

describe.each(configurationFormats)('%s', (format: ConfigurationFormat) => {
  test('no text takes long, throws, or is made much of', async () => {
    for (const [name, make] of Object.entries(costly)) {
      const text = make(size);
      let read: ReturnType<typeof readConfiguration> | undefined;
      const ms = await cpuTime(() => {
        read = readConfiguration(text, { path: 'x', format });
      });
      expect(ms, name).toBeLessThan(2500);
      if (read === undefined || isProblem(read)) throw new Error(name);
      expect(read.servers.length, name).toBeLessThanOrEqual(100);
      expect(read.remarks.length, name).toBeLessThanOrEqual(200);
    }
  });
});

test('what a text is for is told in little time', async () => {
  for (const [name, make] of Object.entries(costly)) {
    const text = make(8 * size);
    expect(await cpuTime(() => recogniseConfiguration(text, 'x')), name).toBeLessThan(2500);
  }
});

test('half a file is read as far as it goes', () => {
  for (const format of configurationFormats) {
    if (format === 'compose' || format === 'smtp-url') continue;
    const text = textOf(format);
    for (let length = 0; length < text.length; length += 37) {
      const read = readConfiguration(text.slice(0, length), { path: 'x', format });
      expect(isProblem(read)).toBe(false);
    }
  }
});
