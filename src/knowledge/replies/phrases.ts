import type { Phrase } from './phrase.ts';
import { addressPhrases } from './phrases/address.ts';
import { credentialPhrases } from './phrases/credentials.ts';
import { folderPhrases } from './phrases/folder.ts';
import { limitPhrases, ratePhrases, serverPhrases } from './phrases/limits.ts';
import { loginPhrases } from './phrases/login.ts';
import { messagePhrases } from './phrases/message.ts';
import { networkPhrases } from './phrases/network.ts';
import { programPhrases } from './phrases/programs.ts';
import { recipientPhrases } from './phrases/recipient.ts';
import { senderPhrases } from './phrases/sender.ts';
import { tlsPhrases } from './phrases/tls.ts';

/** Every phrase, the specific before the general: the first that matches is believed. */
export const phrases: readonly Phrase[] = [
  ...programPhrases,
  ...networkPhrases,
  ...tlsPhrases,
  ...loginPhrases,
  ...folderPhrases,
  ...limitPhrases,
  ...senderPhrases,
  ...recipientPhrases,
  ...addressPhrases,
  ...ratePhrases,
  ...messagePhrases,
  ...credentialPhrases,
  ...serverPhrases,
];
