import { type Case, defineCause } from '../model/cause.ts';
import { dnsCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { hostWord } from './shell-word.ts';
import { textOf } from './text-of.ts';

const namesOf = (at: Case): string[] => [...new Set(at.findings.map((one) => textOf(one, 'name')))];
const has = (at: Case, rule: string): boolean => at.findings.some((one) => one.rule === rule);

export default defineCause({
  id: 'dkim-key-unusable',
  title: 'A DKIM key in the DNS cannot be used',
  layer: 'reputation',
  sharing: 'run',
  symptoms: [
    { rule: 'dkim/key-invalid' },
    { rule: 'dkim/key-revoked' },
    { rule: 'dkim/key-weak' },
    { rule: 'dkim/several-records' },
    { rule: 'dkim/selector-missing' },
  ],
  excluded: (at) => at.findings.every(({ severity }) => severity === 'notice'),
  summary: (at) =>
    `${at.findings
      .filter(({ severity }) => severity !== 'notice')
      .slice(0, 3)
      .map(({ text }) => text)
      .join(
        ' ',
      )} Signatures with ${namesOf(at).length === 1 ? 'this key' : 'these keys'} fail, and with them DMARC where SPF does not help.`,
  actions(at) {
    const [name] = namesOf(at);
    const actions: { text: string; command?: string }[] = [];
    if (has(at, 'dkim/selector-missing')) {
      actions.push({
        text: 'Publish the public half of the key that the server signs with, or set the server to the selector that is published.',
      });
    }
    actions.push({
      text: 'Copy the record anew from the mail server’s own file. More than 255 characters go into one TXT record of several quoted strings: "v=DKIM1; k=rsa; p=MIIB…" "…AQAB".',
    });
    if (has(at, 'dkim/key-weak') || has(at, 'dkim/key-revoked')) {
      actions.push({
        text: 'Make a new key of 2048 bits under a new selector, let the server sign with it, then take the old record away.',
      });
    }
    actions.push({
      text: `Compare what is published at ${enumerate(namesOf(at), 2)} with that file.`,
      command: `dig +short TXT ${hostWord(name ?? 'SELECTOR._domainkey.example.org', 'SELECTOR._domainkey.DOMAIN')}`,
    });
    return actions;
  },
  check: ({ view }) => dnsCommand(view.target),
});
