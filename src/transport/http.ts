import { createHash } from 'node:crypto';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { Failed, type Failure } from '../model/failure.ts';
import type { Fetched, Fetcher, FetchOptions } from '../model/fetcher.ts';
import type { Limits } from '../model/limits.ts';
import type { Network } from '../model/network.ts';
import type { Redactor } from '../model/redactor.ts';
import { hostPort } from '../model/subject.ts';
import type { TlsView } from '../model/tls-view.ts';
import { reach } from './dial.ts';
import { readDocument } from './document.ts';
import { codeOf, inWords, socketFailure } from './socket-failure.ts';
import { handshake } from './tls.ts';
import { createTranscript, type Transcript } from './transcript.ts';

export interface FetcherOptions {
  readonly network: Network;
  readonly limits: Limits;
  readonly redactor: Redactor;
}

const httpsPort = 443;
const httpPort = 80;
/** From the first byte of the question to the last of the answer; a server that trickles does not move it. */
const longestMs = 10_000;
const headerBytes = 16 * 1024;
/** Lines of an answer that stand in the transcript. */
const shownLines = 30;

/** Fetches over HTTPS: no redirects, no cookies, no credentials, no compression, and only from who proves to be the host. */
export const createFetcher = (options: FetcherOptions): Fetcher => ({
  async get(wanted) {
    const { limits } = options;
    const transcript = createTranscript(wanted.journal, options.redactor, () => wanted.plaintext !== true);
    const until = performance.now() + (wanted.patienceMs ?? Number.POSITIVE_INFINITY);
    const within = (limitMs: number): number => Math.max(1, Math.min(limitMs, until - performance.now()));
    const socket = await connected(
      { ...options, limits: { ...limits, connectMs: within(limits.connectMs) } },
      wanted,
      transcript,
    );
    const secured =
      wanted.plaintext === true ? { socket } : await proved(options, wanted, socket, within(limits.tlsMs), transcript);
    try {
      if (secured.view?.verified === false) {
        transcript.remark(`the certificate does not prove ${wanted.host}; nothing is asked`, false);
        return { kind: 'unverified', tls: secured.view };
      }
      wanted.journal.roundTrip();
      transcript.client(`${wanted.post === undefined ? 'GET' : 'POST'} ${urlOf(wanted)}`);
      const patienceMs = within(Math.min(longestMs, limits.replyMs));
      const answered = await answerTo(wanted, secured.socket, patienceMs);
      if ('failure' in answered) throw failedWith(transcript, answered.failure);
      show(transcript, answered);
      const { bytes, ...answer } = answered;
      const tls = secured.view === undefined ? {} : { tls: secured.view };
      return { kind: 'answered', ...tls, ...answer, ...(bytes === undefined ? {} : await contentOf(wanted, bytes)) };
    } finally {
      secured.socket.on('error', () => {}).destroy();
    }
  },
});

const urlOf = ({ plaintext, host, path }: FetchOptions): string =>
  `${plaintext === true ? 'http' : 'https'}://${host}${path}`;

async function connected(
  options: FetcherOptions,
  { host, ip, plaintext, journal, signal }: FetchOptions,
  transcript: Transcript,
): Promise<Socket> {
  const port = plaintext === true ? httpPort : httpsPort;
  journal.connection();
  journal.roundTrip();
  const reached = await reach(options, { host, ip, port, journal, signal });
  if ('failure' in reached) throw failedWith(transcript, reached.failure);
  transcript.remark(`connected to ${hostPort(ip, port)}`);
  return reached.socket;
}

async function proved(
  options: FetcherOptions,
  { host, journal }: FetchOptions,
  socket: Socket,
  deadlineMs: number,
  transcript: Transcript,
): Promise<{ readonly socket: Socket; readonly view?: TlsView }> {
  journal.roundTrip();
  return handshake({ socket, host, stage: 'tls', deadlineMs, roots: options.network.roots }).catch((error: unknown) => {
    throw error instanceof Failed ? failedWith(transcript, error.failure) : error;
  });
}

async function contentOf(
  { asDocument }: FetchOptions,
  bytes: Buffer,
): Promise<Pick<Answered, 'body' | 'document' | 'digest'>> {
  if (asDocument !== true) return { body: bytes.toString('utf8') };
  return { document: await readDocument(bytes), digest: createHash('sha256').update(bytes).digest('base64') };
}

function failedWith(transcript: Transcript, failure: Failure): Failed {
  transcript.remark(inWords(failure), false);
  return new Failed(failure);
}

type Answered = Extract<Fetched, { kind: 'answered' }>;
type Answer = Pick<Answered, 'status' | 'contentType' | 'location' | 'encoding' | 'lastModified'> & {
  readonly bytes?: Buffer;
};

function answerTo(
  { host, path, longest, accept = 'text/plain', post, signal }: FetchOptions,
  socket: Socket,
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
      method: post === undefined ? 'GET' : 'POST',
      setHost: false,
      headers: {
        host,
        accept,
        ...(post === undefined ? {} : { 'content-type': post.type, 'content-length': Buffer.byteLength(post.body) }),
        'accept-encoding': 'identity',
        'user-agent': 'mailcheck',
        connection: 'close',
      },
      maxHeaderSize: headerBytes,
      createConnection: () => socket,
    });
    asked.on('error', onError);
    asked.on('response', (response) => read(response, longest, settle, onError));
    asked.end(post?.body);
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
  const modified = Date.parse(headers['last-modified'] ?? '');
  const about = {
    status: statusCode,
    ...(headers['content-type'] === undefined ? {} : { contentType: headers['content-type'].slice(0, 200) }),
    ...(headers.location === undefined ? {} : { location: headers.location.slice(0, 500) }),
    ...(encoding === undefined || encoding.toLowerCase() === 'identity' ? {} : { encoding: encoding.slice(0, 60) }),
    ...(Number.isNaN(modified) ? {} : { lastModified: new Date(modified).toISOString() }),
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
  response.on('end', () => settle({ ...about, bytes: Buffer.concat(chunks) }));
}

/** Codes of Node's parser begin with HPE. */
function failureOf(code: string, afterMs: number): Failure {
  if (code === 'HPE_HEADER_OVERFLOW') return { kind: 'violation', stage: 'http', violation: 'reply-too-long' };
  if (code.startsWith('HPE_')) return { kind: 'violation', stage: 'http', violation: 'malformed-reply' };
  return socketFailure('http', code, afterMs);
}

function show(transcript: Transcript, { status, contentType, location, bytes }: Answer): void {
  const about = [`HTTP ${status}`, contentType, location === undefined ? undefined : `Location: ${location}`];
  transcript.server(about.filter((part) => part !== undefined).join(', '), status === 200);
  // What a file publishes as a password is nobody's, or somebody's.
  const text = bytes?.toString('utf8').replace(/(<password[^>]*>)[^<]*/gi, '$1[secret]');
  const lines = text?.split(/\r\n?|\n/) ?? [];
  for (const line of lines.slice(0, shownLines)) if (line !== '') transcript.server(line.slice(0, 500));
}
