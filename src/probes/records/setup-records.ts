import { defineProbe } from '../../model/probe.ts';
import { readSrvRecord } from '../../protocols/srv-record.ts';
import { type Asker, ask, attempt, data, type LookUp, together } from '../dns/look-up.ts';
import { type FurtherService, type SetupName, type SetupRecords, setupRecords } from '../facts/published.ts';
import { textsAt } from './texts.ts';
import { troubleOf } from './trouble-of.ts';

const labels = ['_autodiscover', '_jmap', '_caldavs', '_carddavs'];
const mostRecords = 20;

/** Names and records by which programs set themselves up, beside the SRV records of mail protocols. */
export const probeSetupRecords = (look: LookUp) =>
  defineProbe({
    id: 'dns/setup-records',
    on: 'domain',
    effect: 'lookup',
    yields: [setupRecords],
    async run(at, run) {
      await run.stage(setupRecords, async (): Promise<SetupRecords> => {
        const once = together(run);
        const names = (['autoconfig', 'autodiscover', 'ua-auto-config'] as const).map((label) =>
          nameAt(look, once, at.name, label),
        );
        const services = labels.map((label) => servicesAt(look, once, at.name, label));
        const texts = [`_ua-auto-config.${at.name}`, at.name].map((name) => attempt(textsAt(look, once, name)));
        const [found, listed, written] = await Promise.all([
          Promise.all(names),
          Promise.all(services),
          Promise.all(texts),
        ]);
        return {
          names: found,
          services: listed.flat().slice(0, mostRecords),
          texts: written
            .flatMap((one) => ('value' in one ? one.value.texts : []))
            .filter((text) => /^(?:v=UAAC1\b|mailconf=)/i.test(text)),
        };
      });
    },
  });

async function nameAt(look: LookUp, by: Asker, domain: string, label: SetupName['label']): Promise<SetupName> {
  const answers = await Promise.all(
    (['A', 'AAAA'] as const).map((type) => attempt(ask(look, by, `${label}.${domain}`, type))),
  );
  const values = answers.flatMap((one) => ('value' in one ? [one.value] : []));
  const [failure] = answers.flatMap((one) => ('failure' in one ? [one.failure] : []));
  const alias = values.flatMap(({ cnames }) => cnames).at(-1);
  return {
    label,
    ...(alias === undefined ? {} : { alias }),
    ips: values.flatMap(data),
    ...(failure === undefined ? {} : { trouble: troubleOf(failure) }),
  };
}

async function servicesAt(look: LookUp, by: Asker, domain: string, label: string): Promise<FurtherService[]> {
  const found = await attempt(ask(look, by, `${label}._tcp.${domain}`, 'SRV'));
  if ('failure' in found) return [];
  return data(found.value).map((text) => ({ label, ...readSrvRecord(text) }));
}
