import { folderStages, type Phrase } from '../phrase.ts';

/** What IMAP servers say of folders and of rights to them. */
export const folderPhrases: readonly Phrase[] = [
  {
    pattern:
      /another (?:process|session|client|program) (?:is |has )?(?:access|us|open|lock|hold)\w{0,3}|open(?:ed)? by another|in use by another/,
    meaning: 'mailbox-in-use',
    source: 'Courier, hMailServer, UW-IMAP',
  },
  {
    pattern:
      /need the \S{1,3} right|(?:lack|missing|without|no|insufficient) (?:the )?(?:\S{1,12} )?(?:right|acl|privilege)s?\b/,
    meaning: 'permission-denied',
    at: folderStages,
    source: 'James, Cyrus, Roundcube',
  },
  {
    pattern: /(?:cannot|can't|unable to|may not|not allowed to) (?:move|copy|delete|rename|create|select|append)/,
    meaning: 'folder-operation-refused',
    at: folderStages,
    of: ['imap'],
    source: 'Zimbra, WildDuck, Roundcube',
  },
  {
    pattern:
      /(?:delet|renam|creat|subscrib|select|mov|copy)\w{0,4}(?: \S{1,40}){0,4} (?:is |are )?(?:forbidden|not (?:supported|allowed|permitted|possible|authori[sz]ed)|prohibited)|mailbox cannot contain|(?:inbox|root|special|system) (?:folder |mailbox )?(?:cannot|can't|may not|must not)/,
    meaning: 'folder-operation-refused',
    at: folderStages,
    of: ['imap'],
    source: 'Courier, Stalwart, MailKit, WildDuck',
  },
  {
    pattern:
      /(?:messages?|mails?|uids?)(?: \S{1,20}){0,3} (?:no longer|not) exist|synchroni[sz]ation inconsisten|another (?:session|client) (?:has )?(?:deleted|expunged|removed)|messages? (?:\S{1,12} )?(?:was |were |has been |have been |is |already )?(?:expunged|deleted by)|full synchroni[sz]ation|uidvalidity/,
    meaning: 'resync-needed',
    at: folderStages,
    source: 'Courier, Exchange, Zimbra, hMailServer',
  },
  {
    pattern:
      /invalid (?:folder|mailbox) (?:\S{1,20} )?(?:specified|name given)|(?:folder|mailbox)(?: \S{1,60}){0,2} (?:is )?invalid$/,
    meaning: 'folder-not-found',
    at: folderStages,
    source: 'Zimbra, Kerio',
  },
  {
    pattern:
      /(?:begins|ends) with (?:a )?hierarchy separator|character (?:is )?not allowed in mailbox name|invalid (?:mailbox|folder) name|(?:client tried to access )?nonexistent namespace|must (?:begin|start) with|missing namespace|prefixed with|character is reserved/,
    meaning: 'namespace-prefix',
    at: folderStages,
    source: 'Dovecot, Courier, Cyrus',
  },
  {
    pattern: /mailbox does not exist, or must be subscribed/,
    meaning: 'folder-not-found',
    at: folderStages,
    source: 'Courier',
  },
  {
    pattern:
      /(?:already|not) subscribed|no subscriptions|(?:un)?subscribe (?:\S{1,20} )?(?:failed|error)|must be subscribed/,
    meaning: 'folder-not-subscribed',
    at: folderStages,
    source: 'Proton Bridge, Dovecot',
  },
  {
    pattern:
      /(?:folder|mailbox) (?:\S{1,60} )?already exists|duplicate folder|name is reserved|inferior hierarch|has (?:children|inferiors)|(?:cannot|can't|not allowed to|may not) (?:be )?(?:delete|deleted|rename|renamed|create|created|select|selected)\b|(?:not|isn't|non)[- ]?selectable|no-?select|(?:folders|mailboxes) (?:exceeded|limit)|operation not supported on (?:mailbox|folder)|cannot (?:create|rename|delete) (?:mailbox|folder|inbox)/,
    meaning: 'folder-operation-refused',
    at: folderStages,
    source: 'Gmail, Microsoft 365, Cyrus, Dovecot',
  },
  {
    pattern:
      /(?:mailbox|folder)(?: \S{1,60}){0,3} (?:doesn't|does not|did not) exist|^\S{1,80} (?:doesn't|does not) exist|no such (?:mailbox|folder)|unknown (?:mailbox|folder)|(?:mailbox|folder) (?:\S{1,60} )?(?:not found|unknown|is unknown)/,
    meaning: 'folder-not-found',
    at: folderStages,
    source: 'Dovecot, Cyrus, Gmail, Exchange, Courier',
  },
  {
    pattern:
      /permission denied|read-?only|alleen-lezen|schreibgeschützt|lecture seule|s[oó]lo lectura|sola lettura|somente leitura|(?:no|insufficient|lack) (?:permissions?|rights|privileges?|access)|not permitted to/,
    meaning: 'permission-denied',
    at: folderStages,
    source: 'Dovecot, Cyrus, Proton Bridge',
  },
];
