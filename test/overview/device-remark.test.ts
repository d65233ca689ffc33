import { describe, expect, test } from 'vitest';
import type { ClientAtServer, ClientReport } from '../../src/model/client-report.ts';
import { deviceRemark } from '../../src/overview/device-remark.ts';

const at = (type: 'imap' | 'smtp', state: ClientAtServer['state'] = 'unknown'): ClientAtServer => ({
  ...{ type, host: `${type}.example.org`, ports: [1], state, obstacles: [] },
});
const clients = (...servers: ClientAtServer[]): ClientReport[] => [{ id: 'x', name: 'X', servers, sources: [] }];

describe('what to look at where nothing is wrong as seen from here', () => {
  test.each([
    ['sync', 'imap.example.org'],
    ['receive', 'imap.example.org'],
    ['send', 'smtp.example.org'],
  ] as const)('%s: the server that it is about', (symptom, host) => {
    const [remark = ''] = deviceRemark(symptom, clients(at('smtp'), at('imap')));
    expect(remark).toMatch(new RegExp(`mailcheck tls ${host}$`));
  });
  test('nothing without a complaint, without a server, or where a program is known to be left out', () => {
    expect(deviceRemark(undefined, clients(at('imap')))).toEqual([]);
    expect(deviceRemark('send', clients(at('imap')))).toEqual([]);
    expect(deviceRemark('sync', clients(at('imap', 'cannot')))).toEqual([]);
    expect(deviceRemark('sync', [])).toEqual([]);
  });
});
