import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

/** The files of a model of the user's own, by the param that takes them. */
const FILES = {
  Encoder: 'encoder_model.ort',
  Decoder: 'decoder_model_merged.ort',
  Tokeniser: 'tokenizer.bin',
} as const;

/** A host of another origin that lets pages of any host read the model; what lies below /elsewhere passes on. */
function modelHost(asked: string[]): Server {
  return createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    if (request.url!.startsWith('/elsewhere/')) {
      response.writeHead(302, { location: `http://${hostOf(elsewhere)}/tokenizer.bin` }).end();
      return;
    }
    const path = `public/models/moonshine-tiny-en${request.url}`;
    response.setHeader('content-length', statSync(path).size);
    createReadStream(path).pipe(response);
  });
}

let server: Server;
let host: string;
/** Where what is below /elsewhere leads; it counts who comes. */
let elsewhere: Server;
let arrivals = 0;
const asked: string[] = [];

test.beforeEach(async () => {
  asked.length = 0;
  arrivals = 0;
  server = modelHost(asked);
  elsewhere = createServer((_, response) => {
    arrivals += 1;
    response.setHeader('access-control-allow-origin', '*').end('another');
  });
  for (const one of [server, elsewhere]) {
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  }
  host = hostOf(server);
});

test.afterEach(() => {
  for (const one of [server, elsewhere]) {
    one.closeAllConnections();
    one.close();
  }
});

function hostOf(one: Server): string {
  return `127.0.0.1:${(one.address() as AddressInfo).port}`;
}

const speech = (params: Readonly<Record<string, unknown>> = {}): string =>
  pipeline('Speech', [
    { id: 'file', operator: 'io/file', params: { file: { asset: 'media/goforward.wav' } } },
    {
      id: 'speech',
      operator: 'speech/recognise',
      params: { engine: 'moonshine', written: false, ...params },
      from: { audio: 'file.audio' },
    },
  ]);

test('a model comes from the addresses that the user gives, and is here without them later', async ({
  studio,
  page,
  conduct,
}) => {
  await studio.openEmpty();
  await studio.importJson(speech());
  await studio.select('Speech recognition');
  await studio.inspector.getByText('A model of your own').click();
  for (const [param, name] of Object.entries(FILES)) {
    await studio.button(`${param} from an address…`).click();
    const dialog = page.getByRole('dialog', { name: `${param} from an address` });
    await expect(dialog.getByText('Nothing is asked until')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Address' }).fill(`http://${host}/${name}`);
    await expect(dialog.getByText(`Asks ${host} and no other host.`)).toBeVisible();
    expect(asked.filter((one) => one.endsWith(name))).toEqual([]);
    await dialog.getByRole('button', { name: `Ask ${host}` }).click();
    await expect(dialog).toHaveCount(0);
    await expect(studio.inspector.getByText(name)).toBeVisible();
  }
  expect(asked).toEqual(Object.values(FILES).map((name) => `${host} /${name}`));
  const { params } = (
    JSON.parse(await studio.document()) as { nodes: { params: Record<string, unknown> }[] }
  ).nodes[1]!;
  expect(params['encoder']).toEqual({
    name: FILES.Encoder,
    bytes: statSync(`public/models/moonshine-tiny-en/${FILES.Encoder}`).size,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(conduct.requests.filter((url) => new URL(url).host === host)).toHaveLength(3);
  forgive(conduct.requests, (url) => new URL(url).host === host);

  await new Promise((resolve) => server.close(resolve));
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(studio.nodes()).toHaveCount(2);
  await studio.button('Run').click();
  const said = async (): Promise<string> =>
    (await studio.drawn('Speech recognition')).words.join(' ');
  await expect.poll(said, { timeout: 40_000 }).toContain('go forward ten meters');
});

test('what leads to another host is followed only where that was allowed, and another file is not taken for the one that is named', async ({
  studio,
  page,
  conduct,
}) => {
  await studio.openEmpty();
  const named = { name: 'tokenizer.bin', bytes: 5, sha256: 'ab'.repeat(32) };
  await studio.importJson(speech({ tokenizer: named }));
  await studio.select('Speech recognition');
  await studio.inspector.getByText('A model of your own').click();
  await studio.button('Tokeniser from an address…').click();
  const dialog = page.getByRole('dialog');
  const get = async (address: string): Promise<void> => {
    await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
    await dialog.getByRole('button', { name: 'Ask ' }).click();
  };
  await get(`http://${host}/elsewhere/tokenizer.bin`);
  await expect(dialog.getByRole('status')).toContainText('passes on to another address');
  expect(asked).toEqual([`${host} /elsewhere/tokenizer.bin`]);
  expect(arrivals).toBe(0);
  await dialog.getByRole('checkbox', { name: 'Let the host pass on' }).check();
  await get(`http://${host}/elsewhere/tokenizer.bin`);
  await expect(dialog.getByRole('status')).toContainText(
    /its SHA-256 is \w{12}…, and abababababab… is wanted/,
  );
  await dialog.getByRole('textbox', { name: 'Address' }).fill('http://example.com/tokenizer.bin');
  await expect(dialog.getByRole('status')).toContainText('only https, or http on localhost');
  await expect(dialog.getByRole('button', { name: 'Ask' })).toBeDisabled();
  expect(JSON.parse(await studio.document())).toMatchObject({
    nodes: [{}, { params: { tokenizer: named } }],
  });
  expect(arrivals).toBe(1);
  forgive(conduct.requests, (url) => [host, hostOf(elsewhere)].includes(new URL(url).host));
});

/** Takes out what was asked for; whatever else left the origin fails the test. */
function forgive(requests: string[], wanted: (url: string) => boolean): void {
  requests.splice(0, Infinity, ...requests.filter((url) => !wanted(url)));
}
