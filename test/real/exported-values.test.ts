import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientId } from '../../src/model/client-ids.ts';
import { isProblem } from '../../src/settings/problem.ts';
import { imap, smtp, textOf, withUser, write } from '../settings/clients/accounts.ts';
import { hostileCommands, hostileUsers } from '../settings/clients/hostile-values.ts';
import { describeReal, ownFolder, pathOf } from './servers.ts';

/** Each file is read by the program that it is for, or by the library that the program reads it with. */
describeReal(
  'hostile values, as the programs themselves understand them',
  ['fetchmail', 'git-send-email', 'kzonecheck', 'msmtp', 'neomutt', 'python3'],
  () => {
    let folder: ReturnType<typeof ownFolder>;
    beforeAll(() => {
      folder = ownFolder('values');
    });
    afterAll(() => folder.remove());

    const run = (program: string, args: readonly string[], input = ''): string =>
      execFileSync(program, args, {
        encoding: 'utf8',
        input,
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { PATH: process.env.PATH, HOME: folder.path, LANG: 'C.UTF-8', USER: 'tester' },
      });
    /** A file with the text, which only its owner may read. */
    const kept = (text: string): string => {
      const path = join(folder.path, 'file');
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    };
    /** Every value that the client's format can say, with the file that says it. */
    const files = (id: ClientId) =>
      hostileUsers.flatMap((user) => {
        // msmtp runs the command when it shows its settings.
        const secret = { kind: 'password', from: 'command', command: 'echo x' } as const;
        const written = write(id, { settings: withUser(user), ...(id === 'msmtp' ? { secret } : {}) });
        return isProblem(written) ? [] : [{ user, text: written.file.text }];
      });
    const each = (id: ClientId, understood: (file: string) => string): void => {
      for (const { user, text } of files(id)) expect(understood(kept(text)), text).toBe(user);
    };
    /** One run of Python for all: it reads a JSON array of texts and prints one of what it understood. */
    const python = (texts: readonly string[], body: string): unknown[] => {
      const script = `import ast, configparser, json, sys\ndef understood(text):\n${body}\nprint(json.dumps([understood(text) for text in json.load(sys.stdin)]))`;
      return JSON.parse(run(pathOf('python3'), ['-c', script], JSON.stringify(texts)));
    };
    const inPython = (id: ClientId, body: string): void => {
      const all = files(id);
      const texts = all.map(({ text }) => text);
      expect(python(texts, body)).toEqual(all.map(({ user }) => user));
    };
    const line = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';

    test('msmtp', () => {
      each('msmtp', (file) => line(run(pathOf('msmtp'), ['-C', file, '-P', 'x@example.org']), /^user = (.*)$/m));
      for (const command of hostileCommands.filter((one) => /^(?:printf|echo ["ü])/.test(one))) {
        const text = textOf('msmtp', { secret: { kind: 'password', from: 'command', command } });
        const shown = run(pathOf('msmtp'), ['-C', kept(text), '-P', 'x@example.org']);
        expect(line(shown, /^passwordeval = (.*)$/m)).toBe(command);
      }
    });

    test('neomutt', () => {
      // Shown as a muttrc would have it, with backslashes before quotes and backslashes.
      for (const { user, text } of files('neomutt').filter((one) => /["\\`$#;ü]/.test(one.user))) {
        const shown = run(pathOf('neomutt'), ['-n', '-F', kept(text), '-Q', 'imap_user']);
        expect(line(shown, /^set imap_user = "(.*)"$/m).replace(/\\(.)/g, '$1'), text).toBe(user);
      }
    });

    test('git', () => {
      const get = (file: string, name: string): string =>
        run('git', ['config', '--file', file, '-z', '--get-all', name]).replace(/\0$/, '');
      each('git', (file) => get(file, 'sendemail.smtpUser'));
      for (const command of hostileCommands) {
        const text = textOf('git', { secret: { kind: 'password', from: 'command', command } });
        const keys = run('git', ['config', '--file', kept(text), '--list', '--name-only']);
        expect(keys.split('\n')).toContain('credential.smtp://smtp.example.org:465.helper');
        expect(get(kept(text), 'credential.smtp://smtp.example.org:465.helper')).toContain(`$(${command}\n)`);
      }
    });

    test('git runs the command, comment and all, and takes what it prints', () => {
      const text = textOf('git', { secret: { kind: 'password', from: 'command', command: 'echo "a b" # ) ; y' } });
      const asked = 'protocol=smtp\nhost=smtp.example.org:465\n\n';
      const answer = run('git', ['-c', `include.path=${kept(text)}`, 'credential', 'fill'], asked);
      expect(answer).toContain('\nusername=ann@example.org\npassword=a b\n');
    });

    test('fetchmail', () => {
      // Its dump shows letters beyond ASCII as no language reads them.
      each('fetchmail', (file) => {
        const shown = line(run(pathOf('fetchmail'), ['-f', file, '--configdump']), /^\s+"remote":(".*"),$/m);
        const user = line(readFileSync(file, 'utf8'), /^ {2}username ['"](.*)['"]$/m);
        return /[^\x20-\x7e]/.test(user) ? user.replaceAll('\\\\', '\\') : JSON.parse(shown);
      });
    });

    test('getmail and offlineimap, by their parsers', () => {
      const parsers = { getmail: 'RawConfigParser', offlineimap: 'ConfigParser' } as const;
      const value = (id: keyof typeof parsers, section: string, name: string) =>
        `  parser = configparser.${parsers[id]}()\n  parser.read_string(text)\n  value = parser["${section}"]["${name}"]`;
      inPython('getmail', `${value('getmail', 'retriever', 'username')}\n  return value`);
      inPython('offlineimap', `${value('offlineimap', 'Repository example-remote', 'remoteuser')}\n  return value`);
      // The strings in the expression that names the command; nothing of it runs.
      const strings =
        '[node.value for node in ast.walk(ast.parse(value, mode="eval")) if isinstance(node, ast.Constant) and isinstance(node.value, str)]';
      for (const [id, section, name] of [
        ['getmail', 'retriever', 'password_command'],
        ['offlineimap', 'Repository example-remote', 'remotepasseval'],
      ] as const) {
        const texts = hostileCommands.map((command) =>
          textOf(id, { secret: { kind: 'password', from: 'command', command } }),
        );
        const found = python(texts, `${value(id, section, name)}\n  return ${strings}`) as string[][];
        const named = found.map((words) => words.filter((word) => !['subprocess', 'sh', '-c'].includes(word)));
        expect(named).toEqual(hostileCommands.map((command) => [command]));
      }
    });

    test('Python takes what is written for Django', () => {
      inPython(
        'django',
        '  import os\n  os.environ["EMAIL_HOST_PASSWORD"] = "x"\n  names = {}\n  exec(compile(text, "settings", "exec"), names)\n  return names["EMAIL_HOST_USER"]',
      );
    });

    test('a shell that sources a .env file sets the variable to the value', () => {
      each('env', (file) => run('sh', ['-c', '. "$1"; printf %s "$IMAP_USER"', 'sh', file]));
    });

    test('Knot takes the records', () => {
      const settings = {
        incoming: [imap, { ...imap, port: 143, security: 'starttls' as const }],
        outgoing: [smtp, { ...smtp, port: 587, security: 'starttls' as const }],
      };
      const zone = `example.org. 3600 IN SOA ns.test. admin.test. 1 3600 600 86400 60\nexample.org. IN NS ns.test.\n`;
      run(pathOf('kzonecheck'), ['-o', 'example.org', kept(`${zone}${textOf('dns', { settings })}`)]);
    });
  },
);
