import { scenario } from '../scenario.ts';

export default scenario({
  id: 'blocklist-refuses-resolver',
  title: 'Block lists refuse the resolver',
  story: 'The machine asks through a public resolver, which Spamhaus and URIBL answer with an error code.',
  fault(plan) {
    const { blockLists } = plan.dns;
    for (const zone of ['zen.spamhaus.org', 'dbl.spamhaus.org']) blockLists[zone] = { '*': ['127.255.255.254'] };
    blockLists['multi.uribl.com'] = { '*': ['127.0.0.1'] };
  },
  cause: 'blocklist-refuses-resolver',
});
