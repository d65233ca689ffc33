import { defineRule } from '../../model/finding.ts';
import { originNames } from '../../model/settings.ts';
import * as facts from '../../probes/facts/settings.ts';
import { settingsAnswers } from '../../probes/facts/settings-answers.ts';
import { ownSources } from '../published-servers.ts';

const mostValues = 3;

export default defineRule({
  id: 'settings/value-unusable',
  title: 'Published settings hold what no program can use',
  severity: 'notice',
  on: 'domain',
  reads: [facts.pacc, facts.autoconfig, facts.wellKnown, facts.database, facts.autodiscover],
  messages: {
    values:
      'In what {source} says ({place}), some is of no use: {values}. Some mail programs leave the server out, others the whole file.',
  },
  *check(at, view) {
    if (view.target.settings === undefined) return;
    for (const { source, fact, web, settings } of settingsAnswers(at, view)) {
      const faults = settings?.dropped.filter(({ fault }) => fault === true) ?? [];
      // What others publish for many domains is not for this domain to mend.
      if (faults.length === 0 || web === undefined || source === 'http' || source.endsWith('-by-mx')) continue;
      const shown = faults.slice(0, mostValues).map(({ what, reason }) => `${what}: ${reason}`);
      const more = faults.length - shown.length;
      const values = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
      yield {
        message: 'values',
        args: { source: originNames[source], place: web.url, values },
        ...(ownSources.includes(source) ? { severity: 'warning' as const } : {}),
        because: [view.id(fact, at)].flatMap((id) => id ?? []),
      };
    }
  },
});
