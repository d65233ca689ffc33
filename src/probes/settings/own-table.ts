import type { Provider } from '../../knowledge/providers.ts';
import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import type { ProviderConditions, PublishedServer, PublishedSettings } from '../../model/settings.ts';
import { fillIn } from '../../protocols/autoconfig/placeholders.ts';
import type { Reader } from '../../protocols/autoconfig/server.ts';
import { usableExchangers } from '../dns/mail-exchangers.ts';
import { mailExchangers } from '../facts/dns.ts';
import { type TableAnswer, tableByDomain, tableByExchanger } from '../facts/settings.ts';
import type { WebLookUp } from '../web/ask-web.ts';
import { proveServers, readerOf } from './settings-run.ts';

/** Loads the table on use: few runs need it. */
const loadTable = async () => ({
  ...(await import('../../knowledge/recognise-provider.ts')),
  asOf: (await import('../../knowledge/providers.ts')).providersAsOf,
});
type Table = Awaited<ReturnType<typeof loadTable>>;

/** The domain in the table of providers, by its exact name. */
export const probeTableByDomain = (look: WebLookUp) =>
  defineProbe({
    id: 'settings/table',
    on: 'domain',
    effect: 'lookup',
    yields: [tableByDomain],
    async run(at, run) {
      const table = await loadTable();
      const provider = table.providerOfDomain(at.name);
      await run.stage(tableByDomain, async () => answerOf(table, provider, readerOf(look)));
      proveProvider(look, run, provider);
    },
  });

/** The table by the most preferred mail exchanger. Services that filter mail say nothing of the mailbox. */
export const probeTableByExchanger = (look: WebLookUp) =>
  defineProbe({
    id: 'settings/table-by-mx',
    on: 'domain',
    effect: 'lookup',
    needs: [mailExchangers],
    yields: [tableByExchanger],
    async run(at, run) {
      const table = await loadTable();
      const found = run.value(mailExchangers, at);
      const [exchanger] = found === undefined ? [] : usableExchangers(found);
      const isFilter = exchanger !== undefined && table.isMailFilter(exchanger);
      const provider = exchanger === undefined || isFilter ? undefined : table.providerOfExchanger(exchanger);
      await run.stage(tableByExchanger, async () => ({
        ...answerOf(table, provider, readerOf(look)),
        ...(exchanger === undefined ? {} : { exchanger }),
        ...(isFilter ? { isFilter } : {}),
      }));
      proveProvider(look, run, provider);
    },
  });

function proveProvider(look: WebLookUp, run: ProbeRun, provider: Provider | undefined): void {
  if (provider === undefined) return;
  const patterns = new Set(patternsOf(provider));
  proveServers(look, run, provider, ({ host }) => patterns.has(host));
}

const patternsOf = ({ incoming, outgoing }: Provider): readonly string[] => [
  ...new Set([...incoming, ...outgoing].flatMap(({ host, isPattern }) => (isPattern ? [host] : []))),
];

function answerOf(table: Table, provider: Provider | undefined, reader: Reader): TableAnswer {
  if (provider === undefined) return { patterns: [], asOf: table.asOf };
  return {
    provider: knownOf(provider),
    settings: settingsOf(provider, reader),
    patterns: patternsOf(provider),
    asOf: table.asOf,
  };
}

/** What is known of a provider beside its servers. */
export const knownOf = ({ id, name, needs, docsUrl, folders, confidence, sources }: Provider): ProviderConditions => ({
  id,
  name,
  needs,
  ...(docsUrl === undefined ? {} : { docsUrl }),
  ...(folders === undefined ? {} : { folders: { ...folders } }),
  confidence,
  sources,
});

function settingsOf(provider: Provider, reader: Reader): PublishedSettings {
  const filled = ({ isPattern: _, ...server }: Provider['incoming'][number]): PublishedServer => {
    const user = server.usernameTemplate === undefined ? undefined : fillIn(server.usernameTemplate, reader);
    return user !== undefined && 'text' in user ? { ...server, username: user.text } : server;
  };
  return {
    format: 'table',
    displayName: provider.name,
    domains: [],
    incoming: provider.incoming.map(filled),
    outgoing: provider.outgoing.map(filled),
    documentation: provider.docsUrl === undefined ? [] : [{ url: provider.docsUrl }],
    oAuth2: [],
    dropped: [],
    remarks: [],
  };
}
