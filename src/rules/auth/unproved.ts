import { defineRule } from '../../model/finding.ts';
import { login } from '../../probes/facts/mail.ts';

const breaches = ['sasl-server-not-proved', 'accepted-without-proof'];

export default defineRule({
  id: 'auth/unproved',
  title: 'The server accepts the login without proving that it knows the password',
  severity: 'critical',
  on: 'endpoint',
  reads: [login],
  messages: {
    unproved: '{host} on port {port} accepts the login without the proof that SCRAM demands: it may be an impostor.',
  },
  *check(at, view) {
    const failure = view.failure(login, at);
    if (failure?.kind !== 'violation' || !breaches.includes(failure.violation)) return;
    yield { message: 'unproved', args: { host: at.host, port: at.port, violation: failure.violation } };
  },
});
