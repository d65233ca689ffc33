import { defineProbe } from '../../model/probe.ts';
import { isTlsRptRecord, parseTlsRpt, resemblesTlsRpt } from '../../protocols/tls-rpt.ts';
import type { LookUp } from '../dns/look-up.ts';
import { tlsReporting } from '../facts/published.ts';
import { textsAt } from './texts.ts';

/** TXT of `_smtp._tls`: where senders report failures of TLS (RFC 8460 section 3). */
export const probeTlsReporting = (look: LookUp) =>
  defineProbe({
    id: 'tls-rpt/record',
    on: 'domain',
    effect: 'lookup',
    yields: [tlsReporting],
    async run(at, run) {
      await run.stage(tlsReporting, async () => {
        const { texts } = await textsAt(look, run, `_smtp._tls.${at.name}`);
        return { records: texts.filter(isTlsRptRecord).map(parseTlsRpt), resembling: texts.filter(resemblesTlsRpt) };
      });
    },
  });
