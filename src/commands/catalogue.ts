import { blacklist } from './blacklist.ts';
import type { Command } from './command.ts';
import { configure } from './configure.ts';
import { diagnose } from './diagnose.ts';
import { discover } from './discover.ts';
import { dns } from './dns.ts';
import { explain } from './explain.ts';
import { exportSettings } from './export.ts';
import { folders } from './folders.ts';
import { imap } from './imap.ts';
import { lab } from './lab.ts';
import { lint } from './lint.ts';
import { pop3 } from './pop3.ts';
import { ports } from './ports.ts';
import { schema } from './schema.ts';
import { smtp } from './smtp.ts';
import { tls } from './tls.ts';

/** Every subcommand, in the order of help. */
export const commands: readonly Command[] = [
  diagnose,
  discover,
  configure,
  smtp,
  imap,
  pop3,
  ports,
  tls,
  blacklist,
  dns,
  folders,
  exportSettings,
  lint,
  explain,
  lab,
  schema,
];
