import type { Json } from '#base/json.ts';
import type { Kernel } from '#contract/kernel.ts';
import type { InputPorts, OutputPorts } from '#contract/spec.ts';
import type { NodePart } from '#engine/protocol.ts';
import type { NodeEnv } from './nodeEnv.ts';
import type { WorkerScope } from './workerScope.ts';

type AnyKernel = Kernel<InputPorts, OutputPorts, never>;

/** The kernel of one node: loaded, opened, told new params, opened anew where it can't take them, closed once. */
export class KernelSlot {
  readonly #part: NodePart;
  readonly #scope: WorkerScope;
  readonly #env: NodeEnv;
  #params: Readonly<Record<string, Json>>;
  #kernel: AnyKernel | undefined;
  #closed = false;

  constructor(part: NodePart, scope: WorkerScope, env: NodeEnv) {
    this.#part = part;
    this.#scope = scope;
    this.#env = env;
    this.#params = part.params;
  }

  /** The open kernel; undefined before it opened and while it is opened anew. */
  get kernel(): AnyKernel | undefined {
    return this.#kernel;
  }

  async open(): Promise<void> {
    const module = await this.#scope.loadKernel(this.#part);
    const params = this.#params;
    const opened = module.open(params as never, this.#env);
    const kernel = opened instanceof Promise ? await opened : opened;
    this.#env.releaseScope();
    if (this.#closed) await kernel.close?.();
    else {
      this.#kernel = kernel;
      // Newer ones came while it opened.
      if (params !== this.#params) await this.update(this.#params);
    }
  }

  /** Hands over new params; one that is still opening gets them then. A promise where it has to be opened anew. */
  update(params: Readonly<Record<string, Json>>): void | Promise<void> {
    this.#params = params;
    const kernel = this.#kernel;
    if (!kernel) return undefined;
    if (!kernel.update) return this.#reopen(kernel);
    kernel.update(params as never);
    return undefined;
  }

  /** Closes the kernel; the second time nothing happens. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.#kernel?.close?.();
    } finally {
      this.#env.releaseScope();
    }
  }

  async #reopen(kernel: AnyKernel): Promise<void> {
    this.#kernel = undefined;
    await kernel.close?.();
    await this.open();
  }
}
