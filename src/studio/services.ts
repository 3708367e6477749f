import type { FileParam } from '#contract/params.ts';
import type { OperatorSpec, SpecOf } from '#contract/spec.ts';
import type { Engine } from '#engine/engine.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import type { OwnPreview } from '#previews/ownPreview.ts';
import { createContext, useContext } from 'react';

/** One bundled pipeline of the gallery. */
export interface Example {
  readonly slug: string;
  readonly title: string;
  /** One sentence. */
  readonly doc: string;
  /** URL of a small picture, below the app's own origin. */
  readonly picture: string;
  load(): Promise<Pipeline>;
}

/** The bytes of files the user chose, kept in this browser by their hash. */
export interface FileVault {
  /** Rejects with a `Fault` where there is no room, or where another SHA-256 is wanted than the file has. */
  put(file: File, wanted?: string): Promise<FileParam>;
  /** Undefined where the bytes are not in this browser. */
  get(file: FileParam): Promise<Blob | undefined>;
}

/** Gets one file from the host of `url`, which the user agreed to ask. Rejects with a `Fault`, or as `signal` says. */
export type DownloadFile = (
  url: URL,
  watch: {
    /** True if the user lets the host pass on to others. */
    readonly follow: boolean;
    readonly signal: AbortSignal;
    onProgress(progress: { readonly bytes: number; readonly total?: number }): void;
  },
) => Promise<File>;

/** Devices by label, as far as the user has let the browser tell. */
export interface DeviceList {
  labels(kind: 'camera' | 'microphone'): Promise<readonly string[]>;
}

/** What the composition root hands to the studio. */
export interface StudioServices {
  /** All operators, ordered by category, then title. */
  readonly specs: readonly OperatorSpec[];
  readonly specOf: SpecOf;
  /** The smallest pipeline that shows an operator. */
  readonly exampleOf: (operator: string) => Promise<Pipeline | undefined>;
  /** What an operator lays over the drawing of its node; undefined for most. */
  readonly previewOf: (operator: string) => OwnPreview | undefined;
  readonly examples: readonly Example[];
  readonly engine: Engine;
  readonly files: FileVault;
  readonly download: DownloadFile;
  readonly devices: DeviceList;
  /** Records the microphone as a sound file until `stop`, at most so many seconds. Rejects with a `Fault`. */
  readonly record: (seconds: number, stop: AbortSignal) => Promise<File>;
}

const Services = createContext<StudioServices | undefined>(undefined);

/** Gives the services to everything below. */
export const ServicesProvider = Services.Provider;

/** What the app put together. Throws outside of `ServicesProvider`. */
export function useServices(): StudioServices {
  const services = useContext(Services);
  if (!services) throw new Error('The studio was mounted without its services.');
  return services;
}
