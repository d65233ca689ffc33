import type { Case, Statement } from '../model/cause.ts';
import { offer } from '../probes/facts/mail.ts';
import { stated } from './statement.ts';
import { endpointsOf } from './where.ts';

/** Was the word taken out of the offer on the way? Some who do so leave X characters in its place. */
export const notOverwritten = (at: Case): Statement[] =>
  stated(
    'a STARTTLS overwritten on the way (nothing in the offer looks like one)',
    ...endpointsOf(at)
      .filter((one) => at.view.value(offer, one)?.mangled.length === 0)
      .map((one) => at.view.id(offer, one)),
  );
