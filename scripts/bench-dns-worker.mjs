// What `npm run bench:dns` measures, each in a process of its own: prints one line of JSON.
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns';
import { writeFileSync } from 'node:fs';
import { standardLists } from '../src/knowledge/blocklists.ts';
import { defaultLimits } from '../src/model/limits.ts';
import { createBulkResolver } from '../src/transport/dns/bulk.ts';
import { systemNetwork } from '../src/transport/network.ts';

function print(result) {
  console.log(JSON.stringify(result));
}

/** The names for addresses from 198.18.0.0 on, each at every list. */
function* names(addresses, lists) {
  for (let n = 0; n < addresses; n++) {
    const reversed = `${n & 255}.${(n >> 8) & 255}.${18 + (n >> 16)}.198`;
    for (let list = 0; list < lists; list++) yield `${reversed}.bl${list}.lab.test`;
  }
}

async function throughput(client, port, addresses, lists, window) {
  const questions = addresses * lists;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const { listed, absent, sent } = await client(port, names(addresses, lists), window);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  // 198.18.0.0/24 is listed everywhere, the rest nowhere: whatever else is said is lost.
  const wrong = Math.abs(listed - Math.min(addresses, 256) * lists);
  print({
    questions,
    perSecond: questions / seconds,
    cpuUs: (user + system) / questions,
    lost: Math.max(questions - listed - absent, wrong),
    peakMb: process.resourceUsage().maxRSS / 1024,
    ...(sent === undefined ? {} : { packets: sent / questions }),
  });
}

async function mailcheck(port, asked, window) {
  const servers = [`127.0.0.1:${port}`];
  const resolver = createBulkResolver({ servers, network: systemNetwork(), limits: defaultLimits, window });
  const counts = { listed: 0, absent: 0, none: 0 };
  const count = (answer) => {
    counts[answer.kind !== 'answer' ? 'none' : answer.ips.length > 0 ? 'listed' : 'absent']++;
  };
  let batch = 0;
  for (const name of asked) {
    // As many at once as an address has lists.
    if (batch++ % 30 === 0) await resolver.room();
    void resolver.ask(name).then(count);
  }
  while (counts.listed + counts.absent + counts.none < resolver.counts.questions) {
    await new Promise((next) => setTimeout(next, 1));
  }
  resolver.close();
  return { ...counts, sent: resolver.counts.sent };
}

function nodesOwn(port, asked, window) {
  const resolver = new Resolver({ timeout: 1_000, tries: 3 });
  resolver.setServers([`127.0.0.1:${port}`]);
  const counts = { listed: 0, absent: 0 };
  let flying = 0;
  return new Promise((resolve) => {
    const pump = () => {
      while (flying < window) {
        const { value, done } = asked.next();
        if (done) {
          if (flying === 0) resolve(counts);
          return;
        }
        flying++;
        resolver.resolve4(value, (error, ips) => {
          flying--;
          if (ips?.length > 0) counts.listed++;
          else if (error?.code === 'ENOTFOUND') counts.absent++;
          pump();
        });
      }
    };
    pump();
  });
}

/** Says of everything, a while later, that it does not exist. Prints its port. */
function slowServer(delayMs) {
  const socket = createSocket('udp4');
  socket.on('message', (message, { port, address }) => {
    message[2] |= 0x80;
    message[3] = 0x83;
    setTimeout(() => socket.send(message, port, address), delayMs);
  });
  socket.bind(0, '127.0.0.1', () => console.log(socket.address().port));
}

async function oneAddress(port) {
  const zones = standardLists.filter(({ kinds }) => kinds.includes('ip4')).map(({ zone }) => zone);
  const asked = zones.flatMap((zone) => ['2.0.0.127', '1.0.0.127', '10.2.0.192'].map((label) => `${label}.${zone}`));
  const times = [];
  for (let round = 0; round < 21; round++) {
    const startedAt = performance.now();
    const resolver = createBulkResolver({
      servers: [`127.0.0.1:${port}`],
      network: systemNetwork(),
      limits: defaultLimits,
    });
    const answers = await Promise.all(asked.map((name) => resolver.ask(name)));
    times.push(performance.now() - startedAt);
    resolver.close();
    if (answers.some(({ kind }) => kind !== 'answer')) throw new Error('an answer is missing');
  }
  print({ sets: zones.length, questions: asked.length, times });
}

const [, , task, ...args] = process.argv;
const tasks = {
  'slow-server': (delayMs) => slowServer(Number(delayMs)),
  'one-address': (port) => oneAddress(Number(port)),
  questions: (file, ...figures) => {
    writeFileSync(file, [...names(...figures.map(Number))].map((name) => `${name} A\n`).join(''));
    print({});
  },
  mailcheck: (...figures) => throughput(mailcheck, ...figures.map(Number)),
  node: (...figures) => throughput(nodesOwn, ...figures.map(Number)),
};
await tasks[task](...args);
