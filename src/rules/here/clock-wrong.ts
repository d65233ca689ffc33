import { defineRule } from '../../model/finding.ts';
import { clock } from '../../probes/facts/here.ts';
import { greeting } from '../../probes/facts/mail.ts';

/** Servers' clocks are off by minutes at times; more than that is an hour's or a time zone's mistake. */
const toleratedMs = 10 * 60_000;

export default defineRule({
  id: 'here/clock-wrong',
  title: 'The clock of this machine is wrong',
  severity: 'error',
  on: 'here',
  reads: [clock, greeting],
  messages: {
    'before-build': 'The clock here says {now}, which is before this mailcheck was built ({reference}).',
    'unlike-servers': 'The clock here says {now}, and the servers say {reference}: {seconds} s apart.',
  },
  *check(at, view) {
    const own = view.value(clock, at);
    if (own === undefined) return;
    const now = Date.parse(own.now);
    const apart = (other: string) => Math.round(Math.abs(now - Date.parse(other)) / 1000);
    if (now < Date.parse(own.builtAt)) {
      const args = { now: own.now, reference: own.builtAt, seconds: apart(own.builtAt) };
      yield { message: 'before-build', args };
      return;
    }
    const told = view.all(greeting).flatMap(({ id, subject, outcome }) => {
      const time = outcome.status === 'observed' ? outcome.value.serverTime : undefined;
      return time === undefined || Number.isNaN(Date.parse(time)) ? [] : [{ id, host: subject.host, time }];
    });
    const [first] = told;
    // One server may be wrong itself; it takes two hosts that agree with each other.
    if (first === undefined || new Set(told.map(({ host }) => host)).size < 2) return;
    if (!told.every(({ time }) => Math.abs(Date.parse(time) - now) > toleratedMs)) return;
    if (!told.every(({ time }) => Math.abs(Date.parse(time) - Date.parse(first.time)) < toleratedMs)) return;
    yield {
      message: 'unlike-servers',
      args: { now: own.now, reference: first.time, seconds: apart(first.time) },
      because: [view.id(clock, at), ...told.map(({ id }) => id)].flatMap((id) => id ?? []),
    };
  },
});
