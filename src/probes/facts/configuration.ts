import type { Configuration } from '../../model/configuration.ts';
import { fact } from '../../model/evidence.ts';

/** What the file of a client says. */
export const configuration = fact<Configuration>()('settings/configuration', 'file', 'settings of a client');
