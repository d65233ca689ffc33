import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { Failed, type Failure } from '../model/failure.ts';
import type { Fetched, Fetcher, FetchOptions, Limits, Network, Redactor } from '../model/io.ts';
import { hostPort } from '../model/subject.ts';
import { reach } from './dial.ts';
import { codeOf, inWords, socketFailure } from './socket-failure.ts';
import { handshake } from './tls.ts';
import { createTranscript, type Transcript } from './transcript.ts';

export interface FetcherOptions {
  readonly network: Network;
  readonly limits: Limits;
  readonly redactor: Redactor;
}

const httpsPort = 443;
/** From the first byte of the question to the last of the answer; a server that trickles does not move it. */
const longestMs = 10_000;
const headerBytes = 16 * 1024;
/** Lines of an answer that stand in the transcript. */
const shownLines = 30;

/** Fetches over HTTPS: no redirects, no cookies, no credentials, no compression, and only from who proves to be the host. */
export const createFetcher = (options: FetcherOptions): Fetcher => ({
  async get(wanted) {
    const { host, ip, journal, signal } = wanted;
    const transcript = createTranscript(journal, options.redactor, () => true);
    journal.connection();
    journal.roundTrip();
    const reached = await reach(options, { host, ip, port: httpsPort, journal, signal });
    if ('failure' in reached) throw failedWith(transcript, reached.failure);
    transcript.remark(`connected to ${hostPort(ip, httpsPort)}`);
    journal.roundTrip();
    const { socket, view } = await handshake({
      socket: reached.socket,
      host,
      stage: 'tls',
      deadlineMs: options.limits.tlsMs,
      roots: options.network.roots,
    }).catch((error: unknown) => {
      throw error instanceof Failed ? failedWith(transcript, error.failure) : error;
    });
    try {
      if (!view.verified) {
        transcript.remark(`the certificate does not prove ${host}; nothing is asked`, false);
        return { kind: 'unverified', tls: view };
      }
      journal.roundTrip();
      transcript.client(`GET https://${host}${wanted.path}`);
      const answered = await answerTo(wanted, socket, Math.min(longestMs, options.limits.replyMs));
      if ('failure' in answered) throw failedWith(transcript, answered.failure);
      show(transcript, answered);
      return { kind: 'answered', tls: view, ...answered };
    } finally {
      socket.on('error', () => {}).destroy();
    }
  },
});

function failedWith(transcript: Transcript, failure: Failure): Failed {
  transcript.remark(inWords(failure), false);
  return new Failed(failure);
}

type Answer = Omit<Extract<Fetched, { kind: 'answered' }>, 'kind' | 'tls'>;

function answerTo(
  { host, path, longest, signal }: FetchOptions,
  socket: TLSSocket,
  patienceMs: number,
): Promise<Answer | { readonly failure: Failure }> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let asked: ClientRequest | undefined;
    const settle = (result: Answer | { readonly failure: Failure }): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      asked?.on('error', () => {}).destroy();
      resolve(result);
    };
    const onAbort = (): void => settle({ failure: { kind: 'closed', stage: 'http', code: 'ABORTED' } });
    const onError = (error: Error): void =>
      settle({ failure: failureOf(codeOf(error), performance.now() - startedAt) });
    const timer = setTimeout(
      () => settle({ failure: { kind: 'timeout', stage: 'http', afterMs: patienceMs } }),
      patienceMs,
    );
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    asked = request({
      host,
      path,
      setHost: false,
      headers: {
        host,
        accept: 'text/plain',
        'accept-encoding': 'identity',
        'user-agent': 'mailcheck',
        connection: 'close',
      },
      maxHeaderSize: headerBytes,
      createConnection: () => socket,
    });
    asked.on('error', onError);
    asked.on('response', (response) => read(response, longest, settle, onError));
    asked.end();
  });
}

function read(
  response: IncomingMessage,
  longest: number,
  settle: (answer: Answer) => void,
  onError: (error: Error) => void,
): void {
  const { headers, statusCode = 0 } = response;
  const encoding = headers['content-encoding'];
  const about = {
    status: statusCode,
    ...(headers['content-type'] === undefined ? {} : { contentType: headers['content-type'].slice(0, 200) }),
    ...(headers.location === undefined ? {} : { location: headers.location.slice(0, 500) }),
    ...(encoding === undefined || encoding.toLowerCase() === 'identity' ? {} : { encoding: encoding.slice(0, 60) }),
  };
  // Only a plain 200 has something to read: nothing is followed and nothing unpacked.
  if (statusCode !== 200 || about.encoding !== undefined) {
    settle(about);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('error', onError);
  response.on('aborted', () => onError(Object.assign(new Error('cut short'), { code: 'ECONNRESET' })));
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > longest) settle(about);
    else chunks.push(chunk);
  });
  response.on('end', () => settle({ ...about, body: Buffer.concat(chunks).toString('utf8') }));
}

/** Codes of Node's parser begin with HPE. */
function failureOf(code: string, afterMs: number): Failure {
  if (code === 'HPE_HEADER_OVERFLOW') return { kind: 'violation', stage: 'http', violation: 'reply-too-long' };
  if (code.startsWith('HPE_')) return { kind: 'violation', stage: 'http', violation: 'malformed-reply' };
  return socketFailure('http', code, afterMs);
}

function show(transcript: Transcript, { status, contentType, location, body }: Answer): void {
  const about = [`HTTP ${status}`, contentType, location === undefined ? undefined : `Location: ${location}`];
  transcript.server(about.filter((part) => part !== undefined).join(', '), status === 200);
  const lines = body?.split(/\r?\n/) ?? [];
  for (const line of lines.slice(0, shownLines)) if (line !== '') transcript.server(line.slice(0, 500));
}
