import type { Stage } from '../../model/failure.ts';
import type { Protocol } from '../../model/subject.ts';
import type { Meaning } from './claims.ts';

/**
 * A phrase that servers write when they mean one thing. It is matched against lower-case text whose white space is
 * single spaces. No unbounded repetition: what it costs must grow with the text's length and no faster.
 */
export interface Phrase {
  readonly pattern: RegExp;
  readonly meaning: Meaning;
  readonly at?: readonly Stage[];
  /** Only where it is known to have been said at one of these. */
  readonly only?: readonly Stage[];
  readonly of?: readonly Protocol[];
  /**
   * Only in SMTP replies of this class: `temporary` is 4yz, `permanent` is 5yz. `uncoded`: only in texts of programs and
   * libraries, which quote no reply.
   */
  readonly when?: 'temporary' | 'permanent' | 'uncoded';
  /** Who writes it. */
  readonly source: string;
}

/** The stages at which a server answers about a client, a sender, a recipient or a message. */
export const mailStages: readonly Stage[] = ['greeting', 'capabilities', 'mail', 'rcpt', 'data'];
export const recipientStages: readonly Stage[] = ['rcpt', 'data'];
export const folderStages: readonly Stage[] = ['folders', 'mailbox'];
