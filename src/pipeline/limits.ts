/** Most bytes of a document, as UTF-8. */
export const MAX_BYTES = 8 * 1024 * 1024;

/** How deep lists and objects may lie in one another. Recursion over a document is safe below it. */
export const MAX_DEPTH = 64;

/** Most nodes of a document. */
export const MAX_NODES = 2_000;

/** Most edges of a document. */
export const MAX_EDGES = 10_000;

/** Longest text anywhere in a document, in UTF-16 units. */
export const MAX_STRING = 64 * 1024;

/** Most chunks a queue may be told to hold. */
export const MAX_CAPACITY = 10_000;

/** Most bytes a queue may be told to hold: 4 GiB. */
export const MAX_QUEUE_BYTES = 4 * 1024 ** 3;

/** Longest stretch of a stream a queue may be told to hold: an hour, in seconds. */
export const MAX_QUEUE_SECONDS = 3600;

/** Longest name of a document and title of a node, in UTF-16 units. */
export const MAX_NAME = 200;

/** How far from the origin a node may lie, in pixels, in x and in y. */
export const MAX_PLACE = 1_000_000;
