import type { Case } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';

/** True when it was a message that was refused, which is always the test message of mailcheck. */
export const isDelivery = ({ rule }: Finding): boolean => rule === 'smtp/delivery-refused';

/** True when all that was refused is the test message: a line of plain text. */
export const isTestMessage = (at: Pick<Case, 'findings'>): boolean => at.findings.every(isDelivery);
