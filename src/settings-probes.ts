import type { Probe } from './model/probe.ts';
import { probeSetupRecords } from './probes/records/setup-records.ts';
import { probeAutodiscover } from './probes/settings/autodiscover.ts';
import { probeConditions } from './probes/settings/conditions.ts';
import { probeExchangerAutoconfig, probeExchangerDatabase } from './probes/settings/exchanger-publications.ts';
import { probeTableByDomain, probeTableByExchanger } from './probes/settings/own-table.ts';
import {
  probeAutoconfig,
  probeDatabase,
  probeHttpAutoconfig,
  probePacc,
  probeWellKnown,
} from './probes/settings/publications.ts';
import { probeWildcard } from './probes/settings/wildcard.ts';
import type { WebLookUp } from './probes/web/ask-web.ts';

/** Every source of settings for a mail program, asked at once; what each names is connected to by the usual conversations. */
export const settingsProbes = (look: WebLookUp): readonly Probe[] =>
  [
    probeTableByDomain(look),
    probeTableByExchanger(look),
    probePacc(look),
    probeAutoconfig(look),
    probeWellKnown(look),
    probeDatabase(look),
    probeExchangerAutoconfig(look),
    probeExchangerDatabase(look),
    probeAutodiscover(look),
    probeHttpAutoconfig(look),
    probeWildcard(look),
    probeSetupRecords(look),
    probeConditions(look),
  ] as readonly unknown[] as readonly Probe[];

/** Sources that name the servers of a domain before its usual names are guessed at; none that others keep is asked. */
export const serverProbes = (look: WebLookUp): readonly Probe[] =>
  [
    probeTableByDomain(look),
    probeTableByExchanger(look),
    probeAutoconfig(look),
  ] as readonly unknown[] as readonly Probe[];
