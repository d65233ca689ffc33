import { defineProbe } from '../../model/probe.ts';
import { mailExchangers } from '../facts/dns.ts';
import { conditions } from '../facts/settings.ts';
import { settingsAnswers, settingsFacts } from '../facts/settings-answers.ts';
import type { WebLookUp } from '../web/ask-web.ts';
import { knownOf } from './own-table.ts';

/** Whose servers were found, and what those providers want before anybody can log in. Loads the table on use. */
export const probeConditions = (_: WebLookUp) =>
  defineProbe({
    id: 'settings/conditions',
    on: 'domain',
    effect: 'lookup',
    after: [mailExchangers, ...settingsFacts],
    yields: [conditions],
    async run(at, run) {
      const { providers } = await import('../../knowledge/providers.ts');
      await run.stage(conditions, async () => {
        const found = settingsAnswers(at, run).flatMap(({ settings }) =>
          settings === undefined ? [] : [...settings.incoming, ...settings.outgoing].map(({ host }) => host),
        );
        return {
          providers: providers().flatMap((one) => {
            const servers = [...one.incoming, ...one.outgoing].filter(({ isPattern }) => !isPattern);
            const hosts = [...new Set(servers.map(({ host }) => host).filter((host) => found.includes(host)))];
            // Without a mail exchanger of its own it has no customers with other domains.
            const isTheirs = one.domains.includes(at.name) || (hosts.length > 0 && one.mx.length > 0);
            if (!isTheirs) return [];
            return [{ ...knownOf(one), hosts }];
          }),
        };
      });
    },
  });
