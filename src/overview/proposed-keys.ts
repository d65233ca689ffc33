import type { ProposedGroup, ProposedRecord } from '../model/proposal.ts';
import { dkimKeys } from '../probes/facts/dkim.ts';
import { isLabels } from '../protocols/dns-names.ts';
import type { Ground } from './proposal.ts';

/** Keys that are published and good. New ones are made where mail is signed. */
export function proposedKeys({ at, view, mute }: Ground): ProposedGroup {
  const lookups = view.value(dkimKeys, at)?.lookups ?? [];
  const good = lookups.filter(
    ({ key, alias }) =>
      key !== undefined && key.problems.length === 0 && !key.revoked && (alias === undefined || isLabels(alias)),
  );
  const records = good.map(({ selector, domain, alias, texts }): ProposedRecord => {
    const name = `${selector}._domainkey.${domain}`;
    return alias === undefined
      ? { name, type: 'TXT', data: texts[0] ?? '' }
      : { name, type: 'CNAME', data: `${alias}.` };
  });
  const bad = lookups.filter((one) => !good.includes(one)).map(({ selector }) => selector);
  const remarks = [
    ...(records.length > 0 ? ['Kept as published. The domain may have keys under other selectors.'] : []),
    ...(bad.length > 0 ? [`Not proposed, because it cannot be used as it is: ${bad.join(', ')}.`] : []),
  ];
  if (records.length === 0 && !mute) {
    remarks.push(
      'The key is made on the server that signs, which also tells its record; from here it cannot be known.',
    );
    records.push({ name: `SELECTOR._domainkey.${at.name}`, type: 'TXT', data: 'v=DKIM1; k=rsa; p=KEY', example: true });
  }
  return { title: 'DKIM', remarks, records };
}
