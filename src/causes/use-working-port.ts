import type { Action, Case } from '../model/cause.ts';
import type { Endpoint } from '../model/subject.ts';
import { serverCommand } from './command-line.ts';
import { modeName, workingPorts } from './working-ports.ts';

/** `Use port 993 with TLS from the start, which works`: none when no other port that `accept` takes was seen to work. */
export const useWorkingPort = (at: Case, accept: (one: Endpoint) => boolean = () => true): Action[] =>
  workingPorts(at)
    .filter(accept)
    .slice(0, 1)
    .map((one) => ({
      text: `Use port ${one.port} of ${one.host} with ${modeName[one.security]}, which works from here.`,
      command: serverCommand(one),
    }));
