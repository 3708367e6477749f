import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Drawn, Recorded } from './drawn.ts';
import type { EdgeSnapshot, NodeSnapshot, RunSnapshot } from '#engine/snapshot.ts';

/** What the app shows of itself to whoever asks from the console. */
interface Hooks {
  readonly millrace: { snapshot(): RunSnapshot | undefined; pipeline(): string };
}

/** A point of a picture: fractions of its width and height, 0 to 1, origin top left. */
export type Point = readonly [x: number, y: number];

/** A node, or a title to find it by. */
export type NodeRef = string | Locator;

/** The studio as a user sees it. Tests speak this vocabulary; names and roles are its selectors. */
export class Studio {
  readonly page: Page;
  readonly canvas: Locator;
  readonly palette: Locator;
  readonly inspector: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole('region', { name: 'Pipeline', exact: true });
    this.palette = page.getByRole('navigation', { name: 'Operators' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
  }

  /** Opens the studio as this browser left it; the first time, that is the first visit. */
  async open(): Promise<void> {
    await this.page.goto('/');
    await expect(this.canvas).toBeVisible();
    await this.page.waitForFunction(() => 'millrace' in window);
  }

  /** Opens the studio on an empty document, with nothing running. */
  async openEmpty(): Promise<void> {
    await this.open();
    await this.clear();
  }

  /** A new document: no nodes, nothing running. */
  async clear(): Promise<void> {
    await this.menu('New');
    await expect(this.nodes()).toHaveCount(0);
  }

  /** Chooses an entry of the document menu. */
  async menu(entry: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Menu' }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }

  /** Opens one of the examples from the gallery. */
  async openExample(title: string): Promise<void> {
    await this.menu('Examples…');
    await this.page.getByRole('dialog').getByRole('button', { name: title }).click();
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  nodes(): Locator {
    return this.canvas.locator('.react-flow__node');
  }

  edges(): Locator {
    return this.canvas.locator('.react-flow__edge');
  }

  node(title: NodeRef): Locator {
    if (typeof title !== 'string') return title;
    return this.canvas.getByRole('group', { name: title, exact: true });
  }

  /** A port, by its name as the spec has it. */
  port(node: NodeRef, name: string, side: 'input' | 'output'): Locator {
    return this.node(node).getByLabel(new RegExp(`^${name}, ${side}`));
  }

  /** The mark that says what a node is doing: `running`, `error`… */
  state(node: NodeRef, state: string): Locator {
    return this.node(node).getByRole('img', { name: state, exact: true });
  }

  preview(node: NodeRef): Locator {
    return this.node(node).getByRole('img', { name: 'Preview' });
  }

  /** Waits until a node runs. */
  async readyRunning(node: NodeRef): Promise<void> {
    await expect(this.state(node, 'running')).toBeVisible();
  }

  /** Drags an operator from the palette so that its node appears at this point of the canvas, in pixels. */
  async dragFromPalette(title: string, x: number, y: number): Promise<void> {
    const before = await this.nodes().count();
    const room = await box(this.canvas);
    const entry = this.palette.getByRole('button', { name: title, exact: true }).first();
    await entry.scrollIntoViewIfNeeded();
    await this.drag(await centre(entry), { x: room.x + x, y: room.y + y });
    await expect(this.nodes()).toHaveCount(before + 1);
  }

  /** Drags a wire from an output to an input. */
  async wire(from: NodeRef, output: string, to: NodeRef, input: string): Promise<void> {
    const before = await this.edges().count();
    const start = await centre(this.port(from, output, 'output'));
    await this.drag(start, await centre(this.port(to, input, 'input')));
    await expect(this.edges()).toHaveCount(before + 1);
  }

  /** Presses, moves in steps, and lets go, unless told to keep hold. */
  async drag(from: Place, to: Place, release = true): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
    await mouse.move(to.x, to.y, { steps: 6 });
    if (release) await mouse.up();
  }

  /** Selects a node by its header. */
  async select(node: NodeRef): Promise<void> {
    const header = await box(this.node(node));
    await this.page.mouse.click(header.x + header.width / 2, header.y + 14);
    await expect(this.inspector).toBeVisible();
  }

  /** Selects an edge by what it joins: `Bars · frame to Blur · frame`. */
  async selectEdge(name: string): Promise<void> {
    const edge = this.canvas.getByRole('group', { name, exact: true });
    await edge.focus();
    await edge.press('Enter');
    await expect(this.inspector.getByRole('heading', { name: 'Edge' })).toBeVisible();
  }

  /** One param in the inspector, by its label. */
  param(label: string): Locator {
    return this.inspector.getByLabel(label, { exact: true }).first();
  }

  /** Presses a key on the slider of a param: `Home`, `End`, arrows. */
  async setSlider(label: string, key: string): Promise<void> {
    const slider = this.inspector.getByRole('slider', { name: label });
    await slider.focus();
    await slider.press(key);
  }

  /** Renames the selected node by F2. */
  async rename(from: string, to: string): Promise<void> {
    await this.select(from);
    await this.page.keyboard.press('F2');
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.type(to);
    await this.page.keyboard.press('Enter');
    await expect(this.node(to)).toBeVisible();
  }

  async run(): Promise<void> {
    await this.button('Run').click();
    await this.reaches('running');
  }

  async pause(): Promise<void> {
    await this.button('Pause').click();
    await this.reaches('paused');
  }

  async stop(): Promise<void> {
    await this.button('Stop').click();
    await this.reaches('cancelled', 'done', 'failed');
  }

  /** Waits until the run is in one of these states. */
  async reaches(...states: readonly RunSnapshot['state'][]): Promise<void> {
    await expect.poll(async () => states.includes((await this.runState()) ?? 'done')).toBe(true);
  }

  async runState(): Promise<RunSnapshot['state'] | undefined> {
    return (await this.snapshot())?.state;
  }

  /** The engine's newest reading. */
  snapshot(): Promise<RunSnapshot | undefined> {
    return this.page.evaluate(() => (window as unknown as Hooks).millrace.snapshot());
  }

  /** The engine's newest reading of one node, by id. */
  async reading(id: string): Promise<NodeSnapshot | undefined> {
    const nodes = (await this.snapshot())?.nodes as Readonly<Record<string, NodeSnapshot>>;
    return nodes?.[id];
  }

  /** The engine's newest reading of one edge, by id. */
  async edgeReading(id: string): Promise<EdgeSnapshot | undefined> {
    const edges = (await this.snapshot())?.edges as Readonly<Record<string, EdgeSnapshot>>;
    return edges?.[id];
  }

  /** The document as it would be exported. */
  document(): Promise<string> {
    return this.page.evaluate(() => (window as unknown as Hooks).millrace.pipeline());
  }

  /** Presses Export JSON and reads the file that comes. */
  async exported(): Promise<string> {
    const arrival = this.page.waitForEvent('download');
    await this.button('Export JSON').click();
    return readFileSync(await (await arrival).path(), 'utf8');
  }

  /** Waits until a node has sent, or for a sink taken, so many chunks more than now. */
  async chunksMore(id: string, count: number): Promise<void> {
    const seen = async (): Promise<number> => {
      const node = await this.reading(id);
      return Math.max(node?.in ?? 0, node?.out ?? 0);
    };
    const start = await seen();
    await expect.poll(seen).toBeGreaterThanOrEqual(start + count);
  }

  /** The colours at points of a node's preview, as they are now. */
  async pixels(node: NodeRef, points: readonly Point[]): Promise<readonly (readonly number[])[]> {
    return (await this.pictures(node, points, 1))[0]!;
  }

  /** One pixel of a node's preview: red, green, blue, alpha. */
  async pixel(node: NodeRef, x: number, y: number): Promise<readonly number[]> {
    return (await this.pixels(node, [[x, y]]))[0]!;
  }

  /** The colours at these points in `count` pictures that follow each other and differ. */
  pictures(
    node: NodeRef,
    points: readonly Point[],
    count: number,
  ): Promise<readonly (readonly (readonly number[])[])[]> {
    return this.preview(node).evaluate(readPictures, { points, count });
  }

  /** The words and boxes that a node's preview shows now, of all its layers. */
  drawn(node: NodeRef): Promise<Drawn> {
    return this.node(node).evaluate((element) => {
      const { drawnOn } = window as unknown as Recorded;
      const layers = [...element.querySelectorAll('canvas')].map((canvas) => drawnOn.get(canvas));
      return {
        words: layers.flatMap((layer) => layer?.words ?? []),
        boxes: layers.flatMap((layer) => layer?.boxes ?? []),
      };
    });
  }

  /** Drops a document on the canvas and waits for its nodes. */
  async importJson(json: string): Promise<void> {
    const document = JSON.parse(json) as { readonly nodes: readonly unknown[] };
    await this.dropFile('pipeline.json', 'application/json', Buffer.from(json));
    await expect(this.nodes()).toHaveCount(document.nodes.length);
  }

  /** Drops a file on the middle of the canvas, as from the desktop. */
  async dropFile(name: string, type: string, bytes: Buffer): Promise<void> {
    const data = await this.page.evaluateHandle(
      ({ encoded, fileName, mime }) => {
        const binary = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([binary], fileName, { type: mime }));
        return transfer;
      },
      { encoded: bytes.toString('base64'), fileName: name, mime: type },
    );
    const room = await box(this.canvas);
    const at = { clientX: room.x + room.width / 2, clientY: room.y + room.height / 2 };
    for (const event of ['dragenter', 'dragover', 'drop']) {
      await this.canvas.dispatchEvent(event, { dataTransfer: data, ...at });
    }
  }
}

/** A point of the page, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where an element is, once it is there. */
export async function box(
  locator: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const bounds = await locator.boundingBox();
  if (!bounds) throw new Error(`Nothing is to be seen of ${String(locator)}.`);
  return bounds;
}

/** The middle of an element. */
export async function centre(locator: Locator): Promise<Place> {
  const bounds = await box(locator);
  return { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
}

/** Runs in the page: reads the canvas once per animation frame, and keeps pictures that are new. */
async function readPictures(
  element: Element,
  { points, count }: { readonly points: readonly Point[]; readonly count: number },
): Promise<number[][][]> {
  const canvas = element instanceof HTMLCanvasElement ? element : element.querySelector('canvas');
  const context = canvas?.getContext('2d');
  if (!canvas || !context) throw new Error('The preview has no canvas.');
  const pictures: number[][][] = [];
  let last: number | undefined;
  for (let tries = 0; pictures.length < count; tries++) {
    if (tries > 60 * 30) {
      throw new Error(`${pictures.length} of ${count} pictures came in 1 800 animation frames.`);
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const whole = context.getImageData(0, 0, canvas.width, canvas.height).data;
    let checksum = 0;
    for (const byte of whole) checksum = (Math.imul(checksum, 31) + byte) | 0;
    if (checksum === last) continue;
    last = checksum;
    pictures.push(
      points.map(([x, y]) => {
        const column = Math.min(canvas.width - 1, Math.floor(x * canvas.width));
        const row = Math.min(canvas.height - 1, Math.floor(y * canvas.height));
        const at = 4 * (row * canvas.width + column);
        return [...whole.subarray(at, at + 4)];
      }),
    );
  }
  return pictures;
}
