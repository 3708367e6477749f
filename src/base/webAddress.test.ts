import { expect, test } from 'vitest';
import { readWebAddress } from './webAddress.ts';

test.each([
  ['https://example.com/a/b.onnx', 'https://example.com/a/b.onnx'],
  ['  https://example.com/a.onnx#part ', 'https://example.com/a.onnx'],
  ['http://localhost:8080/a.onnx', 'http://localhost:8080/a.onnx'],
  ['http://127.0.0.1/a.onnx', 'http://127.0.0.1/a.onnx'],
])('%s may be asked', (text, address) => {
  const read = readWebAddress(text);
  expect(read.ok && read.url.href).toBe(address);
});

test.each([
  ['', "'' is no address"],
  ['example.com/a.onnx', 'is no address'],
  ['http://example.com/a.onnx', 'only https'],
  ['http://localhost.example.com/a.onnx', 'only https'],
  ['ftp://example.com/a.onnx', 'only https'],
  ['file:///etc/passwd', 'only https'],
  ['data:text/plain,a', 'only https'],
  ['https://me:secret@example.com/a.onnx', 'a name or a password'],
])('%s may not, in words', (text, words) => {
  const read = readWebAddress(text);
  expect(read.ok ? read.url.href : read.problem).toContain(words);
});
