import { describe, expect, test } from 'vitest';
import expired from '../../src/rules/tls/certificate-expired.ts';
import expiresSoon from '../../src/rules/tls/certificate-expires-soon.ts';
import notYetValid from '../../src/rules/tls/certificate-not-yet-valid.ts';
import untrusted from '../../src/rules/tls/certificate-untrusted.ts';
import { verdictsOf, viewOf } from '../evidence.ts';
import {
  certificateOf,
  host,
  imaps,
  inDays,
  isExchanger,
  named,
  onlyPop3,
  relay,
  session,
  submissions,
} from './tls-evidence.ts';

const ended = (days: number) => ({ chain: [certificateOf({ notAfter: inDays(-days) })], inDate: false });
const early = (days: number) => ({ chain: [certificateOf({ notBefore: inDays(days) })], inDate: false });
const crossSigned = (days: number) =>
  certificateOf({ subject: 'Root X1', issuer: 'Old Root', isCa: true, fingerprint: 'CC:01', notAfter: inDays(days) });

describe('tls/certificate-expired', () => {
  test('says which certificate ended, when, and how many whole days ago', () => {
    expect(verdictsOf(expired, viewOf([session(imaps, ended(12.5))], named(imaps)))).toEqual([
      { message: 'expired', args: { host, port: 993, subject: host, days: 12, notAfter: inDays(-12.5) } },
    ]);
  });

  test('gives each port a finding of its own', () => {
    const view = viewOf([session(imaps, ended(12)), session(submissions, ended(12))]);
    expect(verdictsOf(expired, view).map(({ args }) => args?.port)).toEqual([993, 465]);
  });

  test('names the certificate of the chain that ended and breaks the path', () => {
    const chain = [certificateOf(), certificateOf({ subject: 'R11', isCa: true, notAfter: inDays(-3) })];
    const view = viewOf([session(imaps, { chain, inDate: false })]);
    expect(verdictsOf(expired, view)[0]?.args).toMatchObject({ subject: 'R11', days: 3 });
  });

  test('names an ended root where verification fails on it', () => {
    const root = certificateOf({ subject: 'Company Root', selfSigned: true, isCa: true, notAfter: inDays(-1) });
    const view = viewOf([session(imaps, { chain: [certificateOf(), root], inDate: false })]);
    expect(verdictsOf(expired, view)[0]?.args).toMatchObject({ subject: 'Company Root', days: 1 });
  });

  test('is silent on an ended cross-signed certificate that the path does without', () => {
    expect(verdictsOf(expired, viewOf([session(imaps, { chain: [certificateOf(), crossSigned(-800)] })]))).toEqual([]);
  });

  test('is silent up to the last moment, and fires after it', () => {
    const at = (days: number) => viewOf([session(imaps, { chain: [certificateOf({ notAfter: inDays(days) })] })]);
    expect(verdictsOf(expired, at(0))).toEqual([]);
    expect(verdictsOf(expired, at(-1 / 86_400))).toHaveLength(1);
  });

  test('is silent on a date that cannot be read', () => {
    const chain = [certificateOf({ notAfter: 'Smarch 13' })];
    expect(verdictsOf(expired, viewOf([session(imaps, { chain, inDate: false })]))).toEqual([]);
  });

  test('is silent on a certificate that is not valid yet', () => {
    expect(verdictsOf(expired, viewOf([session(imaps, early(3))]))).toEqual([]);
  });
});

describe('how bad a bad certificate is', () => {
  const severity = (...[observations, target]: Parameters<typeof viewOf>) =>
    verdictsOf(expired, viewOf(observations, target)).map((one) => one.severity ?? expired.severity);

  test('an error at the service that was named, by its port or by its protocol', () => {
    expect(severity([session(imaps, ended(1))], named(imaps))).toEqual(['error']);
    expect(severity([session(imaps, ended(1))], { servers: [{ protocol: 'imap', host }] })).toEqual(['error']);
  });

  test('an error at a service that was found for the address', () => {
    expect(severity([session(imaps, ended(1))])).toEqual(['error']);
  });

  test('a warning at a port of a named host that is merely looked at', () => {
    expect(severity([session(imaps, ended(1))], onlyPop3)).toEqual(['warning']);
  });

  test('a notice on port 25 of a mail exchanger, where senders do not verify', () => {
    expect(severity([isExchanger, session(relay, ended(1))])).toEqual(['notice']);
    expect(severity([isExchanger, session(relay, ended(1))], onlyPop3)).toEqual(['notice']);
  });

  test('a notice there as well when the host was named for SMTP without a port: nobody logs in at 25', () => {
    const smtp = { servers: [{ protocol: 'smtp' as const, host }] };
    expect(severity([isExchanger, session(relay, ended(1))], smtp)).toEqual(['notice']);
  });

  test('an error on port 25 when the user named that very port', () => {
    expect(severity([isExchanger, session(relay, ended(1))], named(relay))).toEqual(['error']);
  });
});

describe('tls/certificate-not-yet-valid', () => {
  test('says from when on it is valid', () => {
    expect(verdictsOf(notYetValid, viewOf([session(imaps, early(2.5))]))).toEqual([
      { message: 'early', args: { host, port: 993, subject: host, days: 2, notBefore: inDays(2.5) } },
    ]);
  });

  test('is a notice on port 25 of a mail exchanger', () => {
    expect(verdictsOf(notYetValid, viewOf([isExchanger, session(relay, early(2))]))[0]?.severity).toBe('notice');
  });

  test('is silent from the first moment on, on an ended one, and on an early one that the path does without', () => {
    const extra = certificateOf({ isCa: true, fingerprint: 'CC:02', notBefore: inDays(5) });
    for (const differs of [
      { chain: [certificateOf({ notBefore: inDays(0) })] },
      ended(3),
      { chain: [certificateOf(), extra] },
      { chain: [certificateOf({ notBefore: 'Smarch 13' })], inDate: false },
    ]) {
      expect(verdictsOf(notYetValid, viewOf([session(imaps, differs)]))).toEqual([]);
    }
  });
});

describe('tls/certificate-expires-soon', () => {
  const ending = (days: number) => session(imaps, { chain: [certificateOf({ notAfter: inDays(days) })] });

  test('fires within fourteen days, the last of them included', () => {
    expect(verdictsOf(expiresSoon, viewOf([ending(13.9)]))).toEqual([
      { message: 'soon', args: { host, port: 993, subject: host, days: 13, notAfter: inDays(13.9) } },
    ]);
    expect(verdictsOf(expiresSoon, viewOf([ending(0.1)]))[0]?.args?.days).toBe(0);
  });

  test('is silent from fourteen days on, and once it has ended', () => {
    for (const days of [14, 80, -0.1, -20]) expect(verdictsOf(expiresSoon, viewOf([ending(days)]))).toEqual([]);
  });

  test('fires for an intermediate certificate that ends before the server’s own', () => {
    const view = viewOf([session(imaps, { chain: [certificateOf(), crossSigned(5)] })]);
    expect(verdictsOf(expiresSoon, view)[0]?.args).toMatchObject({ subject: 'Root X1', days: 5 });
  });

  test('is not misled by an ended certificate that the path does without', () => {
    const chain = [certificateOf({ notAfter: inDays(4) }), crossSigned(-800)];
    expect(verdictsOf(expiresSoon, viewOf([session(imaps, { chain })]))[0]?.args).toMatchObject({ days: 4 });
  });

  test('is silent on a root that ends: programs bring their own', () => {
    const root = certificateOf({ selfSigned: true, isCa: true, notAfter: inDays(2) });
    expect(verdictsOf(expiresSoon, viewOf([session(imaps, { chain: [certificateOf(), root] })]))).toEqual([]);
  });

  test('is a notice on port 25 of a mail exchanger, as the end itself will be', () => {
    const soon = session(relay, { chain: [certificateOf({ notAfter: inDays(4) })] });
    expect(verdictsOf(expiresSoon, viewOf([isExchanger, soon]))[0]?.severity).toBe('notice');
    expect(verdictsOf(expiresSoon, viewOf([isExchanger, soon], named(relay)))[0]?.severity).toBeUndefined();
  });

  test('leaves a certificate that has ended, and is untrusted for that alone, to the rule about its end', () => {
    const view = viewOf([session(imaps, { ...ended(0.5), trust: { ok: false, code: 'CERT_HAS_EXPIRED' } })]);
    expect(verdictsOf(expired, view)).toHaveLength(1);
    for (const silent of [verdictsOf(expiresSoon, view), verdictsOf(notYetValid, view), verdictsOf(untrusted, view)]) {
      expect(silent).toEqual([]);
    }
  });
});
