import { expect } from 'vitest';
import type { Failure, Stage, Violation, Withheld, WrongService } from '../../src/model/failure.ts';
import type { ServerReply } from '../../src/model/reply.ts';

/** A breach of the protocol. */
export const violates = (violation: Violation, stage: Stage): Partial<Failure> => ({
  kind: 'violation',
  stage,
  violation,
});

/** A reply beyond the caps. */
export const tooLong = (stage: Stage): Partial<Failure> => violates('reply-too-long', stage);

/** A server's refusal. */
export const rejects = (stage: Stage, status: string, more: Partial<ServerReply> = {}): Partial<Failure> => ({
  kind: 'rejected',
  stage,
  reply: expect.objectContaining({ status, ...more }),
});

/** What mailcheck does not do by itself. */
export const withheld = (reason: Withheld, stage: Stage): Partial<Failure> => ({ kind: 'withheld', stage, reason });

/** Another service where mail was expected. */
export const foreign = (service: WrongService): Partial<Failure> => ({
  kind: 'wrong-service',
  stage: 'greeting',
  service,
});

/** The peer closed the connection. */
export const closed = (stage: Stage): Partial<Failure> => ({ kind: 'closed', stage });
