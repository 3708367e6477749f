import { OVERFLOW_POLICIES } from '#stream/queueSettings.ts';
import { z } from 'zod';
import {
  MAX_CAPACITY,
  MAX_EDGES,
  MAX_NAME,
  MAX_NODES,
  MAX_PLACE,
  MAX_QUEUE_BYTES,
  MAX_QUEUE_SECONDS,
} from './limits.ts';
import { CURRENT_VERSION } from './migrate.ts';
import { MAX_NODE_ID } from './newNode.ts';

// zod otherwise tries out `new Function`, which the page's content security policy reports as an error.
z.config({ jitless: true });

// Every description completes the sentence "… must be", so that problems and JSON schema read alike.

const SLUG = '[a-z0-9]+(?:-[a-z0-9]+)*';
const PORT = '[A-Za-z][A-Za-z0-9]*';
const portRef = z.string().regex(new RegExp(`^${SLUG}\\.${PORT}$`));
const name = z
  .string()
  .min(1)
  .max(MAX_NAME)
  .meta({ description: `a text of 1 to ${MAX_NAME} characters` });
const place = z.int().min(-MAX_PLACE).max(MAX_PLACE);

/** One node as it is saved; params are checked against the operator's own schema. */
export const nodeShape = z.strictObject({
  id: z
    .string()
    .max(MAX_NODE_ID)
    // A name that every object answers to would be found in tables that don't hold it.
    .regex(new RegExp(`^(?!(?:constructor|prototype)$)${SLUG}$`))
    .meta({
      description: `lower-case letters, digits and single hyphens, at most ${MAX_NODE_ID}, such as 'blur-2'`,
    }),
  operator: z
    .string()
    .max(128)
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)
    .meta({ description: "a domain and a name, such as 'video/blur'" }),
  operatorVersion: z.int().min(1).meta({ description: 'a whole number from 1' }),
  title: name.exactOptional(),
  at: z.tuple([place, place]).meta({
    description: `two whole numbers from -${MAX_PLACE} to ${MAX_PLACE}, the top left corner`,
  }),
  mode: z
    .enum(['muted', 'bypassed'])
    .meta({ description: "'muted' or 'bypassed', or left out" })
    .exactOptional(),
  collapsed: z.literal(true).meta({ description: 'true, or left out' }).exactOptional(),
  params: z
    .record(z.string(), z.unknown())
    .meta({ description: 'an object with the params of the operator' }),
});

/** What the document may say of an edge's queue. */
export const queueShape = z.strictObject({
  overflow: z
    .enum(OVERFLOW_POLICIES)
    .meta({ description: "'block', 'drop-oldest', 'drop-newest' or 'keep-latest'" })
    .exactOptional(),
  capacity: z
    .int()
    .min(1)
    .max(MAX_CAPACITY)
    .meta({
      description: `a whole number of chunks from 1 to ${MAX_CAPACITY}, 1 with 'keep-latest'`,
    })
    .exactOptional(),
  bytes: z
    .int()
    .min(1)
    .max(MAX_QUEUE_BYTES)
    .meta({ description: `a whole number of bytes from 1 to ${MAX_QUEUE_BYTES}` })
    .exactOptional(),
  seconds: z
    .number()
    .min(0.001)
    .max(MAX_QUEUE_SECONDS)
    .meta({ description: `a number of seconds from 0.001 to ${MAX_QUEUE_SECONDS}` })
    .exactOptional(),
  leastChunks: z
    .int()
    .min(1)
    .max(MAX_CAPACITY)
    .meta({
      description: `a whole number of chunks from 1 to ${MAX_CAPACITY}, at most the capacity, that wait before the first is taken`,
    })
    .exactOptional(),
  leastSeconds: z
    .number()
    .min(0.001)
    .max(MAX_QUEUE_SECONDS)
    .meta({
      description: `a number of seconds from 0.001 to ${MAX_QUEUE_SECONDS}, at most those that may wait, that wait before the first is taken`,
    })
    .exactOptional(),
  flushOnEnd: z
    .boolean()
    .meta({ description: 'true where what waits when the stream ends is given up, or left out' })
    .exactOptional(),
});

/** One edge as it is saved. */
export const edgeShape = z.strictObject({
  from: portRef.meta({ description: "a node and its output, such as 'webcam.frame'" }),
  to: portRef.meta({
    description:
      "a node and its input, such as 'canny.frame', or a param that numbers shall set, such as 'canny.high'",
  }),
  loopback: z
    .literal(true)
    .meta({ description: 'true where the edge leads back, or left out' })
    .exactOptional(),
  queue: queueShape
    .meta({ description: "an object such as { 'overflow': 'keep-latest' }, or left out" })
    .exactOptional(),
});

/** The document around its nodes and edges. */
export const documentShape = z.strictObject({
  format: z.literal('millrace.pipeline').meta({ description: "'millrace.pipeline'" }),
  version: z.literal(CURRENT_VERSION).meta({ description: `${CURRENT_VERSION}` }),
  name,
  nodes: z.array(z.unknown()).max(MAX_NODES).meta({ description: 'a list of nodes' }),
  edges: z.array(z.unknown()).max(MAX_EDGES).meta({ description: 'a list of edges' }),
});
