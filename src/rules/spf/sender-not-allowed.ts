import { defineRule, type Severity } from '../../model/finding.ts';
import { domain } from '../../model/subject.ts';
import { type SpfResult, spfResult, spfSurvey } from '../../probes/facts/spf.ts';

/** How bad each result is for mail from the address; undefined for a good one. */
const weights: Readonly<Partial<Record<SpfResult, Severity>>> = {
  fail: 'error',
  permerror: 'error',
  softfail: 'warning',
  neutral: 'warning',
  none: 'notice',
  temperror: 'warning',
};

export default defineRule({
  id: 'spf/sender-not-allowed',
  title: 'SPF does not allow an address that mail is sent from',
  severity: 'error',
  on: 'address',
  reads: [spfResult, spfSurvey],
  messages: {
    fail: 'The SPF record of {domain} forbids {ip} to send ({result} by "{term}"): receivers refuse its mail.',
    softfail:
      'The SPF record of {domain} does not allow {ip} to send ({result} by "{term}"): receivers distrust its mail.',
    neutral: 'The SPF record of {domain} says nothing about {ip} ({result}): receivers treat its mail as unauthorised.',
    none: 'There is no SPF record of {domain} that could allow {ip} to send.',
    permerror: 'Whether {ip} may send for {domain} cannot be worked out: its SPF record is broken ({result}).',
    temperror: 'Whether {ip} may send for {domain} could not be worked out: a lookup failed ({result}).',
  },
  *check(at, view) {
    const found = view.value(spfResult, at);
    if (found === undefined || view.target.records?.sendingIps.includes(at.ip) !== true || at.host !== at.ip) return;
    const { result, where } = found;
    const severity = weights[result];
    if (severity === undefined || result === 'pass') return;
    const text = found.check.record?.slice(0, 80) ?? '';
    const args = { domain: view.target.domain ?? '', ip: at.ip, result, term: where.text ?? 'no term', text };
    const ids = [view.id(spfSurvey, domain(args.domain)), view.id(spfResult, at)].flatMap((id) => id ?? []);
    yield { message: result, args, severity, because: ids };
  },
});
