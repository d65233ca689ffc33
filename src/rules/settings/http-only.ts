import { defineRule } from '../../model/finding.ts';
import type { PublishedSettings } from '../../model/settings.ts';
import { autoconfig, httpAutoconfig, pacc, type WebAnswer, wellKnown } from '../../probes/facts/settings.ts';

const settingsIn = (answer: WebAnswer | undefined): PublishedSettings | undefined =>
  answer?.result.kind === 'settings' ? answer.result.settings : undefined;

const serversOf = ({ incoming, outgoing }: PublishedSettings): string =>
  [...incoming, ...outgoing].map(({ type, host, port, security }) => `${type} ${host} ${port} ${security}`).join();

export default defineRule({
  id: 'settings/http-only',
  title: 'Settings are published where anybody on the way can change them',
  severity: 'warning',
  on: 'domain',
  reads: [httpAutoconfig, autoconfig, wellKnown, pacc],
  messages: {
    only: 'The settings of {domain} are at {url} only: anybody on the way can send mail programs to a server of his own. Publish them over https.',
    differs: 'Over plain HTTP {url} names other servers than over https.',
  },
  *check(at, view) {
    const plain = view.value(httpAutoconfig, at);
    const settings = settingsIn(plain);
    // A redirect to https is answered there.
    if (plain === undefined || settings === undefined || plain.redirects.length > 0) return;
    const secured = [autoconfig, wellKnown, pacc].flatMap((fact) => settingsIn(view.value(fact, at)) ?? []);
    const args = { domain: at.name, url: plain.url };
    const [first] = secured;
    if (first === undefined) yield { message: 'only', args };
    else if (serversOf(first) !== serversOf(settings)) yield { message: 'differs', args };
  },
});
