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
    for (const answer of settingsAnswers(at, view)) {
      const { source, web } = answer;
      const { state, text } = stateOf(answer, at, view);
      if (web === undefined || state !== 'failed' || source === 'http') continue;
      const severity = severities[source];
      yield {
        message: web.result.kind === 'unusable' ? 'unusable' : 'failed',
        args: { source: originNames[source], place: web.url, why: text, kind: web.result.kind },
        ...(severity === undefined ? {} : { severity }),
        because: [view.id(answer.fact, at)].flatMap((id) => id ?? []),
      };
    }
  },
});
