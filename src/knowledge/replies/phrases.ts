import type { Phrase } from './phrase.ts';
import { addressPhrases, blockedPhrases } from './phrases/address.ts';
import { credentialPhrases } from './phrases/credentials.ts';
import { folderPhrases } from './phrases/folder.ts';
import { limitPhrases, ratePhrases } from './phrases/limits.ts';
import { loginPhrases } from './phrases/login.ts';
import { messagePhrases } from './phrases/message.ts';
import { networkPhrases } from './phrases/network.ts';
import { outlookCodes, programPhrases } from './phrases/programs.ts';
import { recipientPhrases } from './phrases/recipient.ts';
import { senderPhrases } from './phrases/sender.ts';
import { lastPhrases, serverPhrases } from './phrases/server.ts';
import { tlsPhrases } from './phrases/tls.ts';

/** In the words of programs these come first; a coded reply that speaks of them may have a better reason. */
const ofPrograms = (all: readonly Phrase[]): Phrase[] => all.map((one) => ({ ...one, when: 'uncoded' }));

/** Every phrase, the specific before the general: the first that matches is believed. */
export const phrases: readonly Phrase[] = [
  ...programPhrases,
  ...ofPrograms(tlsPhrases),
  ...ofPrograms(networkPhrases),
  ...outlookCodes,
  ...loginPhrases,
  ...folderPhrases,
  ...limitPhrases,
  ...senderPhrases,
  ...recipientPhrases,
  ...addressPhrases,
  ...ratePhrases,
  ...messagePhrases,
  ...blockedPhrases,
  ...credentialPhrases,
  ...serverPhrases,
  ...tlsPhrases,
  ...networkPhrases,
  ...lastPhrases,
];
