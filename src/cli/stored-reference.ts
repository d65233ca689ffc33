import type { SecretReference } from '../settings/clients/account.ts';
import type { SecretSource } from '../settings/secret-place.ts';
import { shellLine } from '../settings/shell-line.ts';
import { keyringWords } from './keyring.ts';

/** How the file of a client can name the secret that a profile names. It is not read. */
export function storedReference(source: SecretSource | undefined): SecretReference | undefined {
  if (source === undefined) return undefined;
  const { kind, place } = source;
  const command = (line: string): SecretReference => ({ kind, from: 'command', command: line });
  switch (place.from) {
    case 'env':
      return { kind, from: 'env', name: place.name };
    case 'file':
      return command(shellLine(['head', '-n', '1', place.path]));
    case 'command': {
      const line = shellLine(place.words);
      // A profile's command runs in the folder of its file, and may name something there.
      const isLocal = place.words.some((word) => word.includes('/') && !word.startsWith('/'));
      return command(place.folder !== undefined && isLocal ? `cd ${shellLine([place.folder])} && ${line}` : line);
    }
    case 'keyring': {
      const words = keyringWords(place);
      return words === undefined ? undefined : command(shellLine(words));
    }
    default:
      return undefined;
  }
}
