import type { ClientId } from '../../model/client-ids.ts';
import { aerc } from './aerc.ts';
import { apple } from './apple.ts';
import type { Client } from './client.ts';
import { django } from './django.ts';
import { dns } from './dns.ts';
import { env } from './env.ts';
import { fetchmail } from './fetchmail.ts';
import { getmail } from './getmail.ts';
import { git } from './git.ts';
import { himalaya } from './himalaya.ts';
import { laravel } from './laravel.ts';
import { mbsync } from './mbsync.ts';
import { msmtp } from './msmtp.ts';
import { neomutt } from './neomutt.ts';
import { nodemailer } from './nodemailer.ts';
import { offlineimap } from './offlineimap.ts';
import { outlook } from './outlook.ts';
import { postfix } from './postfix.ts';
import { rails } from './rails.ts';
import { spring } from './spring.ts';
import { thunderbird } from './thunderbird.ts';

/** Every client that settings can be written for. */
export const clients: Readonly<Record<ClientId, Client>> = {
  ...{ thunderbird, apple, outlook, msmtp, mbsync, neomutt, fetchmail, getmail, offlineimap, aerc, himalaya },
  ...{ postfix, git, nodemailer, django, rails, laravel, spring, env, dns },
};
