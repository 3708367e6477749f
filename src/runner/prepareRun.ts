import { specs } from '#catalog/catalog.ts';
import { planPipeline } from '#engine/plan.ts';
import { planQueues } from '#engine/planQueues.ts';
import type { DeadlockRule, RunMode } from '#engine/engine.ts';
import type { Plan } from '#engine/plan.ts';
import { findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { lintProblems } from '#pipeline/lint/lintProblems.ts';
import { findProblems } from '#pipeline/validate.ts';
import { extname, join, resolve } from 'node:path';
import { addTap } from './addTap.ts';
import { EXIT, Refusal } from './exitCodes.ts';
import { FedFiles, feedSource, missingFiles } from './feedSource.ts';
import { inside } from './inside.ts';
import { nameConverters } from './nameConverters.ts';
import { address, pairs, usage } from './options.ts';
import { HOME } from './lacks.ts';
import { lines } from './readPipeline.ts';
import { setParamText } from './setParamText.ts';
import { type Pairs, speakersAsTaps } from './speakersAsTaps.ts';
import { specOf } from './specs.ts';
import { FORMATS, formatOf } from './tap/formats.ts';
import { TAP } from './tap/spec.ts';
import type { Files } from './hosts/createHosts.ts';

/** What the user says of a run, beyond the document. */
export interface RunWishes {
  /** `node=path` each. */
  readonly source: readonly string[];
  /** `node.param=value` each. */
  readonly param: readonly string[];
  /** `node=path` each. */
  readonly sink: readonly string[];
  /** `node.port=path` each; relative paths are below `tapsIn`. */
  readonly tap: readonly string[];
  readonly tapsIn: string;
  /** The folder of what sinks write, if there is one. */
  readonly out: string | undefined;
  readonly mode: RunMode;
  readonly workers: number;
  readonly seed: number;
  readonly deadlock: DeadlockRule;
  readonly allow: Allowances;
}

/** What a document may touch that no option names. */
export interface Allowances {
  /** Folders in which the files that it names are looked for. */
  readonly read: readonly string[];
  /** A folder in which its sinks write under the names that it gives them. */
  readonly write: string | undefined;
  /** True if its nodes may reach the network. */
  readonly net: boolean;
}

/** A run that can start: everything that can be known before has been checked. */
export interface PreparedRun {
  readonly pipeline: Pipeline;
  readonly plan: Plan;
  readonly files: FedFiles;
  readonly wishes: RunWishes;
  readonly place: Files['place'];
  /** Sentences about what will not happen. */
  readonly warnings: readonly string[];
}

/** Makes a document and wishes into a run. Throws a `Refusal` for whatever keeps it from running here. */
export function prepareRun(document: Pipeline, wishes: RunWishes): PreparedRun {
  const files = new FedFiles(wishes.allow.read);
  let pipeline = document;
  for (const [node, path] of pairs('source', wishes.source)) {
    pipeline = feedSource(pipeline, node as NodeId, path, files);
  }
  for (const [key, text] of pairs('param', wishes.param)) {
    const { node, name } = address('param', key);
    pipeline = setParamText(pipeline, { node, name, text }, files);
  }
  for (const [key, path] of pairs('tap', wishes.tap)) {
    const { node, name } = address('tap', key);
    pipeline = addTap(pipeline, node, name, path === '-' ? path : resolve(wishes.tapsIn, path));
  }
  const heard = speakersAsTaps(pipeline, pairs('sink', wishes.sink));
  pipeline = heard.pipeline;
  const errors = findProblems(pipeline, specOf);
  if (errors.length > 0) {
    throw new Refusal(
      EXIT.badData,
      `The pipeline can't run as it is.\n${lines(nameConverters(errors, pipeline))}`,
    );
  }
  const plan = planPipeline(pipeline, specOf, wishes);
  refuseLacks(pipeline, plan);
  if (!wishes.allow.net) refuseSenders(plan);
  refuseEndless(plan);
  const missing = missingFiles(pipeline, files);
  if (missing.length > 0) throw new Refusal(EXIT.noInput, missing.join('\n'));
  const { mode } = wishes;
  const judged = lintProblems({
    pipeline,
    specs,
    specOf,
    mode,
    queueOf: planQueues(plan),
    home: HOME,
  });
  const warnings = judged.map((problem) => lines([problem]).trim());
  const place = placesOf(pipeline, plan, { ...wishes, sinks: heard.sinks });
  return { pipeline, plan, files, wishes, place, warnings };
}

/** Node has no devices: a pipeline that needs one is refused before anything starts. */
function refuseLacks(pipeline: Pipeline, plan: Plan): void {
  const lacks = pipeline.nodes.flatMap(({ id, operator }) => {
    if (!plan.nodes.has(id) && !plan.refused.has(id)) return [];
    return (specOf(operator)?.requires ?? []).flatMap((need) => {
      const reason = HOME.lacks(need, id);
      return reason ? [`Node '${id}' ${reason}`] : [];
    });
  });
  if (lacks.length > 0) throw new Refusal(EXIT.unavailable, lacks.join('\n'));
}

/** A node that sends something away runs only where the user said so. */
function refuseSenders({ nodes }: Plan): void {
  const words = [...nodes.values()]
    .filter(({ spec }) => spec.privacy === 'leaves-device')
    .map(({ node: { id } }) => `Node '${id}' reaches the network. Allow it with --allow-net.`);
  if (words.length > 0) throw new Refusal(EXIT.unavailable, words.join('\n'));
}

function refuseEndless({ refused }: Plan): void {
  if (refused.size === 0) return;
  const words = [...refused].map(([id, { message }]) => `Node '${id}': ${message}`);
  throw new Refusal(EXIT.badData, words.join('\n'));
}

/** Checks that every file which will be written has a place, and gives the rule for all of them. */
function placesOf(
  pipeline: Pipeline,
  plan: Plan,
  { sinks, out, allow }: Pick<RunWishes, 'out' | 'allow'> & { readonly sinks: Pairs },
): PreparedRun['place'] {
  const named = new Map<string, string>();
  for (const [id, path] of sinks) {
    const node = findNode(pipeline, id as NodeId);
    if (!node || !specOf(node.operator)?.requires.includes('save')) {
      throw usage(`--sink names '${id}', which is no node that writes a file.`);
    }
    named.set(id, path);
  }
  for (const { node, spec } of plan.nodes.values()) {
    const homeless = spec.requires.includes('save') && node.operator !== TAP && !named.has(node.id);
    if (homeless && (out ?? allow.write) === undefined) {
      throw usage(
        `Node '${node.id}' writes a file. Say where: --out folder, or --sink ${node.id}=path.`,
      );
    }
  }
  const counts = new Map<NodeId, number>();
  return (id, name) => {
    const node = findNode(pipeline, id)!;
    if (node.operator === TAP) {
      const format = formatOf(name);
      return { path: name, single: format !== undefined && FORMATS[format].numbered };
    }
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    const path =
      named.get(id) ??
      (out === undefined ? allowedPlace(allow, name) : join(out, `${id}${extname(name)}`));
    // A node that begins a second file, after a failure or a change of its params, keeps the first.
    const isFirst = count === 1 || path === '-';
    const ending = extname(path);
    const stem = path.slice(0, path.length - ending.length);
    return { path: isFirst ? path : `${stem}-${count}${ending}`, single: false };
  };
}

/** Where a sink writes under the name that the document gives it. */
function allowedPlace({ write }: Allowances, name: string): string {
  const path = write === undefined ? undefined : inside(write, name);
  if (path !== undefined) return path;
  throw new Refusal(
    EXIT.cannotWrite,
    `The pipeline wants to write '${name}', which is not inside '${write}'. Say where: --sink.`,
  );
}
