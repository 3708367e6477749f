import { connect, disconnect, setQueue } from '#pipeline/edges.ts';
import {
  type EdgeId,
  edgeId,
  findNode,
  type NodeId,
  type Pipeline,
  portRef,
  type PortRef,
} from '#pipeline/pipeline.ts';
import { portsOf, titleOf } from '#pipeline/ports.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import type { Connection, Handle, ReactFlowProps } from 'reactflow';
import { opposite } from './addOperator.ts';
import { type ClientPoint, canvasStore, type PortEnd } from './canvasStore.ts';
import type { FlowEdge } from './flowEdges.ts';
import type { FlowNode } from './flowNodes.ts';
import { refuse, say } from './notices.ts';
import type { Operators } from '#studio/run/judge.ts';
import { offersBetween } from './converting.ts';
import { isParamEnd, portsThatFit, wireProblem, without } from './wiring.ts';

/** What React Flow asks and tells while a wire is being pulled. */
export type WireGestures = Required<
  Pick<
    ReactFlowProps<FlowNode, FlowEdge>,
    | 'isValidConnection'
    | 'onConnectStart'
    | 'onConnect'
    | 'onConnectEnd'
    | 'onReconnectStart'
    | 'onReconnect'
    | 'onReconnectEnd'
  >
>;

/** The wire gestures of one canvas: each that changes the document is one undo step. */
export function createWireGestures({ specs, specOf }: Operators): WireGestures {
  /** The edge whose end is in the hand. */
  let held: EdgeId | undefined;
  /** Set when Escape ended the gesture before the button was let go. */
  let cancelled = false;
  const { edit } = documentStore.getState();
  const now = (): Pipeline => without(documentStore.getState().pipeline, held);

  return {
    isValidConnection(connection) {
      const ends = endsOf(connection);
      return ends !== undefined && !wireProblem(now(), ends.output, ends.input, specOf);
    },
    onConnectStart(_event, { nodeId, handleId, handleType }) {
      if (!nodeId || !handleId || !handleType) return;
      const from = endOf({ nodeId, id: handleId, type: handleType });
      const fits = new Set(portsThatFit(now(), from, specOf).keys());
      canvasStore.setState({ wire: { from, fits }, refusal: undefined, notice: undefined });
    },
    onConnect(connection) {
      const ends = endsOf(connection);
      if (ends) edit((pipeline) => connect(pipeline, refOf(ends.output), refOf(ends.input)));
    },
    onConnectEnd(event, { isValid, fromHandle, toHandle }) {
      cancelled = canvasStore.getState().wire === undefined;
      canvasStore.setState({ wire: undefined });
      if (held || cancelled || isValid || !fromHandle) return;
      const from = endOf(fromHandle);
      if (dropped(from, toHandle, event)) return;
      const { x, y } = pointOf(event);
      uiStore.getState().set({ search: { x, y, from } });
    },
    onReconnectStart(_event, edge) {
      held = edge.id as EdgeId;
    },
    onReconnect({ id }, connection) {
      const ends = endsOf(connection);
      if (ends) edit((pipeline) => moveEdge(pipeline, id as EdgeId, ends));
    },
    onReconnectEnd(event, { id }, _side, { isValid, fromHandle, toHandle }) {
      const isDone = cancelled || isValid === true || !fromHandle;
      if (!isDone && !dropped(endOf(fromHandle), toHandle, event)) {
        edit((pipeline) => disconnect(pipeline, [id as EdgeId]));
      }
      held = undefined;
    },
  };

  /** True if the wire was let go over a port or a node, and that was answered. */
  function dropped(
    from: PortEnd,
    toHandle: Handle | null,
    event: MouseEvent | TouchEvent,
  ): boolean {
    const at = pointOf(event);
    if (toHandle) {
      const to = endOf(toHandle);
      if (!sameEnd(from, to)) refuseWire(now(), from, to);
      return true;
    }
    const element = document.elementFromPoint(at.x, at.y);
    const node = element?.closest<HTMLElement>('.react-flow__node')?.dataset['id'] as
      | NodeId
      | undefined;
    if (node) dropOnNode(from, node, at);
    // Over the palette or another panel nothing is meant; over the pane everything is.
    return node !== undefined || !element?.closest('.react-flow__pane');
  }

  function dropOnNode(from: PortEnd, node: NodeId, at: ClientPoint): void {
    if (node === from.node) return;
    const pipeline = now();
    const fits = [...portsThatFit(pipeline, from, specOf).values()];
    const taken = new Set(pipeline.edges.map((edge) => edge.to));
    const here = fits.filter((end) => end.node === node);
    const params = here.filter((end) => isParamEnd(pipeline, end, specOf));
    const ports = here.filter((end) => !params.includes(end));
    const free = ports.find((end) => end.side === 'out' || !taken.has(refOf(end)));
    const to = free ?? (params.length > 1 ? undefined : (params[0] ?? ports[0]));
    if (to) edit((before) => joinEnds(before, from, to, held));
    else if (params.length > 1) canvasStore.setState({ driving: { from, node, at, held } });
    else refuseNode(pipeline, from, node, at);
  }

  /** Says why that wire can't be, and what would help. False if it can. */
  function refuseWire(pipeline: Pipeline, from: PortEnd, to: PortEnd): boolean {
    const problem = wireProblem(pipeline, from, to, specOf);
    if (!problem) return false;
    const offers = offersBetween(pipeline, from, to, { specs, specOf });
    refuse({ from, to, problem, offers, held });
    return true;
  }

  function refuseNode(pipeline: Pipeline, from: PortEnd, id: NodeId, at: ClientPoint): void {
    const node = findNode(pipeline, id);
    const spec = node && specOf(node.operator);
    if (!node || !spec) return;
    const side = opposite(from.side);
    const port = Object.keys(portsOf(spec, side))[0];
    const to = port === undefined ? undefined : { node: id, port, side };
    if (to && refuseWire(pipeline, from, to)) return;
    say(`${titleOf(node, specOf)} has no ${side === 'in' ? 'input' : 'output'}.`, at);
  }
}

/** The end React Flow's handle stands for. */
export function endOf(handle: Pick<Handle, 'nodeId' | 'id' | 'type'>): PortEnd {
  return {
    node: handle.nodeId as NodeId,
    port: handle.id ?? '',
    side: handle.type === 'source' ? 'out' : 'in',
  };
}

/** True if both are the same port. */
export function sameEnd(a: PortEnd, b: PortEnd): boolean {
  return a.node === b.node && a.port === b.port && a.side === b.side;
}

interface Ends {
  readonly output: PortEnd;
  readonly input: PortEnd;
}

function endsOf(connection: Connection | FlowEdge): Ends | undefined {
  const { source, sourceHandle, target, targetHandle } = connection;
  if (!sourceHandle || !targetHandle) return undefined;
  return {
    output: { node: source as NodeId, port: sourceHandle, side: 'out' },
    input: { node: target as NodeId, port: targetHandle, side: 'in' },
  };
}

function refOf({ node, port }: PortEnd): PortRef {
  return portRef(node, port);
}

/** Joins two ends, whichever is the output; an edge that is held moves there. */
export function joinEnds(
  pipeline: Pipeline,
  from: PortEnd,
  to: PortEnd,
  held: EdgeId | undefined,
): Pipeline {
  const ends = from.side === 'out' ? { output: from, input: to } : { output: to, input: from };
  return held
    ? moveEdge(pipeline, held, ends)
    : connect(pipeline, refOf(ends.output), refOf(ends.input));
}

/** Joins an edge anew; its queue settings come along. */
function moveEdge(pipeline: Pipeline, id: EdgeId, { output, input }: Ends): Pipeline {
  const next = { from: refOf(output), to: refOf(input) };
  const old = pipeline.edges.find((edge) => edgeId(edge) === id);
  if (!old || edgeId(next) === id) return pipeline;
  const moved = connect(disconnect(pipeline, [id]), next.from, next.to);
  return setQueue(moved, edgeId(next), old.queue);
}

function pointOf(event: MouseEvent | TouchEvent): ClientPoint {
  const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event;
  return { x: clientX, y: clientY };
}
