import { createHash } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchAgreed } from './fetchAgreed.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) & 255);
const asked: string[] = [];
let server: Server;
let host: string;
let answer: (path: string, response: ServerResponse) => void;

beforeEach(async () => {
  asked.length = 0;
  server = createServer(({ url, headers }, response) => {
    asked.push(`${headers.host} ${url}`);
    answer(url!, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, limit = 1e6, agreed = host, progress: number[] = []) =>
  fetchAgreed({ url: `http://${host}${path}`, agreed, follow: false, limit }, (now) =>
    progress.push(now.bytes),
  );

test('a file comes whole, with its name and its progress', async () => {
  answer = (_, response) =>
    void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  const progress: number[] = [];
  const file = await get('/models/my%20encoder.onnx?raw=1', 1e6, host, progress);
  expect(file.name).toBe('my encoder.onnx');
  const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
  expect(sha256(new Uint8Array(await file.arrayBuffer()))).toBe(sha256(bytes));
  expect(progress.at(-1)).toBe(bytes.length);
});

test('a host that was not agreed to is not asked', async () => {
  answer = (_, response) => void response.end(bytes);
  await expect(get('/a.onnx', 1e6, 'example.com')).rejects.toThrow("you agreed to 'example.com'");
  expect(asked).toEqual([]);
});

test('what passes on to another address is refused, and that one is not asked', async () => {
  answer = (_, response) =>
    void response
      .writeHead(302, { location: `http://localhost:${host.split(':')[1]}/there` })
      .end();
  await expect(get('/a.onnx')).rejects.toThrow('passes on to another address');
  expect(asked).toEqual([`${host} /a.onnx`]);
});

test('it is followed where the user lets the host pass on', async () => {
  answer = (path, response) =>
    path === '/a.onnx'
      ? void response.writeHead(302, { location: '/there.onnx' }).end()
      : void response.end(bytes);
  const url = `http://${host}/a.onnx`;
  const file = await fetchAgreed({ url, agreed: host, follow: true, limit: 1e6 }, () => undefined);
  expect([file.name, file.size]).toEqual(['a.onnx', bytes.length]);
  expect(asked).toEqual([`${host} /a.onnx`, `${host} /there.onnx`]);
});

test.each([
  [404, {}, "nothing at '/a.onnx': there is no such file"],
  [503, {}, 'it answered with status 503'],
  [200, { 'content-type': 'text/html; charset=utf-8' }, 'a web page'],
  [200, { 'content-length': '0' }, 'a file of 0 bytes'],
  [200, { 'content-length': '2000000' }, 'has 2.0 MB or more; up to 1.0 MB'],
])('status %i with %o is told in words', async (status, headers, words) => {
  answer = (_, response) => {
    response.writeHead(status, headers);
    response.flushHeaders();
    if (words.includes('2.0 MB')) return;

    response.end();
  };
  await expect(get('/a.onnx')).rejects.toThrow(words);
});

test('a file that does not say how long it is is cut off at the limit', async () => {
  answer = (_, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (response.write(bytes));
      response.once('drain', more);
    };
    more();
  };
  await expect(get('/endless.bin')).rejects.toThrow('up to 1.0 MB can be kept');
});

test('a host that breaks off or does not answer is told in words', async () => {
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, 1000), () => response.destroy());
  };
  await expect(get('/a.onnx')).rejects.toThrow('broke off after');
  const gone = `http://${host}/a.onnx`;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await expect(
    fetchAgreed({ url: gone, agreed: host, follow: false, limit: 1e6 }, () => undefined),
  ).rejects.toThrow('does not answer');
});
