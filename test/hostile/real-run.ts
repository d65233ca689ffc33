import { gather } from '../../src/gather.ts';
import type { Evidence } from '../../src/model/report.ts';
import { type Credentials, Secret } from '../../src/model/secret.ts';
import type { Protocol, Security } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import type { RunOptions } from '../../src/run-options.ts';
import { fakeNameserver, replyTo } from '../transport/dns/fake-nameserver.ts';
import { hostName, type Script, type ScriptedServer, scriptedServer } from './scripted-server.ts';
import { named, networkTo, password } from './withstand.ts';

/** What differs from a run with a password. */
export interface Asked {
  readonly target?: Partial<Target>;
  readonly credentials?: Credentials;
  readonly confirmHost?: RunOptions['confirmHost'];
}

/** A whole run against one server that plays the script, as the command line does it. The DNS knows nothing else. */
export async function runAgainst(
  protocol: Protocol,
  security: Security,
  script: Script,
  asked: Asked = {},
): Promise<{ readonly evidence: Evidence; readonly server: ScriptedServer }> {
  const server = await scriptedServer(script);
  const nameserver = await fakeNameserver((question) => question.reply(replyTo(question, {})));
  const network = networkTo(server);
  try {
    const evidence = await gather({
      target: { ...named(protocol, security).target, ...asked.target },
      network: {
        ...network,
        route: (ip, port, transport) =>
          port === 53
            ? { to: 'address', ip: '127.0.0.1', port: Number(nameserver.address.split(':')[1]) }
            : network.route(ip, port, transport),
        pinned: new Map([[hostName, ['192.0.2.10']]]),
      },
      credentials: asked.credentials ?? { kind: 'password', secret: new Secret(password) },
      resolvers: ['192.0.2.53:53'],
      controls: [],
      ...(asked.confirmHost === undefined ? {} : { confirmHost: asked.confirmHost }),
      blocklists: false,
    });
    await server.quiet();
    return { evidence, server };
  } finally {
    await Promise.all([server.close(), nameserver.close()]);
  }
}
