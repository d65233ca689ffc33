import { expect, test } from 'vitest';
import { diagnose } from '../../src/index.ts';
import { healthy } from '../../src/lab/healthy.ts';
import { startWorld } from '../../src/lab/world.ts';

test('a host of two addresses gets one test message', async () => {
  const world = await startWorld(healthy());
  try {
    const report = await diagnose({
      target: {
        servers: [{ protocol: 'smtp', host: 'mail.lab.test', port: 25, security: 'starttls' }],
        protocols: ['smtp'],
        ceiling: 'deliver',
        survey: false,
        from: 'bob@example.com',
        to: ['ann@lab.test'],
      },
      network: world.network,
      blocklists: false,
      send: {},
    });
    const sent = report.evidence.filter(({ fact }) => fact === 'smtp/delivery').map(({ outcome }) => outcome.status);
    expect(sent.sort()).toEqual(['observed', 'skipped']);
    expect(world.messages.map(({ from, to }) => [from, to])).toEqual([['bob@example.com', ['ann@lab.test']]]);
    expect(report.crashes).toEqual([]);
  } finally {
    await world.close();
  }
});
