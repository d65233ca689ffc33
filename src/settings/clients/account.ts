import type { AuthMethod, ServerProof, ServerType } from '../../model/settings.ts';
import type { Security } from '../../model/subject.ts';
import type { MailAddress } from '../../protocols/address.ts';

/** How a client gets in. What `none` needs no secret for is a server that knows its clients by their address. */
export type Login = 'password' | 'access-token' | 'none';

/** One server of an account, ready to be written. */
export interface AccountServer {
  readonly type: ServerType;
  /** A-labels. */
  readonly host: string;
  readonly port: number;
  readonly security: Exclude<Security, 'none'>;
  readonly username: string;
  readonly login: Login;
  /** In order of preference; empty: nobody said. */
  readonly auth: readonly AuthMethod[];
}

/** Where a client gets the secret from: a shell command that prints it, or a variable. Never the secret. */
export type SecretReference = { readonly kind: Exclude<Login, 'none'> } & (
  | { readonly from: 'command'; readonly command: string }
  | { readonly from: 'env'; readonly name: string }
);

/** Everything that a file for a client is made of. Checked: no value has a control or an invisible character. */
export interface Account {
  readonly address: MailAddress;
  /** What the account is called in the file: `[a-z0-9_-]+`. */
  readonly label: string;
  /** Best first; clients that take one server take the first. */
  readonly incoming: readonly AccountServer[];
  readonly outgoing: readonly AccountServer[];
  readonly secret?: SecretReference;
  /** Of the servers that were connected to; empty: nothing was proved. */
  readonly proofs: readonly ServerProof[];
  /** `2026-11-26`. */
  readonly date: string;
  /** Zone lines on how the domain receives mail, for `dns`. */
  readonly receiving?: string;
}

/** A shell command that prints the secret. */
export const commandOf = ({ secret }: Pick<Account, 'secret'>): string =>
  secret === undefined ? '' : secret.from === 'command' ? secret.command : `printenv ${secret.name}`;

/** The variable that holds the secret; clients that read one are given no command. */
export const variableOf = ({ secret }: Pick<Account, 'secret'>): string => (secret?.from === 'env' ? secret.name : '');
