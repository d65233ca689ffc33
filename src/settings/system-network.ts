import { readFileSync } from 'node:fs';
import type { Network } from '../model/network.ts';
import { systemNetwork } from '../transport/network.ts';
import type { NetworkSettings } from './network.ts';
import { isProblem, type Problem } from './problem.ts';
import { wholePath } from './whole-path.ts';

/** This machine's network as the settings want it. Reads the authorities' file, whose path counts from `cwd`. */
export function toSystemNetwork({ resolvers, pinned }: NetworkSettings, caFile?: string, cwd = '.'): Network | Problem {
  const ca = caFile === undefined ? undefined : readAuthorities(caFile, cwd);
  if (ca !== undefined && isProblem(ca)) return ca;
  return systemNetwork({
    ...(resolvers === undefined ? {} : { resolvers }),
    ...(pinned === undefined ? {} : { pinned }),
    ...(ca === undefined ? {} : { ca: { pem: ca, only: false, source: caFile as string } }),
  });
}

function readAuthorities(file: string, cwd: string): string[] | Problem {
  let text: string;
  try {
    text = readFileSync(wholePath(file, cwd), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: `--ca ${file}: ${code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`}.` };
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return (
    certificates ?? {
      problem: `--ca ${file}: there is no certificate in it.`,
      wayOut: 'Give a PEM file with one or more lines "-----BEGIN CERTIFICATE-----".',
    }
  );
}
