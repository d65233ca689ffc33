import { defineRule, type Severity } from '../../model/finding.ts';
import { originNames } from '../../model/settings.ts';
import * as facts from '../../probes/facts/settings.ts';
import { type SettingsSource, settingsAnswers } from '../../probes/facts/settings-answers.ts';
import { stateOf } from '../settings-state.ts';

/** Mail programs go on to another source: that matters most where the domain itself was to speak. */
const severities: Readonly<Partial<Record<SettingsSource, Severity>>> = { pacc: 'warning', autoconfig: 'warning' };

export default defineRule({
  id: 'settings/source-failed',
  title: 'A source of settings cannot be used',
  severity: 'notice',
  on: 'domain',
  reads: [
    facts.pacc,
    facts.autoconfig,
    facts.wellKnown,
    facts.database,
    facts.exchangerAutoconfig,
    facts.exchangerDatabase,
    facts.autodiscover,
    facts.wildcard,
  ],
  messages: {
    failed: 'It could not be learnt what {source} says ({place}): {why}. Mail programs may guess instead.',
    unusable: 'What {source} gives ({place}) cannot be used: {why}.',
  },
  *check(at, view) {
    const told = new Set<string>();
    const all = settingsAnswers(at, view).flatMap((answer) => {
      const { state, text } = stateOf(answer, at, view);
      const { source, web, fact } = answer;
      return web === undefined || state !== 'failed' || source === 'http' ? [] : [{ source, web, fact, text }];
    });
    for (const { source, web, fact, text } of all) {
      // Several places of one source that fail alike are one finding.
      const alike = all.filter((one) => one.source === source && one.text === text);
      if (told.has(`${source} ${text}`)) continue;
      told.add(`${source} ${text}`);
      const severity = severities[source];
      yield {
        message: web.result.kind === 'unusable' ? 'unusable' : 'failed',
        args: {
          source: originNames[source],
          place: alike.map((one) => one.web.url).join(', '),
          why: text,
          kind: web.result.kind,
        },
        ...(severity === undefined ? {} : { severity }),
        because: [view.id(fact, at)].flatMap((id) => id ?? []),
      };
    }
  },
});
